import type { Knex } from 'knex';

/** What each customer owed and had to its credit in each currency, as of the day of the run. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('balances')) return;
  await knex.schema.createTable('balances', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('customer_id', 100).notNullable();
    table.string('currency', 3).notNullable();
    table.bigInteger('invoiced').notNullable();
    table.bigInteger('settled').notNullable();
    table.bigInteger('open').notNullable();
    table.bigInteger('credit').notNullable();
    table.bigInteger('written_off').notNullable();
    table.bigInteger('recovered').notNullable();
    table.text('body', 'longtext').notNullable();
    table.primary(['run_id', 'customer_id', 'currency'], 'balances_key');
  });
}

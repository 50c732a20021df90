import type { Knex } from 'knex';

/** The sums of the amounts of each input in each currency: as read, and as the store adds them up. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('run_amounts')) return;
  await knex.schema.createTable('run_amounts', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('input', 40).notNullable();
    table.string('currency', 3).notNullable();
    // As text: a sum of many amounts may have more digits than a number of JavaScript is exact to.
    table.string('read_minor', 40).notNullable();
    table.string('stored_minor', 40).notNullable();
    table.primary(['run_id', 'input', 'currency'], 'run_amounts_key');
  });
}

import type { Knex } from 'knex';

/** The rows of the input files that cannot be used, each with what is wrong. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('rejected_rows')) return;
  await knex.schema.createTable('rejected_rows', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('input', 40).notNullable();
    table.integer('line').notNullable();
    table.text('body', 'longtext').notNullable();
    table.primary(['run_id', 'input', 'line'], 'rejected_rows_key');
  });
}

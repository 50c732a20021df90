import type { Knex } from 'knex';

/** The input files of each run, with what was read from them. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('run_inputs')) return;
  await knex.schema.createTable('run_inputs', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.integer('input_no').notNullable();
    table.string('input', 40).notNullable();
    table.string('file_name', 255).notNullable();
    table.string('sha256', 64).notNullable();
    table.bigInteger('bytes').notNullable();
    table.integer('rows_read').notNullable();
    table.integer('rows_accepted').notNullable();
    table.integer('rows_rejected').notNullable();
    table.primary(['run_id', 'input_no'], 'run_inputs_key');
  });
}

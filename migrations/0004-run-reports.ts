import type { Knex } from 'knex';

/** The workbooks that each closed run has written. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('run_reports')) return;
  await knex.schema.createTable('run_reports', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.integer('report_no').notNullable();
    table.string('report', 100).notNullable();
    table.string('file_name', 255).notNullable();
    table.primary(['run_id', 'report_no'], 'run_reports_key');
  });
}

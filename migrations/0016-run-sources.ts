import type { Knex } from 'knex';

/**
 * Where the import of a run finds its files: in the store, or below a folder that the importing machine reaches.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('run_sources')) return;
  await knex.schema.createTable('run_sources', (table) => {
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
    table.text('path').nullable();
    table.string('file_key', 100).nullable();
    table.primary(['run_id', 'input_no'], 'run_sources_key');
  });
}

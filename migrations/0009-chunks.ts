import type { Knex } from 'knex';

/** The parts of each run that are decided and stored together, and which of them are done. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('chunks')) return;
  await knex.schema.createTable('chunks', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.integer('chunk_no').notNullable();
    table.string('from_id', 100).notNullable();
    table.string('to_id', 100).notNullable();
    table.integer('subject_count').notNullable();
    table.string('status', 20).notNullable();
    table.primary(['run_id', 'chunk_no'], 'chunks_key');
  });
}

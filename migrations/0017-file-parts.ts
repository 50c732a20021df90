import type { Knex } from 'knex';

/**
 * The bytes of files that several machines need: inputs until they are imported, workbooks for good. A file is kept in
 * parts, so that it can be written and read in a stream, and no statement is larger than a server takes.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('file_parts')) return;
  await knex.schema.createTable('file_parts', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('role', 10).notNullable();
    table.string('file_key', 100).notNullable();
    table.integer('part_no').notNullable();
    if (knex.client.driverName === 'mysql2') table.specificType('content', 'mediumblob').notNullable();
    else table.binary('content').notNullable();
    table.primary(['run_id', 'role', 'file_key', 'part_no'], 'file_parts_key');
  });
}

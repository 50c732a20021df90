import type { Knex } from 'knex';

/**
 * The accepted rows of the input files of each run. Ids compare byte by byte, hence the binary collation.
 *
 * MySQL commits each statement by itself. So the table gets its name when it is complete, and an interrupted migration
 * can be run again.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('records')) return;
  await knex.schema.dropTableIfExists('records_draft');
  await knex.schema.createTable('records_draft', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('input', 40).notNullable();
    table.string('record_id', 100).notNullable();
    table.string('subject_id', 100).notNullable();
    table.integer('line').notNullable();
    table.bigInteger('occurred_at').nullable();
    table.string('tag', 100).nullable();
    table.text('body', 'longtext').notNullable();
    table.primary(['run_id', 'input', 'record_id'], 'records_key');
    table.index(['run_id', 'subject_id', 'input', 'line'], 'records_by_subject');
  });
  await knex.schema.renameTable('records_draft', 'records');
}

import type { Knex } from 'knex';

/**
 * The decisions of each run; they are never deleted.
 *
 * MySQL commits each statement by itself. So the table gets its name when it is complete, and an interrupted migration
 * can be run again.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('decisions')) return;
  await knex.schema.dropTableIfExists('decisions_draft');
  await knex.schema.createTable('decisions_draft', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('subject', 40).notNullable();
    table.string('id', 100).notNullable();
    table.string('outcome', 100).notNullable();
    table.text('row_json', 'longtext').notNullable();
    table.text('facts_json', 'longtext').notNullable();
    table.text('trace_json', 'longtext').notNullable();
    table.text('times_json', 'longtext').notNullable();
    table.primary(['run_id', 'subject', 'id'], 'decisions_key');
    table.index(['run_id', 'id', 'outcome'], 'decisions_by_id');
  });
  await knex.schema.renameTable('decisions_draft', 'decisions');
}

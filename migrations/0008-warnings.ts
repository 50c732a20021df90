import type { Knex } from 'knex';

/** What is odd about rows that were used all the same. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('warnings')) return;
  await knex.schema.createTable('warnings', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.integer('warning_no').notNullable();
    table.string('code', 50).notNullable();
    table.text('body', 'longtext').notNullable();
    table.primary(['run_id', 'warning_no'], 'warnings_key');
  });
}

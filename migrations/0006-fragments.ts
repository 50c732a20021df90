import type { Knex } from 'knex';

/** Rows of exports in which several rows make one record, kept until the records are complete. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('fragments')) return;
  await knex.schema.createTable('fragments', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('input', 40).notNullable();
    table.string('fragment_key', 100).notNullable();
    table.integer('line').notNullable();
    table.text('cells', 'longtext').notNullable();
    table.primary(['run_id', 'input', 'fragment_key', 'line'], 'fragments_key');
  });
}

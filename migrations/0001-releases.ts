import type { Knex } from 'knex';

/** The rules of each release, so that a decision can be explained after they have changed. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('releases')) return;
  await knex.schema.createTable('releases', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('release_hash', 100).notNullable();
    table.text('content', 'longtext').notNullable();
    table.primary(['release_hash'], 'releases_key');
  });
}

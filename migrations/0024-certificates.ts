import type { Knex } from 'knex';

/**
 * What comparing the compiled evaluator with json-rules-engine over a release came to, with everything that is needed to
 * compare again: the seed, the number of records, the versions of both.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('certificates')) return;
  await knex.schema.createTable('certificates', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('release_hash', 100).notNullable();
    table.string('certificate_id', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('seed').notNullable();
    table.bigInteger('records').notNullable();
    table.bigInteger('cases').notNullable();
    table.bigInteger('differences').notNullable();
    table.string('engine_version', 40).notNullable();
    table.string('program_version', 40).notNullable();
    table.text('result', 'longtext').notNullable();
    table.primary(['release_hash', 'certificate_id'], 'certificates_key');
  });
}

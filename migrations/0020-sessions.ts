import type { Knex } from 'knex';

/**
 * What signing in has to remember, whichever process serves: the sessions (only the digest of an id, so that reading
 * this table lets nobody in), the failed attempts, and the secrets with which all processes sign cookies.
 *
 * MySQL commits each statement by itself. Each table is one statement, or gets its name when it has its index; so an
 * interrupted migration can be run again.
 */
export async function up(knex: Knex): Promise<void> {
  await createUnlessThere(knex, 'sessions', (table) => {
    table.string('session_hash', 64).notNullable();
    table.string('user_name', 64).notNullable();
    table.integer('user_version').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.primary(['session_hash'], 'sessions_key');
  });
  await createUnlessThere(knex, 'server_secrets', (table) => {
    table.string('secret_name', 40).notNullable();
    table.string('secret', 100).notNullable();
    table.primary(['secret_name'], 'server_secrets_key');
  });
  if (await knex.schema.hasTable('sign_in_attempts')) return;
  await knex.schema.dropTableIfExists('sign_in_attempts_draft');
  await createUnlessThere(knex, 'sign_in_attempts_draft', (table) => {
    table.string('bucket', 64).notNullable();
    table.integer('failures').notNullable();
    table.bigInteger('last_failed_at').notNullable();
    table.bigInteger('blocked_until').notNullable();
    table.primary(['bucket'], 'sign_in_attempts_key');
    table.index(['last_failed_at'], 'sign_in_attempts_by_time');
  });
  await knex.schema.renameTable('sign_in_attempts_draft', 'sign_in_attempts');
}

async function createUnlessThere(
  knex: Knex,
  name: string,
  describe: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  await knex.schema.createTable(name, (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    describe(table);
  });
}

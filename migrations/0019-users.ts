import type { Knex } from 'knex';

/** The people who may sign in to the dashboard. The version goes up with each change that must end their sessions. */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('users')) return;
  await knex.schema.createTable('users', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('user_name', 64).notNullable();
    table.string('password_hash', 255).notNullable();
    table.string('role', 20).notNullable();
    table.integer('disabled').notNullable();
    table.integer('version').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['user_name'], 'users_key');
  });
}

import type { Knex } from 'knex';

/**
 * Who changed what and when. A change is written down before it is made and again with its outcome, under one request
 * id; rows are added and read, never changed. The user of the database that serves needs no other right on this table.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('audit_entries')) return;
  await knex.schema.createTable('audit_entries', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.bigIncrements('id');
    table.bigInteger('at').notNullable();
    table.string('request_id', 64).notNullable();
    table.string('phase', 20).notNullable();
    table.string('user_name', 100).nullable();
    table.string('role', 20).nullable();
    table.string('action', 60).notNullable();
    table.string('run_id', 64).nullable();
    table.string('queue', 60).nullable();
    table.string('job_id', 255).nullable();
    table.integer('status').nullable();
    table.string('detail', 500).nullable();
  });
}

import type { Knex } from 'knex';

/**
 * One row for each run of a batch: what it was asked for, how far it is, what came out.
 *
 * MySQL commits each statement by itself. So the table gets its name when it is complete, and an interrupted migration
 * can be run again.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasTable('runs')) return;
  await knex.schema.dropTableIfExists('runs_draft');
  await knex.schema.createTable('runs_draft', (table) => {
    if (knex.client.driverName === 'mysql2') {
      table.engine('InnoDB');
      table.charset('utf8mb4');
      table.collate('utf8mb4_bin');
    }
    table.string('run_id', 64).notNullable();
    table.string('run_key', 100).notNullable();
    table.string('kind', 40).notNullable();
    table.string('as_of', 40).notNullable();
    table.string('release_hash', 100).notNullable();
    table.string('mapping', 100).nullable();
    table.string('status', 20).notNullable();
    table.string('import_token', 64).nullable();
    table.string('started_by', 255).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('closed_at').nullable();
    table.integer('rows_read').notNullable().defaultTo(0);
    table.integer('rows_accepted').notNullable().defaultTo(0);
    table.integer('rows_rejected').notNullable().defaultTo(0);
    table.integer('decision_count').notNullable().defaultTo(0);
    table.integer('warning_count').notNullable().defaultTo(0);
    table.string('failure_code', 40).nullable();
    table.text('failure_message').nullable();
    table.double('seconds').nullable();
    table.text('outcomes', 'longtext').notNullable();
    table.primary(['run_id'], 'runs_key');
    table.unique(['run_key'], 'runs_by_run_key');
  });
  await knex.schema.renameTable('runs_draft', 'runs');
}

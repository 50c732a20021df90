import type { Knex } from 'knex';

const INDEX = 'chunks_by_done_at';

/** Holds what progress is counted from, so that counting reads no chunk. */
const STATUS_INDEX = 'chunks_by_status';

/**
 * A chunk is decided by whoever holds its lease; what became of it stays with it: when and how fast it was done, or
 * why it could not be decided.
 *
 * In MySQL all of it is one statement, which is done or not; SQLite does each column by itself, inside a transaction.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasColumn('chunks', 'lease_token')) return;
  if (knex.client.driverName === 'mysql2') {
    await knex.raw(
      `alter table chunks add column lease_token varchar(64) null, add column leased_until bigint null,
       add column attempts int not null default 0, add column failures int not null default 0, add column done_at bigint null, add column decide_ms int null,
       add column outcomes longtext null, add column failure_code varchar(40) null, add column failure_message text null,
       add index ${INDEX} (done_at), add index ${STATUS_INDEX} (run_id, status, subject_count)`,
    );
    return;
  }
  await knex.schema.alterTable('chunks', (table) => {
    table.string('lease_token', 64).nullable();
    table.bigInteger('leased_until').nullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.integer('failures').notNullable().defaultTo(0);
    table.bigInteger('done_at').nullable();
    table.integer('decide_ms').nullable();
    table.text('outcomes', 'longtext').nullable();
    table.string('failure_code', 40).nullable();
    table.text('failure_message').nullable();
    table.index(['done_at'], INDEX);
    table.index(['run_id', 'status', 'subject_count'], STATUS_INDEX);
  });
}

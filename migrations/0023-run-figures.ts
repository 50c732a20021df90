import type { Knex } from 'knex';

const BY_IMPORTED_AT = 'runs_by_imported_at';
const BY_STATUS = 'runs_by_status';

/**
 * When the import of a run was over, and which runs are open, for those who count while the program works: they must not
 * read the runs of all years each time.
 *
 * In MySQL all of it is one statement, which is done or not; SQLite does each step inside a transaction.
 */
export async function up(knex: Knex): Promise<void> {
  if (await knex.schema.hasColumn('runs', 'imported_at')) return;
  if (knex.client.driverName === 'mysql2') {
    await knex.raw(
      `alter table runs add column imported_at bigint null, add index ${BY_IMPORTED_AT} (imported_at),
       add index ${BY_STATUS} (status, kind, created_at)`,
    );
    return;
  }
  await knex.schema.alterTable('runs', (table) => {
    table.bigInteger('imported_at').nullable();
    table.index(['imported_at'], BY_IMPORTED_AT);
    table.index(['status', 'kind', 'created_at'], BY_STATUS);
  });
}

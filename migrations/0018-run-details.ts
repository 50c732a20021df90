import type { Knex } from 'knex';

const INDEX = 'runs_by_created_at';

/**
 * What operators ask of a run besides: how large its chunks are where somebody said so, and of its workbooks where their
 * bytes are, how many, and their digest. Runs are listed by the time at which they were asked for.
 *
 * In MySQL each table is one statement, which is done or not; SQLite does each column by itself, inside a transaction.
 */
export async function up(knex: Knex): Promise<void> {
  const isMysql = knex.client.driverName === 'mysql2';
  if (!(await knex.schema.hasColumn('runs', 'subjects_per_chunk'))) {
    if (isMysql) {
      await knex.raw(
        `alter table runs add column subjects_per_chunk int null, add index ${INDEX} (created_at, run_id)`,
      );
    } else {
      await knex.schema.alterTable('runs', (table) => {
        table.integer('subjects_per_chunk').nullable();
        table.index(['created_at', 'run_id'], INDEX);
      });
    }
  }
  if (await knex.schema.hasColumn('run_reports', 'sha256')) return;
  if (isMysql) {
    await knex.raw(
      'alter table run_reports add column sha256 varchar(64) null, add column bytes bigint null, add column file_key varchar(100) null',
    );
    return;
  }
  await knex.schema.alterTable('run_reports', (table) => {
    table.string('sha256', 64).nullable();
    table.bigInteger('bytes').nullable();
    table.string('file_key', 100).nullable();
  });
}

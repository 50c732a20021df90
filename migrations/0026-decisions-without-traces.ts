import type { Knex } from 'knex';

/**
 * What each rule set said of a decision is not stored any more: it was two fifths of its bytes, and nobody read it. The
 * facts of the decision and the rules of its run say it again (`kyhan explain`).
 */
export async function up(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasColumn('decisions', 'trace_json'))) return;
  // Plain SQL: knex would build the whole table anew on SQLite.
  await knex.raw('alter table decisions drop column trace_json');
}

import type { Knex } from 'knex';

/**
 * What each rule set said of a decision is not stored any more: it was two fifths of its bytes, and nobody read it. The
 * facts of the decision and the rules of its run say it again (`kyhan explain`).
 *
 * A MySQL that builds the table anew for it may need longer than a client waits, and finish behind its back.
 */
export async function up(knex: Knex): Promise<void> {
  const hasTraces = (): Promise<boolean> => knex.schema.hasColumn('decisions', 'trace_json');
  if (!(await hasTraces())) return;
  try {
    // Plain SQL: knex would build the whole table anew on SQLite.
    await knex.raw('alter table decisions drop column trace_json');
  } catch (error) {
    if (await hasTraces()) throw error;
  }
}

import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** Counts the rows of a run by the values of a column, in the order of the values. */
export async function countBy(
  database: Database,
  runId: string,
  table: string | Knex.Raw,
  column: string,
): Promise<Readonly<Record<string, number>>> {
  return runQuery(database, async (knex) => {
    const rows: readonly { value: string; total: number }[] = await knex(table)
      .select({ value: column, total: knex.raw('count(*)') })
      .where({ run_id: runId })
      .groupBy(column)
      .orderBy(column);
    return Object.fromEntries(rows.map(({ value, total }) => [value, total]));
  });
}

import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** What is added up: a column of whole numbers, for each value of another column. */
type SumSource = {
  readonly table: string | Knex.Raw;
  readonly groupBy: string;
  readonly sumOf: string;
  readonly where: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
};

/** Adds up a column by the values of another, exactly: sums may have more digits than a number of JavaScript. */
export async function sumBy(database: Database, source: SumSource): Promise<ReadonlyMap<string, bigint>> {
  return runQuery(database, async (knex) => {
    const type = knex.raw(database.dialect === 'mysql' ? 'char' : 'text');
    const query = knex(source.table).select({
      value: source.groupBy,
      total: knex.raw('cast(sum(??) as ?)', [source.sumOf, type]),
    });
    const rows: readonly { value: string | null; total: string | null }[] = await source
      .where(query)
      .groupBy(source.groupBy)
      .orderBy(source.groupBy);
    return new Map(rows.map(({ value, total }) => [value ?? '', BigInt(total ?? 0)]));
  });
}

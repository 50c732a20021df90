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

/** Amounts are added up in two parts, because the sum of SQLite fails at 2^63. */
const PART = 1_000_000_000;

/** Adds up a column by the values of another, exactly: sums may have more digits than a number of JavaScript. */
export async function sumBy(database: Database, source: SumSource): Promise<ReadonlyMap<string, bigint>> {
  return runQuery(database, async (knex) => {
    const [type, divide] = database.dialect === 'mysql' ? ['char', 'div'] : ['text', '/'];
    const query = knex(source.table).select({
      value: source.groupBy,
      high: knex.raw(`cast(sum(?? ${divide} ${PART}) as ${type})`, [source.sumOf]),
      low: knex.raw(`cast(sum(?? % ${PART}) as ${type})`, [source.sumOf]),
    });
    const rows: readonly { value: string | null; high: string | null; low: string | null }[] = await source
      .where(query)
      .groupBy(source.groupBy)
      .orderBy(source.groupBy);
    return new Map(
      rows.map(({ value, high, low }) => [value ?? '', BigInt(high ?? 0) * BigInt(PART) + BigInt(low ?? 0)]),
    );
  });
}

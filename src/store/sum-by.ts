import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { runQuery } from './run-query.ts';

/** Columns of whole numbers that are added up for each value of another column. */
type SumsSource = {
  readonly table: string | Knex.Raw;
  readonly groupBy: string;
  readonly sumsOf: readonly string[];
  readonly where: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
};

/** Amounts are added up in two parts, because the sum of SQLite fails at 2^63. */
const PART = 1_000_000_000;

/** Adds up a column by the values of another, exactly: sums may have more digits than a number of JavaScript. */
export async function sumBy(
  database: Database,
  { sumOf, ...source }: Omit<SumsSource, 'sumsOf'> & { readonly sumOf: string },
): Promise<ReadonlyMap<string, bigint>> {
  const sums = await sumColumnsBy(database, { ...source, sumsOf: [sumOf] });
  return new Map([...sums].map(([value, [sum = 0n]]) => [value, sum]));
}

/** Adds up several columns in one look at the rows; the sums are in the order of the columns. */
export async function sumColumnsBy(
  database: Database,
  { table, groupBy, sumsOf, where }: SumsSource,
): Promise<ReadonlyMap<string, readonly bigint[]>> {
  return runQuery(database, async (knex) => {
    const [type, divide] = database.dialect === 'mysql' ? ['char', 'div'] : ['text', '/'];
    const query = knex(table).select({ value: groupBy });
    for (const [index, column] of sumsOf.entries()) {
      query.select({
        [`high${index}`]: knex.raw(`cast(sum(?? ${divide} ${PART}) as ${type})`, [column]),
        [`low${index}`]: knex.raw(`cast(sum(?? % ${PART}) as ${type})`, [column]),
      });
    }
    const rows: readonly Readonly<Record<string, string | null>>[] = await where(query)
      .groupBy(groupBy)
      .orderBy(groupBy);
    const toSum = (row: Readonly<Record<string, string | null>>, index: number): bigint =>
      BigInt(row[`high${index}`] ?? 0) * BigInt(PART) + BigInt(row[`low${index}`] ?? 0);
    return new Map(rows.map((row) => [row.value ?? '', sumsOf.map((_, index) => toSum(row, index))]));
  });
}

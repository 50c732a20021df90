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

/**
 * Adds up several columns in one look at the rows; the sums are in the order of the columns. Rows without a value to go by
 * are left out. Most runs have one currency, and then the rows are not put in groups: SQLite would sort them all for that,
 * and keep the memory that it took.
 */
export async function sumColumnsBy(
  database: Database,
  source: SumsSource,
): Promise<ReadonlyMap<string, readonly bigint[]>> {
  const { least, most, sums } = await sumTogether(database, source);
  if (least === null) return new Map();
  return least === most ? new Map([[least, sums]]) : sumGroups(database, source);
}

/** The sums of all rows together, and the least and greatest value by which they could be told apart. */
async function sumTogether(
  database: Database,
  source: SumsSource,
): Promise<{ readonly least: string | null; readonly most: string | null; readonly sums: readonly bigint[] }> {
  return runQuery(database, async (knex) => {
    const row: SumsRow | undefined = await selectSums(database, knex, source)
      .min({ least: source.groupBy })
      .max({ most: source.groupBy })
      .first();
    return { least: row?.least ?? null, most: row?.most ?? null, sums: readSums(source, row ?? {}) };
  });
}

async function sumGroups(database: Database, source: SumsSource): Promise<ReadonlyMap<string, readonly bigint[]>> {
  return runQuery(database, async (knex) => {
    const rows: readonly SumsRow[] = await selectSums(database, knex, source)
      .select({ value: source.groupBy })
      .groupBy(source.groupBy)
      .orderBy(source.groupBy);
    return new Map(rows.map((row) => [row.value ?? '', readSums(source, row)]));
  });
}

type SumsRow = Readonly<Record<string, string | null>>;

function selectSums(database: Database, knex: Knex, { table, groupBy, sumsOf, where }: SumsSource): Knex.QueryBuilder {
  const [type, divide] = database.dialect === 'mysql' ? ['char', 'div'] : ['text', '/'];
  const query = where(knex(table)).whereNotNull(groupBy);
  for (const [index, column] of sumsOf.entries()) {
    query.select({
      [`high${index}`]: knex.raw(`cast(sum(?? ${divide} ${PART}) as ${type})`, [column]),
      [`low${index}`]: knex.raw(`cast(sum(?? % ${PART}) as ${type})`, [column]),
    });
  }
  return query;
}

function readSums({ sumsOf }: SumsSource, row: SumsRow): readonly bigint[] {
  return sumsOf.map((_, index) => BigInt(row[`high${index}`] ?? 0) * BigInt(PART) + BigInt(row[`low${index}`] ?? 0));
}

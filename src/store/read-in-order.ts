import type { Database } from './database.ts';
import type { Cell } from './insert-rows.ts';
import { runQuery } from './run-query.ts';

/** Rows that are held in memory at a time; a row may be some kilobytes. */
export const PAGE_ROWS = 500;

/** A table, or the part of it with those values, to be read in the order of two columns that are a key together. */
export type OrderedSource<Row> = {
  readonly table: string;
  readonly where: Readonly<Record<string, string>>;
  /** Property of the row → column. */
  readonly columns: { readonly [Property in keyof Row]: string };
  readonly order: readonly [keyof Row & string, keyof Row & string];
};

/** Reads rows page after page, so that memory stays flat and the connection is free in between. */
export async function* readPages<Row>(
  readPage: (last: Row | undefined) => Promise<readonly Row[]>,
  pageRows: number = PAGE_ROWS,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  do {
    const page: readonly Row[] = await readPage(last);
    for (const row of page) yield row;
    last = page.length < pageRows ? undefined : page.at(-1);
  } while (last !== undefined);
}

/** Reads rows in the order of two columns. */
export function readInOrder<Row extends Readonly<Record<string, Cell>>>(
  database: Database,
  source: OrderedSource<Row>,
): AsyncGenerator<Row> {
  return readPages((last) => readPageAfter(database, source, last));
}

/**
 * One page. The rows that share the first column with the last one, and those beyond, are two queries: neither
 * database seeks in its index for "a > x or (a = x and b > y)", so that every page would read from the start.
 */
async function readPageAfter<Row extends Readonly<Record<string, Cell>>>(
  database: Database,
  source: OrderedSource<Row>,
  last: Row | undefined,
): Promise<readonly Row[]> {
  const [first, second] = source.order;
  const [a, b] = [source.columns[first], source.columns[second]];
  const read = (a0: Cell, comparison: '=' | '>', b0: Cell | undefined, limit: number): Promise<readonly Row[]> =>
    runQuery(database, async (knex) => {
      const query = knex(source.table).select(source.columns).where(source.where).where(a, comparison, a0);
      if (b0 !== undefined) query.where(b, '>', b0);
      // MariaDB sorts all rows, instead of following the key, when the constant column is in the order as well.
      return query.orderBy(comparison === '=' ? [b] : [a, b]).limit(limit);
    });
  if (last === undefined) return read('', '>', undefined, PAGE_ROWS);
  const same = await read(last[first] ?? null, '=', last[second], PAGE_ROWS);
  if (same.length === PAGE_ROWS) return same;
  return [...same, ...(await read(last[first] ?? null, '>', undefined, PAGE_ROWS - same.length))];
}

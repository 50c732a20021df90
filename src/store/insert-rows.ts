import type { Knex } from 'knex';

/** Values of one column of one row. */
export type Cell = string | number | null;

/**
 * Rows of one statement: with the widest table far below the 32,766 variables and the 500 rows that SQLite takes, and
 * enough that a further row costs no more than its own bytes.
 */
const MAX_ROWS_PER_STATEMENT = 100;

/** Characters of one statement; a server takes 16 MB by default, and a character can become several bytes. */
const MAX_CHARACTERS_PER_STATEMENT = 1_000_000;

/** Inserts rows in multi-row statements that every database takes; a single row may be larger than the bound. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  for (const batch of splitRows(rows)) await trx(table).insert(batch);
}

function* splitRows<Row extends Readonly<Record<string, Cell>>>(rows: readonly Row[]): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let characters = 0;
  for (const row of rows) {
    const size = countCharacters(row);
    const isFull = batch.length >= MAX_ROWS_PER_STATEMENT || characters + size > MAX_CHARACTERS_PER_STATEMENT;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(row);
    characters += size;
  }
  if (batch.length > 0) yield batch;
}

function countCharacters(row: Readonly<Record<string, Cell>>): number {
  let characters = 0;
  for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 8;
  return characters;
}

/** Splits a list of keys so that each part fits into one `in (…)`. */
export function* splitKeys(keys: readonly string[]): Generator<readonly string[]> {
  const keysPerStatement = 500;
  for (let start = 0; start < keys.length; start += keysPerStatement) yield keys.slice(start, start + keysPerStatement);
}

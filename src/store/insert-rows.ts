import type { Knex } from 'knex';

/** Values of one column of one row. */
export type Cell = string | number | null;

/**
 * Rows of one statement: at most 100, with the widest table far below the 32,766 variables and the 500 rows that SQLite
 * takes. A rest goes in tens and ones, so that there are few different statements, each prepared once.
 */
const ROWS_PER_STATEMENT = [100, 10, 1] as const;

/** Characters of one statement; a server takes 16 MB by default, and a character can become several bytes. */
const MAX_CHARACTERS_PER_STATEMENT = 1_000_000;

/**
 * Keys of one `in (…)`; a list is filled up with its last key to one of these lengths. From 200 keys on, MySQL guesses
 * by old statistics how many rows they have, and may read the whole table instead.
 */
const KEYS_PER_STATEMENT = [100, 10, 1] as const;

/** Inserts rows in multi-row statements that every database takes; a single row may be larger than the bound. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  let start = 0;
  while (start < rows.length) {
    const fitting = countFittingRows(rows, start);
    const count = ROWS_PER_STATEMENT.find((size) => size <= fitting) ?? 1;
    await trx(table).insert(rows.slice(start, start + count));
    start += count;
  }
}

/** Splits a list of keys so that each part fits into one `in (…)`. */
export function* splitKeys(keys: readonly string[]): Generator<readonly string[]> {
  const [most] = KEYS_PER_STATEMENT;
  for (let start = 0; start < keys.length; start += most) {
    const part = keys.slice(start, start + most);
    const length = KEYS_PER_STATEMENT.findLast((size) => size >= part.length) ?? most;
    yield Array.from({ length }, (_, index) => part[Math.min(index, part.length - 1)] ?? '');
  }
}

/** How many of the next rows one statement may hold: at least one, however large it is. */
function countFittingRows(rows: readonly Readonly<Record<string, Cell>>[], start: number): number {
  let characters = 0;
  let count = 0;
  for (const row of rows.slice(start, start + ROWS_PER_STATEMENT[0])) {
    characters += countCharacters(row);
    if (count > 0 && characters > MAX_CHARACTERS_PER_STATEMENT) break;
    count += 1;
  }
  return count;
}

function countCharacters(row: Readonly<Record<string, Cell>>): number {
  let characters = 0;
  for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 8;
  return characters;
}

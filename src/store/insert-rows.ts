import type { Knex } from 'knex';

/** Values of one column of one row. */
export type Cell = string | number | null;

/** How much one statement may hold. */
type Limits = {
  /** Numbers of rows; a statement takes the largest that is there, a rest goes in the smaller ones. */
  readonly rows: readonly [most: number, ...less: number[]];
  /** Characters of all values; a single row may have more. */
  readonly characters: number;
};

/**
 * SQLite prepares each different statement once, so there are few of them, and it takes at most 32,766 variables and
 * 500 rows. 100 rows are as fast as 500.
 */
const SQLITE_LIMITS: Limits = { rows: [100, 10, 1], characters: 1_000_000 };

/**
 * mysql2 writes the values into the text of a statement, so nothing is prepared and no number of variables is too large.
 * Small rows gain up to 2,000 a statement. Beyond half a million characters it is slower again: joining the text costs
 * more than the way to the server saves, 5 times as much with 4 million. With quotes escaped and 4 bytes a character it
 * stays far below `max_allowed_packet`, which is 16 MB by default.
 */
const MYSQL_LIMITS: Limits = { rows: [2_000], characters: 400_000 };

/**
 * Keys of one `in (…)`; a list is filled up with its last key to one of these lengths. From 200 keys on, MySQL guesses
 * by old statistics how many rows they have, and may read the whole table instead.
 */
const KEYS_PER_STATEMENT = [100, 10, 1] as const;

/** Inserts rows in multi-row statements, as large as the database takes them fastest. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  const limits = trx.client.driverName === 'mysql2' ? MYSQL_LIMITS : SQLITE_LIMITS;
  for (const statement of splitRows(rows, limits)) await trx(table).insert(statement);
}

/** Splits rows into those of one statement each, in their order. */
function* splitRows<Row extends Readonly<Record<string, Cell>>>(
  rows: readonly Row[],
  limits: Limits,
): Generator<readonly Row[]> {
  let start = 0;
  while (start < rows.length) {
    const fitting = countFittingRows(rows, start, limits);
    const count = limits.rows.find((size) => size <= fitting) ?? fitting;
    yield rows.slice(start, start + count);
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
function countFittingRows(rows: readonly Readonly<Record<string, Cell>>[], start: number, limits: Limits): number {
  const end = Math.min(rows.length, start + limits.rows[0]);
  let characters = 0;
  for (let index = start; index < end; index += 1) {
    characters += countCharacters(rows[index] ?? {});
    if (index > start && characters > limits.characters) return index - start;
  }
  return end - start;
}

function countCharacters(row: Readonly<Record<string, Cell>>): number {
  let characters = 0;
  for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 8;
  return characters;
}

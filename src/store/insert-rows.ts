import assert from 'node:assert/strict';
import type { Knex } from 'knex';

/** Values of one column of one row. */
export type Cell = string | number | null;

/** How much one statement may hold. */
type Limits = {
  /** Numbers of rows of the statements that are prepared, the largest first. */
  readonly rows: readonly [most: number, ...less: number[]];
  /** Whether fewer rows than the least of those numbers go in one statement, made for them alone. */
  readonly hasRest: boolean;
  /** Whether the rows of a statement can have a value in common that is given once: parameters with numbers. */
  readonly canShare: boolean;
  /** Characters of all values of a statement; a single row may have more. */
  readonly characters: number;
};

/**
 * SQLite prepares each different statement once, so there are few of them, and it takes at most 32,766 values and 500
 * rows. 100 rows are as fast as 500.
 */
const SQLITE_LIMITS: Limits = { rows: [100, 10, 1], hasRest: false, canShare: true, characters: 1_000_000 };

/**
 * The server prepares a statement once for each connection, and then gets the values as they are. Otherwise mysql2 writes
 * them into the text: all quotes of the JSON of a decision have to be escaped and read again, which takes twice as much
 * of the processors, and four times in statements of 2,000 rows. Prepared ones of 2,000 rows are no faster than those of
 * 200, and cost the server 10 MB for each table and connection. A rest is not worth a statement that is kept.
 *
 * A character is at most 3 bytes, and a server takes 16 MB as it comes.
 */
const MYSQL_LIMITS: Limits = { rows: [200, 50], hasRest: true, canShare: false, characters: 4_000_000 };

/**
 * Keys of one `in (…)`; a list is filled up with its last key to one of these lengths. From 200 keys on, MySQL guesses
 * by old statistics how many rows they have, and may read the whole table instead.
 */
const KEYS_PER_STATEMENT = [100, 10, 1] as const;

/** A statement that inserts some rows of a table, with its values. */
export type Insert = {
  readonly sql: string;
  readonly bindings: readonly Cell[];
  /** Whether the server keeps the statement. */
  readonly isPrepared: boolean;
};

/** Inserts rows in multi-row statements. All have the columns of the first; numbers are whole ones. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  await runInserts(trx, buildInserts(trx, table, rows));
}

/** Makes the statements, as large as the database takes them fastest. What is made before a transaction holds up nobody. */
export function buildInserts(
  knex: Knex,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): readonly Insert[] {
  const limits = knex.client.driverName === 'mysql2' ? MYSQL_LIMITS : SQLITE_LIMITS;
  const inserts: Insert[] = [];
  let start = 0;
  while (start < rows.length) {
    const fitting = countFittingRows(rows, start, limits);
    const size = limits.rows.find((each) => each <= fitting);
    const count = size ?? (limits.hasRest ? fitting : 1);
    const part = rows.slice(start, start + count);
    const columns = Object.keys(part[0] ?? {});
    const shared = limits.canShare && size === limits.rows[0] ? findShared(part) : [];
    const own = columns.filter((column) => !shared.includes(column));
    inserts.push({
      sql: writeInsert(table, shared, own, count),
      bindings: listBindings(part, shared, own),
      isPrepared: size !== undefined,
    });
    start += count;
  }
  return inserts;
}

/** Gives statements to the client itself: `raw` would look through their texts and values for what may stand in them. */
export async function runInserts(trx: Knex.Transaction, inserts: readonly Insert[]): Promise<void> {
  const connection: unknown = await trx.client.acquireConnection();
  for (const { sql, bindings, isPrepared } of inserts) {
    await trx.client.query(connection, { sql, bindings, options: { isPrepared } });
  }
}

/**
 * Columns with few different values. To hand a text over to SQLite takes as long as to store it in an index, so one that
 * all rows of a statement have in common is given once. Only these are looked at: each set of shared columns makes a
 * statement of its own, which is kept.
 */
const SHARED_COLUMNS = ['run_id', 'input', 'subject', 'part', 'tag', 'currency', 'outcome'] as const;

/** The columns of few values in which all rows have the same one. */
function findShared(rows: readonly Readonly<Record<string, Cell>>[]): readonly string[] {
  const [first = {}] = rows;
  return SHARED_COLUMNS.filter((column) => {
    const value = first[column];
    return typeof value === 'string' && rows.every((row) => row[column] === value);
  });
}

/** The values of a statement: first those that all rows share, then those of each row. */
function listBindings(
  rows: readonly Readonly<Record<string, Cell>>[],
  shared: readonly string[],
  own: readonly string[],
): readonly Cell[] {
  const bindings: Cell[] = shared.map((column) => rows[0]?.[column] ?? null);
  for (const row of rows) {
    assert(Object.keys(row).length === shared.length + own.length, 'rows of one statement have different columns');
    for (const column of own) bindings.push(row[column] ?? null);
  }
  return bindings;
}

/**
 * Written here, because knex goes through all names and values of a statement again. Names are those of the program;
 * columns that the rows share come first, so that the text depends on nothing but which they are.
 */
function writeInsert(table: string, shared: readonly string[], own: readonly string[], count: number): string {
  const names = [...shared, ...own].map((column) => `\`${column}\``).join(', ');
  const row = [...shared.map((_, index) => `?${index + 1}`), ...own.map(() => '?')].join(', ');
  return `insert into \`${table}\` (${names}) values ${Array<string>(count).fill(`(${row})`).join(', ')}`;
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
  for (const value of Object.values(row)) {
    // A prepared statement gets numbers as doubles, and MariaDB stores some number for one that is none.
    if (typeof value === 'number') assert(Number.isSafeInteger(value), 'a number to be stored is not whole');
    characters += typeof value === 'string' ? value.length : 8;
  }
  return characters;
}

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

/** Rows of a table: the names of its columns, and of each row its values in the same order; numbers are whole ones. */
type TableRows = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Inserts rows in multi-row statements. All have the columns of the first; numbers are whole ones. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  await runInserts(trx, buildInserts(trx, listTableRows(table, rows)));
}

/** The values of rows that name them. All have the columns of the first. */
export function listTableRows(table: string, named: readonly Readonly<Record<string, Cell>>[]): TableRows {
  const columns = Object.keys(named[0] ?? {});
  const rows = named.map((row) => {
    assert(Object.keys(row).length === columns.length, 'rows of one statement have different columns');
    return columns.map((column) => row[column] ?? null);
  });
  return { table, columns, rows };
}

/** Makes the statements, as large as the database takes them fastest. What is made before a transaction holds up nobody. */
export function buildInserts(knex: Knex, { table, columns, rows }: TableRows): readonly Insert[] {
  const limits = knex.client.driverName === 'mysql2' ? MYSQL_LIMITS : SQLITE_LIMITS;
  const shareable = limits.canShare
    ? SHARED_COLUMNS.map((name) => columns.indexOf(name)).filter((at) => at !== -1)
    : [];
  const inserts: Insert[] = [];
  let start = 0;
  while (start < rows.length) {
    const fitting = countFittingRows(rows, start, limits);
    const size = limits.rows.find((each) => each <= fitting);
    const count = size ?? (limits.hasRest ? fitting : 1);
    const part = rows.slice(start, start + count);
    const shared = size === limits.rows[0] ? findShared(part, shareable) : [];
    const own = columns.map((_, column) => column).filter((column) => !shared.includes(column));
    const names = [...shared, ...own].map((column) => columns[column] ?? '');
    inserts.push({
      sql: writeInsert(table, names, shared.length, count),
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

/** Those of some columns, by their place, in which all rows have the same text. */
function findShared(rows: readonly (readonly Cell[])[], columns: readonly number[]): readonly number[] {
  return columns.filter((column) => {
    const value = rows[0]?.[column];
    return typeof value === 'string' && rows.every((row) => row[column] === value);
  });
}

/** The values of a statement: first those that all rows share, then those of each row. */
function listBindings(
  rows: readonly (readonly Cell[])[],
  shared: readonly number[],
  own: readonly number[],
): readonly Cell[] {
  const bindings = shared.map((column) => rows[0]?.[column] ?? null);
  for (const row of rows) {
    for (const column of own) bindings.push(row[column] ?? null);
  }
  return bindings;
}

/**
 * Written here, because knex goes through all names and values of a statement again. Names are those of the program;
 * columns that the rows share come first, so that the text depends on nothing but which they are.
 */
function writeInsert(table: string, names: readonly string[], shared: number, count: number): string {
  const columns = names.map((name) => `\`${name}\``).join(', ');
  const row = names.map((_, index) => (index < shared ? `?${index + 1}` : '?')).join(', ');
  return `insert into \`${table}\` (${columns}) values ${Array<string>(count).fill(`(${row})`).join(', ')}`;
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
function countFittingRows(rows: readonly (readonly Cell[])[], start: number, limits: Limits): number {
  const end = Math.min(rows.length, start + limits.rows[0]);
  let characters = 0;
  for (let index = start; index < end; index += 1) {
    characters += countCharacters(rows[index] ?? []);
    if (index > start && characters > limits.characters) return index - start;
  }
  return end - start;
}

function countCharacters(row: readonly Cell[]): number {
  let characters = 0;
  for (const value of row) {
    // A prepared statement gets numbers as doubles, and MariaDB stores some number for one that is none.
    if (typeof value === 'number') assert(Number.isSafeInteger(value), 'a number to be stored is not whole');
    characters += typeof value === 'string' ? value.length : 8;
  }
  return characters;
}

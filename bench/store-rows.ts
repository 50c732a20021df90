import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Libsql from 'libsql';
import { type Connection, createConnection } from 'mysql2/promise';
import { type Database, openDatabase } from '../src/store/database.ts';
import { toDecisionRow } from '../src/store/decisions.ts';
import { type Cell, insertRows } from '../src/store/insert-rows.ts';
import { migrateDatabase } from '../src/store/migrate-database.ts';
import { findGivenMysql, startTestServer } from '../test/support/mariadb.ts';
import { type BenchResult, type BenchRow, compareInTurn, findRatio, listRates } from './measure.ts';

type Row = Readonly<Record<string, Cell>>;
type Table = 'records' | 'decisions';
type Store = (table: Table, rows: readonly Row[]) => Promise<void>;

const NAME = `kyhan_bench_${process.pid}`;
const ROWS = 10_000;
const QUICK_ROWS = 2_000;
const ROWS_PER_TRANSACTION = 2_000;
const ROUNDS = 5;
/** Columns whose sum and length are looked at after a way has stored all rows. */
const SUMMED: Readonly<Record<Table, readonly [amount: string, text: string]>> = {
  records: ['amount', 'body'],
  decisions: ['amount', 'facts_json'],
};
const TABLES: readonly Table[] = ['records', 'decisions'];

const BODY = JSON.stringify({ name: 'Nguyễn Văn An', address: '12 "Phố" Huế, Hà Nội', note: 'x'.repeat(150) });
const FACTS = JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`fact${index}`, 'value'])));

/** Rows like those of a run: of a billing file (300 bytes), of its decisions (1.6 KB). */
const BUILDERS: Readonly<Record<Table, (runId: string, no: number) => Row>> = {
  records: (runId, no) => ({
    ...{ run_id: runId, input: 'invoices', record_id: `HD-${(no * 7_919) % ROWS}`, subject_id: `KH-${no % 9_000}` },
    ...{ line: no, occurred_at: 1_795_000_000_000 + no, tag: 'customer', link_id: `K-${no % 15_000}` },
    ...{ amount: 120_000 + no, currency: 'VND', body: BODY },
  }),
  decisions: (runId, no) =>
    toDecisionRow(runId, {
      ...{ subject: 'contract', id: `K-${no}`, part: 'VND', outcome: 'remind', amountMinor: no },
      ...{ row: BODY, facts: FACTS, details: FACTS },
    }),
};

/**
 * Rows a second into the store, in transactions of 2,000, against what a database gives without any thought (a prepared
 * statement for each row) and, on a server, against the fastest that it has: `load data local infile`.
 */
export async function benchStoreRows(isQuick: boolean): Promise<BenchResult> {
  const count = isQuick ? QUICK_ROWS : ROWS;
  const rows = [...(await benchSqlite(count)), ...(await benchMysql(count))];
  return { name: 'store', unit: `rows a second, ${ROWS_PER_TRANSACTION} a transaction`, rows };
}

async function benchSqlite(count: number): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-bench-'));
  const target = join(folder, 'bench.db');
  const connection = new Libsql(target);
  try {
    connection.exec('pragma busy_timeout = 5000');
    return await benchTarget(target, count, [['prepared, row by row', prepareInFile(connection)]]);
  } finally {
    connection.close();
    await rm(folder, { recursive: true });
  }
}

async function benchMysql(count: number): Promise<readonly BenchRow[]> {
  const given = findGivenMysql();
  const server = given === undefined ? await startTestServer() : undefined;
  const url = given ?? server?.url ?? '';
  const connection = await createConnection({ uri: url, flags: ['+LOCAL_FILES'] });
  try {
    await connection.query(`create database ${NAME} character set utf8mb4`);
    await connection.query(`use ${NAME}`);
    await connection.query("set time_zone = '+00:00'");
    return await benchTarget(`${url}/${NAME}`, count, [
      ['prepared, row by row', prepareOnServer(connection)],
      ['load data local infile', loadOnServer(connection)],
    ]);
  } finally {
    await connection.query(`drop database if exists ${NAME}`);
    await connection.end();
    await server?.stop();
  }
}

async function benchTarget(
  target: string,
  count: number,
  peers: readonly (readonly [string, Store])[],
): Promise<readonly BenchRow[]> {
  const database = await openDatabase(target);
  try {
    await migrateDatabase(database);
    const results: BenchRow[] = [];
    for (const table of TABLES) results.push(await benchTable(database, table, count, peers));
    return results;
  } finally {
    await database.close();
  }
}

async function benchTable(
  database: Database,
  table: Table,
  count: number,
  peers: readonly (readonly [string, Store])[],
): Promise<BenchRow> {
  const ours: Store = (into, rows) => database.knex.transaction((trx) => insertRows(trx, into, rows));
  const rows = Array.from({ length: count }, (_, no) => BUILDERS[table]('bench', no));
  const ways = [['kyhan', ours] as const, ...peers];
  for (const [, store] of ways) await checkStored(database, table, rows, store);
  const comparison = await compareInTurn(
    ways.map(([name, store]) => ({
      name,
      prepare: () => database.knex(table).truncate(), // deleted rows would be cleared away while the next is measured
      run: () => storeAll(table, rows, store),
    })),
    ROUNDS,
  );
  return {
    what: `${database.dialect}: ${table}`,
    values: {
      ...listRates(comparison),
      ...Object.fromEntries(peers.map(([name]) => [`÷ ${name}`, findRatio(comparison, name)])),
    },
    target: null,
    isMet: null,
  };
}

async function checkStored(database: Database, table: Table, rows: readonly Row[], store: Store): Promise<void> {
  await database.knex(table).truncate();
  await storeAll(table, rows, store);
  const [amount, text] = SUMMED[table];
  const [found] = await database
    .knex(table)
    .count({ count: '*' })
    .sum({ amount })
    .sum({ characters: database.knex.raw(database.dialect === 'mysql' ? 'char_length(??)' : 'length(??)', [text]) });
  const expected = {
    count: rows.length,
    amount: rows.reduce((sum, row) => sum + Number(row[amount]), 0),
    characters: rows.reduce((sum, row) => sum + String(row[text]).length, 0),
  };
  for (const [name, value] of Object.entries(expected)) {
    if (Number(Object(found)[name]) !== value)
      throw new Error(`${table}: ${name} is ${Object(found)[name]}, not ${value}`);
  }
}

async function storeAll(table: Table, rows: readonly Row[], store: Store): Promise<number> {
  for (let start = 0; start < rows.length; start += ROWS_PER_TRANSACTION) {
    await store(table, rows.slice(start, start + ROWS_PER_TRANSACTION));
  }
  return rows.length;
}

function buildInsert(table: Table, row: Row): string {
  const columns = Object.keys(row);
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}

function prepareInFile(connection: Libsql.Database): Store {
  return async (table, rows) => {
    const statement = connection.prepare(buildInsert(table, rows[0] ?? {}));
    connection.exec('begin');
    for (const row of rows) statement.run(Object.values(row));
    connection.exec('commit');
  };
}

function prepareOnServer(connection: Connection): Store {
  return async (table, rows) => {
    await connection.beginTransaction();
    for (const row of rows) await connection.execute(buildInsert(table, row), Object.values(row));
    await connection.commit();
  };
}

/** The text that the server reads is made of the rows while it is measured: the program has rows, not a file. */
function loadOnServer(connection: Connection): Store {
  return async (table, rows) => {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    const lines = rows.map((row) => `${Object.values(row).map(toLoadedText).join('\t')}\n`);
    await connection.query({
      sql: `load data local infile 'rows' into table ${table} character set utf8mb4 (${columns})`,
      infileStreamFactory: () => Readable.from([Buffer.from(lines.join(''))]),
    });
  };
}

function toLoadedText(value: Cell): string {
  if (value === null) return '\\N';
  return String(value).replace(/[\\\t\n]/g, (found) => `\\${found}`);
}

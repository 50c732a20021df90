/**
 * How fast rows are stored: `npx tsx bench/store.ts`. Compares the store with prepared statements of one row in a loop,
 * which is what a database gives without any thought, on SQLite and on MariaDB (a private one, or that of MYSQL_URL).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import { type Database, openDatabase } from '../src/store/database.ts';
import { toDecisionRow } from '../src/store/decisions.ts';
import { type Cell, insertRows } from '../src/store/insert-rows.ts';
import { migrateDatabase } from '../src/store/migrate-database.ts';
import { findGivenMysql, startTestServer } from '../test/support/mariadb.ts';
import { readProcessorSeconds } from './processor-time.ts';

type Row = Readonly<Record<string, Cell>>;
type Table = 'rejected_rows' | 'records' | 'decisions';

/** How rows get into a table; all of it in transactions of `ROWS_PER_TRANSACTION`. */
type Way = { readonly name: string; readonly store: (table: Table, rows: readonly Row[]) => Promise<void> };

/** What storing all rows took; the processor of this process and of the server together. */
type Cost = { readonly seconds: number; readonly cpuSeconds: number };

const NAME = `kyhan_bench_${process.pid}`;
const ROWS = 20_000;
const ROWS_PER_TRANSACTION = 2_000;
const ROUNDS = 3;

const BODY = JSON.stringify({ name: 'Nguyễn Văn An', address: '12 "Phố" Huế, Hà Nội', note: 'x'.repeat(150) });
const FACTS = JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`fact${index}`, 'value'])));

/** Rows like those of a run: of some bytes, of a billing file (300 bytes), of its decisions (1.6 KB). */
const BUILDERS: Readonly<Record<Table, (runId: string, no: number) => Row>> = {
  rejected_rows: (runId, no) => ({ run_id: runId, input: 'invoices', line: no, body: '{}' }),
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

const folder = await mkdtemp(join(tmpdir(), 'kyhan-bench-'));
const given = findGivenMysql();
const server = given === undefined ? await startTestServer() : undefined;
const onServer = await createConnection(given ?? server?.url ?? '');
try {
  await compareOn(join(folder, 'bench.db'));
  await onServer.query(`create database ${NAME} character set utf8mb4`);
  await compareOn(`${given ?? server?.url}/${NAME}`);
} finally {
  await onServer.query(`drop database if exists ${NAME}`);
  await onServer.end();
  await server?.stop();
  await rm(folder, { recursive: true });
}

async function compareOn(target: string): Promise<void> {
  const database = await openDatabase(target);
  try {
    await migrateDatabase(database);
    await compare(database, target);
  } finally {
    await database.close();
  }
}

async function compare(database: Database, target: string): Promise<void> {
  const prepared = database.dialect === 'mysql' ? prepareOnServer(target) : prepareInFile(target);
  const sized = [100, 500, 2_000].map((size) => sizedWay(database, size, false));
  const kept = database.dialect === 'mysql' ? [50, 200, 1_000].map((size) => sizedWay(database, size, true)) : [];
  const ways: readonly Way[] = [prepared, ...sized, ...kept, { name: 'as the store does', store: storeWith(database) }];
  const serverPid = database.dialect === 'mysql' ? await findServerPid() : undefined;
  for (const table of ['rejected_rows', 'records', 'decisions'] as const) {
    const best = new Map<Way, Cost>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ways) {
        const cost = await measure(database, table, way, serverPid);
        if (cost !== undefined) best.set(way, takeLess(best.get(way) ?? cost, cost));
      }
    }
    const base = best.get(prepared)?.seconds ?? 1;
    for (const [way, { seconds, cpuSeconds }] of best) {
      const cells = [database.dialect.padEnd(7), table.padEnd(14), way.name.padEnd(22)];
      const rate = `${Math.round(ROWS / seconds)} rows/s`.padStart(15);
      const ratio = `× ${(base / seconds).toFixed(1)}`.padStart(7);
      console.log(
        ...cells,
        rate,
        ratio,
        `${((cpuSeconds * 1e6) / ROWS).toFixed(1)} µs of processor a row`.padStart(32),
      );
    }
  }
}

/** Undefined where the database takes no statement of that size. */
async function measure(database: Database, table: Table, way: Way, serverPid?: number): Promise<Cost | undefined> {
  const runId = `bench-${performance.now()}`;
  const rows = Array.from({ length: ROWS }, (_, no) => BUILDERS[table](runId, no));
  const startedAtMs = performance.now();
  const cpuAtStart = await readCpuSeconds(serverPid);
  try {
    for (let start = 0; start < rows.length; start += ROWS_PER_TRANSACTION) {
      await way.store(table, rows.slice(start, start + ROWS_PER_TRANSACTION));
    }
  } catch {
    return undefined;
  }
  const seconds = (performance.now() - startedAtMs) / 1_000;
  const cpuSeconds = (await readCpuSeconds(serverPid)) - cpuAtStart;
  await database.knex(table).truncate(); // rows that are deleted are cleared away while the next way is measured
  return { seconds, cpuSeconds };
}

function takeLess(one: Cost, other: Cost): Cost {
  return {
    seconds: Math.min(one.seconds, other.seconds),
    cpuSeconds: Math.min(one.cpuSeconds, other.cpuSeconds),
  };
}

/** Processor time of this process, and of the server where it runs on this machine. */
async function readCpuSeconds(serverPid: number | undefined): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + (serverPid === undefined ? 0 : await readProcessorSeconds(serverPid));
}

async function findServerPid(): Promise<number | undefined> {
  const [rows] = await onServer.query('select @@pid_file as file');
  const file: unknown = Array.isArray(rows) && 'file' in (rows[0] ?? {}) ? Object(rows[0]).file : undefined;
  const pid = typeof file === 'string' ? await readFile(file, 'utf8').catch(() => '') : '';
  return pid === '' ? undefined : Number(pid);
}

function storeWith(database: Database): Way['store'] {
  return (table, rows) => database.knex.transaction((trx) => insertRows(trx, table, rows));
}

function sizedWay(database: Database, size: number, isPrepared: boolean): Way {
  const store = async (trx: Knex.Transaction, table: Table, rows: readonly Row[]): Promise<void> => {
    for (let start = 0; start < rows.length; start += size) {
      await trx(table)
        .insert(rows.slice(start, start + size))
        .options({ isPrepared });
    }
  };
  return {
    name: `${size} rows ${isPrepared ? 'prepared' : 'a statement'}`,
    store: (table, rows) => database.knex.transaction((trx) => store(trx, table, rows)),
  };
}

function buildInsert(table: Table, row: Row): string {
  const columns = Object.keys(row);
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}

function prepareOnServer(target: string): Way {
  return {
    name: 'prepared, row by row',
    store: async (table, rows) => {
      const connection = await createConnection(target);
      await connection.beginTransaction();
      for (const row of rows) await connection.execute(buildInsert(table, row), Object.values(row));
      await connection.commit();
      await connection.end();
    },
  };
}

function prepareInFile(target: string): Way {
  return {
    name: 'prepared, row by row',
    store: async (table, rows) => {
      const connection = new Libsql(target);
      connection.exec('pragma busy_timeout = 5000');
      const statement = connection.prepare(buildInsert(table, rows[0] ?? {}));
      connection.exec('begin');
      for (const row of rows) statement.run(Object.values(row));
      connection.exec('commit');
      connection.close();
    },
  };
}

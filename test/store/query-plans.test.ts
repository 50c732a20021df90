import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { runStoreQueries } from '../support/run-store-queries.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase, type TestDialect } from '../support/test-database.ts';

/** Tables that grow with the rows of runs; of all others there are a few rows for each run, user or schedule. */
const LARGE_TABLES = [
  'records',
  'decisions',
  'balances',
  'rejected_rows',
  'warnings',
  'fragments',
  'chunks',
  'file_parts',
];
const ALIASES = ['ticket', 'event', 'own', 'target', 'invoice', 'linked', 'payment'];
const NAMES = [...LARGE_TABLES, ...ALIASES].join('|');

/** Records of each kind and run: few where the plan does not depend on them, many where the database counts. */
const SIZES: Readonly<Record<TestDialect, number>> = { sqlite: 3, mysql: 500 };

type Statement = { readonly sql: string; readonly bindings: readonly unknown[] };

/** How a statement reads a table: `records by records_by_subject (run_id, subject_id)`; without an index `records by nothing`. */
type ReadPlans = (database: Database, statement: Statement) => Promise<readonly string[]>;

const READ_PLANS: Readonly<Record<TestDialect, ReadPlans>> = { sqlite: readSqlitePlans, mysql: readMysqlPlans };

/** What is read as a whole by statements without totals, once for each run or page. */
const WHOLE_RUN = [
  /^(records|fragments|rejected_rows|warnings|chunks) by \w+ \(run_id\)$/, // beginning an interrupted import anew; chunks
  /^event by PRIMARY \(run_id, input\)$/, // events without a ticket, by line: no index has that order
  /^rejected_rows by PRIMARY \(run_id, input\)$/, // page after page
];
/** What totals read, a few times in a run. */
const WHOLE_TOTALS = [/^(records|decisions|balances) by \w+ \(run_id(, (input|subject))?\)$/];

describe('the queries of the store', () => {
  let created: TestDatabase;
  let database: Database;

  for (const dialect of TEST_DIALECTS) {
    describe(`on ${dialect}`, () => {
      beforeEach(async () => {
        created = await createTestDatabase(dialect);
        database = await openDatabase(created.target);
        await migrateDatabase(database);
      });
      afterEach(async () => {
        await database.close();
        await created.remove();
      });

      it('seek in their index, so that a run takes no longer for each record the larger it is', async () => {
        const statements = new Map<string, Statement>();
        database.knex.on('query', (statement: Statement) => {
          const { sql } = statement;
          if (/^(select|update|delete)\b/.test(sql) && new RegExp(`\\b(${NAMES})\\b`).test(sql)) {
            if (!statements.has(sql) || dialect === 'mysql') statements.set(sql, statement);
          }
        });
        await runStoreQueries(database, SIZES[dialect]);
        const slow: string[] = [];
        const seen = new Set<string>();
        for (const statement of [...statements.values()]) {
          const isTotal = /\b(sum|count)\(/.test(statement.sql);
          const allowed = isTotal ? [...WHOLE_RUN, ...WHOLE_TOTALS] : WHOLE_RUN;
          for (const plan of await READ_PLANS[dialect](database, statement)) {
            seen.add(plan);
            const isSeek = / \(run_id, (?!input\)|subject\))/.test(plan);
            if (!isSeek && !allowed.some((pattern) => pattern.test(plan))) slow.push(`${plan}: ${statement.sql}`);
          }
        }
        expect(slow).to.deep.equal([]);
        expect(seen.size, [...seen].join('\n')).to.be.greaterThan(20);
      });
    });
  }
});

async function readSqlitePlans(database: Database, { sql }: Statement): Promise<readonly string[]> {
  const nothing = Array.from(sql.matchAll(/\?/g), () => '');
  const rows: readonly { detail: string }[] = await database.knex.raw(`explain query plan ${sql}`, nothing);
  return rows.flatMap(({ detail }) => {
    const [, table, how = ''] = /^(?:SCAN|SEARCH) (\S+)(?: USING (.*))?$/.exec(detail) ?? [];
    if (table === undefined || !new RegExp(`^(${NAMES})$`).test(table)) return [];
    const [, index = 'nothing', parts = ''] = /INDEX (\S+) \((.*?)\)/.exec(how) ?? [];
    const columns = [...parts.matchAll(/(\w+)[=<>]/g)].map(([, column]) => column).join(', ');
    return [`${table} by ${index.replace(/^sqlite_autoindex_.*/, 'PRIMARY')} (${columns})`];
  });
}

async function readMysqlPlans(database: Database, { sql, bindings }: Statement): Promise<readonly string[]> {
  const values = bindings.map((value) => (typeof value === 'number' ? value : String(value ?? '')));
  const [rows]: readonly (readonly Readonly<Record<string, string>>[])[] = await database.knex.raw(
    `explain format=json ${sql}`,
    values,
  );
  const plan: unknown = JSON.parse(Object.values(rows?.[0] ?? {})[0] ?? '{}');
  return [...listTables(plan)].filter((line) => new RegExp(`^(${NAMES}) `).test(line));
}

/** The tables of a plan, wherever in it they stand; what is found to be empty beforehand has no table. */
function* listTables(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  const [table, access, key, parts] = ['table_name', 'access_type', 'key', 'used_key_parts'].map((name): unknown =>
    Reflect.get(node, name),
  );
  const columns = Array.isArray(parts) ? parts.join(', ') : '';
  const isScan = access === 'ALL' || access === 'index';
  if (typeof table === 'string') yield isScan ? `${table} by nothing ()` : `${table} by ${key} (${columns})`;
  for (const child of Object.values(node)) yield* listTables(child);
}

import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  countContracts,
  countContractsIn,
  readContractRecords,
  readCustomerRecords,
  readDangling,
  readOddPayments,
  sumInvoicedAndPaid,
} from '../../src/store/account-records.ts';
import { readBalances, sumBalances } from '../../src/store/balances.ts';
import { findPendingChunks, readChunkRecords } from '../../src/store/chunks.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import {
  countDecidedSubjects,
  countDecisions,
  findDecisions,
  readDecidedRecords,
  readDecisions,
  readReportedDecisions,
  sumDecisionAmounts,
} from '../../src/store/decisions.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { deleteRecords, findRecords, stageRecords } from '../../src/store/records.ts';
import { finishImport } from '../../src/store/runs.ts';
import { readEventsWithoutTicket, readTicketsReceivedAfter } from '../../src/store/ticket-records.ts';
import { readAll } from '../support/read-all.ts';
import {
  buildDecision,
  buildRecord,
  completeSample,
  planOf,
  startDeciding,
  startImport,
} from '../support/store-samples.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The parts of a run that are read as a whole, once for each run or page. */
const WHOLE_RUN = [
  'SEARCH records USING INDEX records_by_link (run_id=?)', // beginning an interrupted import anew
  'SEARCH decisions USING COVERING INDEX decisions_by_id_outcome (run_id=?)', // counting by outcome
  'SEARCH decisions USING COVERING INDEX sqlite_autoindex_decisions_1 (run_id=?)', // which kinds of subjects there are
  'SEARCH event USING INDEX sqlite_autoindex_records_1 (run_id=? AND input=?)', // events without a ticket, by line
];

/** Reads a table, or all that a run has in it; what has a name of its own is made of what was sought before. */
const isSlow = (plan: string): boolean =>
  /^SCAN (?!contracts\b)|^SEARCH \S+ .*\(run_id=\?(?: AND input=\?)?\)/.test(plan);

/** Totals look at everything, a few times in a run. */
const isTotal = (sql: string): boolean => /\b(sum|count)\(/.test(sql);
const WHOLE_TOTALS = [
  'SEARCH records USING INDEX sqlite_autoindex_records_1 (run_id=? AND input=?)', // amounts by currency
  'SEARCH records USING COVERING INDEX sqlite_autoindex_records_1 (run_id=? AND input=?)', // contracts of their file
  'SEARCH records USING COVERING INDEX records_by_link (run_id=?)', // contracts of invoices
  'SEARCH balances USING INDEX sqlite_autoindex_balances_1 (run_id=?)',
];

describe('the queries of the store', () => {
  let created: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    created = await createTestDatabase('sqlite');
    database = await openDatabase(created.target);
    await migrateDatabase(database);
  });
  afterEach(async () => {
    await database.close();
    await created.remove();
  });

  it('seek in their index, so that a run takes no longer for each record the larger it is', async () => {
    const statements = new Set<string>();
    database.knex.on('query', ({ sql }: { readonly sql: string }) => statements.add(sql));
    await runAllQueries();
    const queries = [...statements].filter(
      (sql) => /^(select|update|delete)\b/.test(sql) && /records|decisions|balances/.test(sql),
    );
    expect(queries.length).to.be.greaterThan(10);
    const slow: string[] = [];
    for (const sql of queries) {
      const allowed = isTotal(sql) ? [...WHOLE_RUN, ...WHOLE_TOTALS] : WHOLE_RUN;
      const rows: readonly { detail: string }[] = await database.knex.raw(
        `explain query plan ${sql}`,
        Array.from(sql.matchAll(/\?/g), () => ''),
      );
      slow.push(...rows.map((row) => row.detail).filter((plan) => isSlow(plan) && !allowed.includes(plan)));
    }
    expect(slow).to.deep.equal([]);
  });

  async function runAllQueries(): Promise<void> {
    const { runId, token } = await startImport(database);
    await stageRecords(database, runId, token, [buildRecord('TK-1'), buildRecord('TK-2', { line: 3 })]);
    await stageRecords(database, runId, token, [buildRecord('e1', { input: 'events', subjectId: 'TK-1' })]);
    await readAll(readTicketsReceivedAfter(database, runId, 0));
    await readAll(readEventsWithoutTicket(database, runId));
    await deleteRecords(database, runId, token, 'tickets', ['TK-2']);
    await finishImport(database, runId, token, {
      inputs: [],
      amounts: [],
      rows: { read: 3, accepted: 2, rejected: 1 },
      warningCount: 0,
    });
    await planChunks(database, runId, planOf(5));
    for (const chunk of await findPendingChunks(database, runId)) {
      await readChunkRecords(database, runId, chunk);
      await completeSample(database, runId, chunk, { decisions: [buildDecision('TK-1')], balances: [] });
    }
    await runAccountQueries(runId);
    await readAll(readDecisions(database, runId));
    await readAll(readDecidedRecords(database, runId, 'ticket', 'tickets'));
    await findRecords(database, runId, 'TK-1');
    await findDecisions(database, runId, 'TK-1');
    await countDecisions(database, runId);
  }

  async function runAccountQueries(runId: string): Promise<void> {
    const planned = await startDeciding(database, []);
    await planChunks(database, planned, { ...planOf(5), inputs: ['invoices', 'contracts'], tag: 'customer' });
    await readCustomerRecords(database, runId, { fromId: 'A', toId: 'B' });
    await readContractRecords(database, runId, ['K1']);
    await readAll(readOddPayments(database, runId));
    for (const about of ['invoice', 'contract', 'customer'] as const) {
      await readAll(readDangling(database, runId, 'holds', about));
    }
    await sumInvoicedAndPaid(database, runId, 0);
    await countContracts(database, runId);
    await countContractsIn(database, runId, 'locked', 0);
    await readAll(readBalances(database, runId));
    await sumBalances(database, runId);
    await sumDecisionAmounts(database, runId, 'contract');
    await countDecidedSubjects(database, runId, 'contract');
    await countDecidedSubjects(database, runId, 'contract', 'locked');
    await readAll(readReportedDecisions(database, runId, 'contract'));
  }
});

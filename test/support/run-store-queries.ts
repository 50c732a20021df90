import { randomUUID } from 'node:crypto';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
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
import { claimChunk, completeChunk, failChunk, giveChunkBack } from '../../src/store/chunk-leases.ts';
import {
  findFailedChunks,
  findPendingChunks,
  readChunkRecords,
  readPendingChunkNumbers,
  readProgress,
} from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { readDecidingPace } from '../../src/store/deciding-pace.ts';
import {
  countAllDecisions,
  countDecidedSubjects,
  countDecisions,
  findDecisions,
  readDecidedRecords,
  readDecisions,
  readReportedDecisions,
  sumDecisionAmounts,
} from '../../src/store/decisions.ts';
import { readFileParts, saveFileParts } from '../../src/store/file-parts.ts';
import { findChunksIn, findDecisionsIn } from '../../src/store/find-by-id.ts';
import { listSubjects, planChunks } from '../../src/store/plan-chunks.ts';
import { countRecords, deleteRecords, findRecords, type StagedRecord, stageRecords } from '../../src/store/records.ts';
import { readRejectedPage } from '../../src/store/rejected-page.ts';
import { countRejectedRows, readRejectedRows, saveRejectedRows } from '../../src/store/rejected-rows.ts';
import { listRuns, readRunTotals } from '../../src/store/run-overview.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { beginReporting, findRun, finishImport, markPartial, readRunInputs, reopenRun } from '../../src/store/runs.ts';
import { readEventsWithoutTicket, readTicketsReceivedAfter } from '../../src/store/ticket-records.ts';
import { countWarnings, readWarnings, saveWarnings } from '../../src/store/warnings.ts';
import { readAll } from './read-all.ts';
import { buildDecision, buildRecord, planOf, startImport } from './store-samples.ts';

const ACCOUNTS = { inputs: ['invoices', 'contracts'], tag: 'customer' } as const;

/** Runs every query of runs and their rows, on runs with that many records of each kind. */
export async function runStoreQueries(database: Database, size: number): Promise<void> {
  for (let run = 0; run < 2; run += 1) {
    await runTicketQueries(database, size);
    await runAccountQueries(database, size);
  }
  const runs = await listRuns(database, { limit: 2, kind: 'ticket', statuses: ['deciding', 'partial'] });
  const [oldest] = runs;
  if (oldest === undefined) throw new Error('no run is listed');
  await listRuns(database, { limit: 2, olderThan: oldest });
  const runIds = (await listRuns(database, { limit: 50 })).map(({ runId }) => runId);
  await readRunTotals(database, runIds);
  await findDecisionsIn(database, runIds, 'TK-1');
  await findChunksIn(database, runIds, 'TK-1');
}

async function runTicketQueries(database: Database, size: number): Promise<void> {
  const { runId, token } = await startImport(database);
  const tickets = build(size, (no) => buildRecord(`TK-${no}`, { line: no, occurredAt: no }));
  const events = build(size, (no) =>
    buildRecord(`e-${no}`, { input: 'events', subjectId: `TK-${no}`, tag: 'received', line: no, occurredAt: no }),
  );
  await stageRecords(database, runId, token, [...tickets, ...events]);
  await readAll(readTicketsReceivedAfter(database, runId, size));
  await readAll(readEventsWithoutTicket(database, runId));
  await deleteRecords(database, runId, token, 'tickets', ['TK-0']);
  const problem = { column: 'ticketId', code: 'DUPLICATE_ID', value: 'a', allowed: 'b' } as const;
  const place = { input: 'tickets', file: 'tickets.csv', id: null };
  const rejected = build(size, (line): RejectedRow => ({ ...place, line, problems: [problem] }));
  await saveRejectedRows(database, runId, token, rejected);
  await saveWarnings(database, runId, token, [{ ...place, line: 1, column: 'unit', code: 'UNKNOWN_UNIT', value: 'x' }]);
  await finishImport(database, runId, token, {
    ...{ inputs: [], amounts: [], warningCount: 0 },
    rows: { read: size, accepted: size, rejected: 0 },
  });
  await decide(database, runId, size);
  await readAll(readDecisions(database, runId));
  await readAll(readDecidedRecords(database, runId, 'ticket', 'tickets'));
  await findRecords(database, runId, 'TK-1');
  await findDecisions(database, runId, 'TK-1');
  await countDecisions(database, runId);
  await countAllDecisions(database, runId);
  await countRecords(database, runId);
  await readAll(readRejectedRows(database, runId));
  await readRejectedPage(database, runId, { limit: 5, after: { input: 'tickets', line: 1 } });
  await countRejectedRows(database, runId);
  await readAll(readWarnings(database, runId));
  await countWarnings(database, runId);
  const key = { runId, role: 'report', fileKey: randomUUID() } as const;
  await saveFileParts(database, key, pieces());
  await readAll(readFileParts(database, key));
  for (const read of [findRun, readRunInputs, readRunReports]) await read(database, runId);
}

async function decide(database: Database, runId: string, size: number): Promise<void> {
  await planChunks(database, runId, planOf(Math.max(2, Math.ceil(size / 10))));
  const token = randomUUID();
  const [first, ...others] = await findPendingChunks(database, runId);
  await readAll(readPendingChunkNumbers(database, runId));
  for (const chunk of others) {
    await claimChunk(database, runId, chunk.no, { token, leaseMs: 60_000 });
    await readChunkRecords(database, runId, chunk);
    const subjects = await listSubjects(database, runId, planOf(1), chunk);
    const decisions = subjects.map((id) => buildDecision(id));
    await completeChunk(database, runId, chunk, token, { decisions, balances: [], decideMs: 1 });
  }
  if (first === undefined) throw new Error('no chunk was planned');
  await claimChunk(database, runId, first.no, { token, leaseMs: 60_000 });
  await giveChunkBack(database, runId, first.no, token, { isAttempt: false });
  await claimChunk(database, runId, first.no, { token, leaseMs: 60_000 });
  await failChunk(database, runId, first.no, token, { code: 'UNEXPECTED', message: 'sample' });
  await findFailedChunks(database, runId, 5);
  await markPartial(database, runId, { code: 'UNEXPECTED', message: 'sample' });
  await reopenRun(database, runId);
  await readProgress(database, runId);
  await readDecidingPace(database, runId, 60_000);
}

async function runAccountQueries(database: Database, size: number): Promise<void> {
  const { runId, token } = await startImport(database);
  const about = (input: string, no: number, changes: Partial<StagedRecord>): StagedRecord =>
    buildRecord(`${input}-${no}`, { input, line: no, occurredAt: no, amountMinor: no, currency: 'VND', ...changes });
  const invoices = build(size, (no) =>
    about('invoices', no, { subjectId: `C-${no}`, linkId: `K-${no}`, tag: 'customer' }),
  );
  const payments = build(size, (no) => about('payments', no, { subjectId: `invoices-${no}`, tag: 'invoice' }));
  const contracts = build(size, (no) => about('contracts', no, { subjectId: `C-${no}`, tag: 'customer' }));
  const holds = build(size, (no) => about('holds', no, { subjectId: `K-${no}`, tag: 'contract' }));
  await stageRecords(database, runId, token, [...invoices, ...payments, ...contracts, ...holds]);
  await readAll(readOddPayments(database, runId));
  for (const subject of ['invoice', 'contract', 'customer'] as const) {
    await readAll(readDangling(database, runId, 'holds', subject));
  }
  await finishImport(database, runId, token, {
    ...{ inputs: [], amounts: [], warningCount: 0 },
    rows: { read: size, accepted: size, rejected: 0 },
  });
  await planChunks(database, runId, { ...planOf(Math.max(2, Math.ceil(size / 10))), ...ACCOUNTS });
  const chunks = await findPendingChunks(database, runId);
  for (const chunk of chunks.slice(0, 1)) {
    await listSubjects(database, runId, ACCOUNTS, chunk);
    await readCustomerRecords(database, runId, chunk);
  }
  await readContractRecords(database, runId, ['K-1'], { fromId: 'A', toId: 'B' });
  await sumInvoicedAndPaid(database, runId, size);
  await countContracts(database, runId);
  await countContractsIn(database, runId, 'locked', size);
  await readAll(readBalances(database, runId));
  await sumBalances(database, runId);
  await sumDecisionAmounts(database, runId, 'contract');
  await countDecidedSubjects(database, runId, 'contract');
  await countDecidedSubjects(database, runId, 'contract', 'locked');
  await readAll(readReportedDecisions(database, runId, 'contract'));
  await beginReporting(database, runId);
}

function build<T>(size: number, buildOne: (no: number) => T): readonly T[] {
  return Array.from({ length: size }, (_, no) => buildOne(no));
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10);
}

import { randomUUID } from 'node:crypto';
import { claimChunk, completeChunk, failChunk } from '../../../src/store/chunk-leases.ts';
import type { Database } from '../../../src/store/database.ts';
import { planChunks } from '../../../src/store/plan-chunks.ts';
import { stageRecords } from '../../../src/store/records.ts';
import { saveRejectedRows } from '../../../src/store/rejected-rows.ts';
import type { NewRun } from '../../../src/store/run.ts';
import { saveRunReport } from '../../../src/store/run-reports.ts';
import {
  beginImport,
  beginReporting,
  closeRun,
  createRun,
  finishImport,
  markPartial,
} from '../../../src/store/runs.ts';
import { saveWarnings } from '../../../src/store/warnings.ts';
import { buildDecision, buildNewRun, buildRecord, planOf } from '../../support/store-samples.ts';

/** A script that somebody has put into a field of a file; pages must show it as it stands. */
export const SCRIPT = '<script>document.title="taken over"</script><img src=x onerror="document.title=\'taken over\'">';

/** An id with letters that mean something in HTML and in addresses; it is stored like any other. */
export const SCRIPT_ID = 'TK-<script>alert(1)</script>&"?';

const CHUNK = { token: 'token', leaseMs: 60_000 } as const;

/** The bytes of the workbook of a closed sample run. */
export const WORKBOOK = Buffer.from(`PK\u0003\u0004${'workbook '.repeat(500)}`);
export const WORKBOOK_NAME = 'báo cáo (SLA) tháng 11.xlsx';

/** A run of two chunks whose import is over: one row was rejected, with a script in its value. */
export async function startSampleRun(database: Database, changes: Partial<NewRun> = {}): Promise<string> {
  const { runId } = await createRun(database, buildNewRun(changes));
  const token = randomUUID();
  await beginImport(database, runId, token);
  await stageRecords(database, runId, token, [
    buildRecord(SCRIPT_ID),
    buildRecord('TK-2', { line: 3 }),
    buildRecord('TK-3', { line: 4 }),
  ]);
  await saveRejectedRows(database, runId, token, [
    {
      input: 'tickets',
      file: 'yêu cầu.csv',
      line: 5,
      id: null,
      problems: [{ column: 'topic', code: 'NOT_IN_LIST', value: SCRIPT, allowed: 'one of billing, service' }],
    },
  ]);
  const warning = {
    input: 'tickets',
    file: 'yêu cầu.csv',
    line: 3,
    id: 'TK-2',
    column: 'product',
    value: 'X',
  } as const;
  await saveWarnings(database, runId, token, [{ ...warning, code: 'UNKNOWN_PRODUCT' }]);
  await finishImport(database, runId, token, {
    inputs: [
      {
        input: 'tickets',
        file: 'yêu cầu.csv',
        sha256: 'ab'.repeat(32),
        bytes: 1_234_567,
        rowsRead: 4,
        rowsAccepted: 3,
        rowsRejected: 1,
      },
    ],
    amounts: [{ input: 'invoices', currency: 'USD', readMinor: 123_456_789n, storedMinor: 123_456_789n }],
    rows: { read: 4, accepted: 3, rejected: 1 },
    warningCount: 1,
  });
  await planChunks(database, runId, planOf(2));
  return runId;
}

/** The same, with its first chunk decided and its second one failed. */
export async function startPartialRun(database: Database, changes: Partial<NewRun> = {}): Promise<string> {
  const runId = await startSampleRun(database, changes);
  await decideChunk(database, runId, 1, ['TK-2', 'TK-3']);
  const claim = await claimChunk(database, runId, 2, CHUNK);
  if (claim.state !== 'claimed') throw new Error(`chunk 2 is ${claim.state}`);
  await failChunk(database, runId, 2, CHUNK.token, { code: 'AMOUNT_TOO_LARGE', message: `an amount of ${SCRIPT}` });
  await markPartial(database, runId, { code: 'AMOUNT_TOO_LARGE', message: `1 chunk failed: ${SCRIPT}` });
  return runId;
}

/** A closed run with a workbook. */
export async function startClosedRun(database: Database, changes: Partial<NewRun> = {}): Promise<string> {
  const runId = await startSampleRun(database, changes);
  await decideChunk(database, runId, 1, ['TK-2', 'TK-3']);
  await decideChunk(database, runId, 2, [SCRIPT_ID]);
  await beginReporting(database, runId);
  const report = { no: 1, report: 'ticket-sla', fileName: WORKBOOK_NAME };
  await saveRunReport(database, runId, report, toPieces(WORKBOOK));
  await closeRun(database, runId, {
    closedAt: 1_795_000_075_000,
    seconds: 75,
    decisionCount: 3,
    outcomes: { met: 2, breached: 1 },
    reports: ['ticket-sla'],
  });
  return runId;
}

async function decideChunk(database: Database, runId: string, chunkNo: number, ids: readonly string[]): Promise<void> {
  const claim = await claimChunk(database, runId, chunkNo, CHUNK);
  if (claim.state !== 'claimed') throw new Error(`chunk ${chunkNo} is ${claim.state}`);
  const decisions = ids.map((id) => buildDecision(id));
  await completeChunk(database, runId, claim.chunk, CHUNK.token, { decisions, balances: [], decideMs: 5 });
}

async function* toPieces(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 1_000) yield content.subarray(start, start + 1_000);
}

import { join } from 'node:path';
import type { Batch } from '../../src/batches/batch.ts';
import { findDecisionReader } from '../../src/batches/find-decision-reader.ts';
import { type KyhanRelease, loadKyhanRelease } from '../../src/batches/kyhan-release.ts';
import { runBatch } from '../../src/batches/run-batch.ts';
import type { RunRequest, RunTools } from '../../src/batches/run-context.ts';
import type { RunResult } from '../../src/batches/run-result.ts';
import { TICKET_BATCH } from '../../src/batches/ticket/ticket-batch.ts';
import { formatInstant } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { readDecisions } from '../../src/store/decisions.ts';
import { findRun } from '../../src/store/runs.ts';
import { PROJECT_FOLDER } from './run-cli.ts';
import { RULES_FOLDER } from './shipped-release.ts';
import { at } from './ticket-builder.ts';

/** Reading the rules takes as long as a small run. */
let loading: Promise<KyhanRelease> | undefined;

/** The shipped rules with their mappings. */
async function loadRelease(): Promise<KyhanRelease> {
  const loaded = await loadKyhanRelease(RULES_FOLDER);
  if ('release' in loaded) return loaded.release;
  throw new Error(JSON.stringify(loaded.problems));
}

function getRelease(): Promise<KyhanRelease> {
  loading ??= loadRelease();
  return loading;
}

/** The same batch without its reports, which have tests of their own and are the slowest part of a run. */
export function withoutReports(batch: Batch): Batch {
  return { ...batch, reports: [], writeReports: async () => [] };
}

/** A request about files of a test, or about the sample where it names none. */
export async function buildRequest(outFolder: string, set: Partial<RunRequest> = {}): Promise<RunRequest> {
  const asOf = set.asOf ?? at('2026-11-23T09:00:00+07:00');
  return {
    batch: TICKET_BATCH,
    release: set.release ?? (await getRelease()),
    asOf,
    asOfText: formatInstant(asOf),
    inputs: [
      { input: 'tickets', path: join(PROJECT_FOLDER, 'examples/tickets.csv') },
      { input: 'events', path: join(PROJECT_FOLDER, 'examples/ticket-events.csv') },
    ],
    mapping: null,
    outFolder,
    startedBy: 'tester@test',
    ...set,
  };
}

/** Runs a request without anybody to tell. */
export function run(request: RunRequest, database: Database, set: Partial<RunTools> = {}): Promise<RunResult> {
  const now = () => at('2026-11-23T09:30:00+07:00');
  const { signal } = new AbortController();
  return runBatch(request, { database, now, tell: () => {}, signal, engine: 'compiled', ...set });
}

/** The decision rows of a run as they go out, one a line. */
export async function readRows(database: Database, runId: string): Promise<readonly string[]> {
  const kind = (await findRun(database, runId))?.kind ?? '';
  const rows: string[] = [];
  for await (const { subject, row } of readDecisions(database, runId)) {
    rows.push(JSON.stringify(findDecisionReader(kind, subject).readRow(row)));
  }
  return rows;
}

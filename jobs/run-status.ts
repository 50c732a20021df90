import { type FailedChunk, findFailedChunks, readProgress } from '../src/store/chunks.ts';
import type { Database } from '../src/store/database.ts';
import type { Run, RunStatus } from '../src/store/run.ts';
import { readRunReports } from '../src/store/run-reports.ts';
import { readDecidingRate } from './deciding-rate.ts';
import { findNextJob } from './enqueue-run.ts';
import type { Queues } from './queues.ts';

/** How far a run is, as `kyhan status --json` prints it. */
export type RunStatusReport = {
  readonly runId: string;
  readonly kind: string;
  readonly asOf: string;
  readonly status: RunStatus;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly subjects: { readonly done: number; readonly total: number };
  readonly chunks: { readonly done: number; readonly failed: number; readonly total: number };
  /** Null where nothing was decided lately. */
  readonly subjectsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly failedChunks: readonly FailedChunk[];
  readonly reports: readonly string[];
};

const MAX_FAILED_SHOWN = 20;

/**
 * Reads how far a run is. All of it comes from the database, but the rows of an import at work, which only its job knows;
 * they are shown where a queue is given that answers.
 */
export async function readRunStatus(database: Database, run: Run, queues: Queues | null): Promise<RunStatusReport> {
  const { runId, kind, asOf, status, failure } = run;
  const progress = await readProgress(database, runId);
  const rate = await readDecidingRate(database, run, progress);
  return {
    runId,
    kind,
    asOf,
    status,
    rows: status === 'importing' ? await readImportedRows(queues, run) : run.rows,
    subjects: { done: progress.subjectsDone, total: progress.subjectsTotal },
    chunks: { done: progress.chunksDone, failed: progress.chunksFailed, total: progress.chunksTotal },
    subjectsPerSecond: rate === null ? null : Math.round(rate.subjectsPerSecond * 10) / 10,
    secondsLeft: rate === null ? null : Math.ceil(rate.secondsLeft),
    failure,
    failedChunks: progress.chunksFailed > 0 ? await findFailedChunks(database, runId, MAX_FAILED_SHOWN) : [],
    reports: (await readRunReports(database, runId)).map(({ fileName }) => fileName),
  };
}

async function readImportedRows(queues: Queues | null, run: Run): Promise<RunStatusReport['rows']> {
  const next = findNextJob(run);
  if (queues === null || next === null) return run.rows;
  const job = await queues[next.queue].getJob(next.jobId).catch(() => undefined);
  const progress: unknown = job?.progress;
  const rows = typeof progress === 'object' && progress !== null && 'rows' in progress ? Number(progress.rows) : 0;
  return { ...run.rows, read: Number.isSafeInteger(rows) ? rows : 0 };
}

import { type Job, WaitingChildrenError } from 'bullmq';
import { beginReports, finishRun } from '../../src/batches/close-run.ts';
import { planRunChunks } from '../../src/batches/decide-chunks.ts';
import type { RunContext } from '../../src/batches/run-context.ts';
import { Failure } from '../../src/domain/failure.ts';
import { findFailedChunks, readProgress } from '../../src/store/chunks.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { markPartial } from '../../src/store/runs.ts';
import { enqueueRun } from '../enqueue-run.ts';
import type { JobResult } from '../guard-job.ts';
import { handOutChunks, handOutReports } from '../hand-out.ts';
import { JOB_IDS, parseRunPayload } from '../payloads.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * Brings a run from its import to its end. It is the parent of the jobs that decide the chunks, then of those that build
 * the reports: it hands them out, waits without holding a worker, and is called again when all are over, well or not.
 */
export async function closeRunJob(context: WorkerContext, job: Job, token: string): Promise<JobResult> {
  const { runId } = parseRunPayload(job, JOB_IDS.close);
  const opened = await context.runs.open(runId);
  const { status } = opened.run;
  if (status === 'importing') await enqueueRun(context.queues, opened.run);
  if (status === 'importing' || status === 'closed' || status === 'partial') return { status };
  if (status === 'deciding' && !(await decideAll(context, opened, job, token))) return { status: 'partial' };
  await reportAll(context, opened, job, token);
  const closedAt = await readDatabaseClock(context.database);
  const result = await finishRun({ ...opened, now: () => closedAt }, opened.run.createdAt);
  return { status: result.status, reports: result.reports.length };
}

/** False when some chunks could not be decided and the run is partial. */
async function decideAll(context: WorkerContext, opened: RunContext, job: Job, token: string): Promise<boolean> {
  const { runId } = opened.run;
  await planRunChunks(opened);
  const { chunksTotal, chunksDone, chunksFailed } = await readProgress(context.database, runId);
  const pending = chunksTotal - chunksDone - chunksFailed;
  if (pending > 0) {
    await proveMoving(job, runId, pending);
    await handOutChunks(context, runId, job);
    if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
    return decideAll(context, opened, job, token); // all were over before this job began to wait
  }
  if (chunksFailed === 0) {
    await beginReports(opened);
    return true;
  }
  const [first] = await findFailedChunks(context.database, runId, 1);
  const isPartial = await markPartial(context.database, runId, {
    code: first?.code ?? 'UNEXPECTED',
    message: `${chunksFailed} of ${chunksTotal} chunks could not be decided. Chunk ${first?.no}: ${first?.message}`,
  });
  if (!isPartial) throw undecided(runId, chunksFailed, 'somebody has just asked for another attempt');
  return false;
}

async function reportAll(context: WorkerContext, opened: RunContext, job: Job, token: string): Promise<void> {
  const { runId } = opened.run;
  const missing = async (): Promise<readonly string[]> => {
    const there = new Set((await readRunReports(context.database, runId)).map(({ report }) => report));
    return opened.batch.reports.filter((report) => !there.has(report));
  };
  const open = await missing();
  if (open.length === 0) return;
  const reason = readHandedOut(job).reports === true ? await findReportFailure(context, runId, open, job) : undefined;
  await job.updateProgress(reason === undefined ? { reports: true } : {}); // whoever retries the job has a round of his own
  if (reason !== undefined) throw unbuilt(runId, open, reason);
  await handOutReports(context, runId, open, job);
  if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
  const failed = await missing();
  if (failed.length > 0) throw unbuilt(runId, failed, 'their jobs were removed');
}

/** Why one of the workbooks could not be built, where this job has handed them out before; its jobs do not go on then. */
async function findReportFailure(
  { queues }: WorkerContext,
  runId: string,
  reports: readonly string[],
  job: Job,
): Promise<string | undefined> {
  const failures = await job.getIgnoredChildrenFailures();
  return reports.map((report) => failures[queues.report.toKey(JOB_IDS.report(runId, report))]).find(Boolean);
}

function unbuilt(runId: string, reports: readonly string[], reason: string): Failure {
  return new Failure('OUTPUT', {
    message: `the workbooks ${reports.join(', ')} of run ${runId} could not be built: ${reason}`,
    action: `mend that, then: kyhan retry ${runId}`,
  });
}

/**
 * Chunks are handed out again as long as some of them get decided. Where all children are over and not one chunk more is
 * done than at the last time, something keeps every worker from deciding; another round would change nothing.
 */
async function proveMoving(job: Job, runId: string, pending: number): Promise<void> {
  const last = readHandedOut(job).pending;
  const { unprocessed = 0 } = await job.getDependenciesCount({ unprocessed: true });
  const isStuck = unprocessed === 0 && typeof last === 'number' && pending >= last;
  await job.updateProgress(isStuck ? {} : { pending }); // whoever retries the job has a round of his own
  if (!isStuck) return;
  const [reason = 'the queue "decide" tells why'] = Object.values(await job.getIgnoredChildrenFailures());
  throw undecided(runId, pending, reason);
}

/** What this job noted when it handed work out: chunks that were pending, or that reports were asked for. */
function readHandedOut({ progress }: Job): { readonly pending?: unknown; readonly reports?: unknown } {
  return typeof progress === 'object' && progress !== null ? progress : {};
}

/** Told after some attempts, each of which hands the chunks out again. */
function undecided(runId: string, chunks: number, reason: string): Failure {
  return new Failure('RUN_INTERRUPTED', {
    message: `${chunks} chunks of run ${runId} are not decided although their jobs are over: ${reason}`,
    action: `mend that, then: kyhan retry ${runId}`,
  });
}

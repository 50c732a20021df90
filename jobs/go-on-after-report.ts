import type { Job } from 'bullmq';
import { findRun } from '../src/store/runs.ts';
import { parseReportPayload } from './payloads.ts';
import { retryRun } from './retry-run.ts';
import type { WorkerContext } from './worker-context.ts';

/**
 * Goes on with a run that had been stopped for want of a workbook, after somebody had the job of the workbook done again:
 * its close job has ended by then. A run without a failure has a close job that waits for this one.
 */
export async function goOnAfterReport({ database, queues }: WorkerContext, job: Job): Promise<void> {
  const { runId } = parseReportPayload(job);
  const run = await findRun(database, runId);
  if (run !== undefined && run.failure !== null) await retryRun(database, queues, runId);
}

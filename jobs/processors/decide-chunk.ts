import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import { decideChunk } from '../../src/batches/decide-chunk.ts';
import { reopenRun } from '../../src/store/runs.ts';
import { enqueueRun } from '../enqueue-run.ts';
import type { JobResult } from '../guard-job.ts';
import { parseChunkPayload } from '../payloads.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Looking again at a chunk whose lease is nearly over is cheap; looking all the time is not. */
const MIN_PAUSE_MS = 500;

/**
 * Decides one chunk. The database says whose it is and whether it is done; a job that comes twice, or late, does nothing.
 * Throws where the chunk could not be decided; the job is tried again until the database has given the chunk up.
 */
export async function decideChunkJob(context: WorkerContext, job: Job, token: string): Promise<JobResult> {
  const { runId, chunkNo } = parseChunkPayload(job);
  const opened = await context.runs.open(runId);
  if (opened.run.status === 'closed') return { state: 'closed' };
  const decide = context.runs.getDecider(opened);
  const result = await decideChunk(opened, decide, chunkNo, context.chunkLimits);
  switch (result.state) {
    case 'decided':
    case 'lost':
      return { state: result.state, decisions: result.decisions };
    case 'leased':
      await job.moveToDelayed(Date.now() + Math.max(result.freeInMs, MIN_PAUSE_MS), token);
      throw new DelayedError();
    case 'given-up':
      context.logger.info('chunk given up', { jobId: job.id ?? null, code: result.failure.code });
      // The rows, with the ids of customers, stay in the database.
      throw new UnrecoverableError(
        `${result.failure.code}: given up; "kyhan status ${runId}" tells which rows, and why`,
      );
    case 'failed':
      return retryFailed(context, job, token);
    case 'done':
      return { state: 'done' };
    case 'unknown':
      throw new UnrecoverableError(`run ${runId} has no chunk ${chunkNo}; remove the job`);
  }
}

/** Somebody asked for the job again after it had failed: its run gets another chance as a whole, beginning with it. */
async function retryFailed(context: WorkerContext, job: Job, token: string): Promise<JobResult> {
  const { runId } = parseChunkPayload(job);
  await reopenRun(context.database, runId);
  const { run } = await context.runs.open(runId);
  await enqueueRun(context.queues, run);
  return decideChunkJob(context, job, token);
}

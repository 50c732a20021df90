import type { Job, Queue } from 'bullmq';
import { readProgress } from '../src/store/chunks.ts';
import type { Database } from '../src/store/database.ts';
import type { Run } from '../src/store/run.ts';
import { listRuns, OPEN_STATUSES } from '../src/store/run-overview.ts';
import { readRunSources } from '../src/store/run-sources.ts';
import { enqueueRun, findNextJob } from './enqueue-run.ts';
import type { Queues } from './queues.ts';

/** Open runs that are looked after at a time; more than any day has. */
const MAX_OPEN_RUNS = 1_000;

/** States in which a job will be worked on, or is. */
const ALIVE: readonly string[] = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children'];

/**
 * Rebuilds the queue from the database: every open run whose jobs are gone (all of Redis may be lost at any moment) gets
 * the job that it needs. Runs that failed for good wait for `retry`. Returns the runs that needed it.
 */
export async function resumeRuns(database: Database, queues: Queues): Promise<readonly Run[]> {
  const resumed: Run[] = [];
  for (const run of await listRuns(database, { limit: MAX_OPEN_RUNS, statuses: OPEN_STATUSES, isUntroubled: true })) {
    if (await resumeRun(database, queues, run)) resumed.push(run);
  }
  return resumed;
}

/** The same for one run; says whether it needed it. */
export async function resumeRun(database: Database, queues: Queues, run: Run): Promise<boolean> {
  if (run.failure !== null || !(await wasSubmitted(database, run))) return false;
  if (await isOnItsWay(database, queues, run)) return false;
  await enqueueRun(queues, run);
  return true;
}

/** A run of "kyhan run" belongs to the process that works on it. */
async function wasSubmitted(database: Database, run: Run): Promise<boolean> {
  return (await readRunSources(database, run.runId)).length > 0;
}

/** Whether the queue has all that a run needs. A lost close job may have taken some of its chunks with it. */
async function isOnItsWay(database: Database, queues: Queues, run: Run): Promise<boolean> {
  const next = findNextJob(run);
  if (next === null) return true;
  const job = await findReadableJob(queues[next.queue], next.jobId);
  const state = await queues[next.queue].getJobState(next.jobId);
  if (job === undefined || !ALIVE.includes(state)) return false;
  if (run.status !== 'deciding' || state !== 'waiting-children') return true;
  const { unprocessed = 0 } = await job.getDependenciesCount({ unprocessed: true });
  const { chunksTotal, chunksDone, chunksFailed } = await readProgress(database, run.runId);
  const open = chunksTotal - chunksDone - chunksFailed;
  // With nothing left to decide it waits for jobs that have nothing to do, or are over already and would never wake it.
  if (open > 0 && open <= unprocessed) return true;
  await queues[next.queue].remove(next.jobId, { removeChildren: false });
  return false;
}

/** A job whose data somebody has changed to no JSON cannot be read by anybody: it is removed, and no run waits for it. */
async function findReadableJob(queue: Queue, jobId: string): Promise<Job | undefined> {
  try {
    return await queue.getJob(jobId);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    await queue.remove(jobId, { removeChildren: false });
    return undefined;
  }
}

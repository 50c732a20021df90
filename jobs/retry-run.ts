import type { Database } from '../src/store/database.ts';
import type { Run } from '../src/store/run.ts';
import { findRun, reopenRun } from '../src/store/runs.ts';
import { enqueueRun } from './enqueue-run.ts';
import type { Queues } from './queues.ts';

/**
 * Gives the failed parts of a run another chance: its failed chunks are pending again, and the job that goes on with it
 * is queued. Returns the run as it is now; undefined where there is none. A closed run stays as it is.
 */
export async function retryRun(database: Database, queues: Queues, runId: string): Promise<Run | undefined> {
  if ((await findRun(database, runId)) === undefined) return undefined;
  await reopenRun(database, runId);
  const run = await findRun(database, runId);
  if (run !== undefined) await enqueueRun(queues, run, { isAnew: true });
  return run;
}

import type { Queue } from 'bullmq';
import type { Run } from '../src/store/run.ts';
import { JOB_IDS } from './payloads.ts';
import type { Queues } from './queues.ts';

/** The job that a run needs next; null where it needs none: it is closed, or waits for somebody to retry it. */
export function findNextJob(
  run: Pick<Run, 'runId' | 'status'>,
): { readonly queue: 'import' | 'close'; readonly jobId: string } | null {
  switch (run.status) {
    case 'importing':
      return { queue: 'import', jobId: JOB_IDS.import(run.runId) };
    case 'deciding':
    case 'reporting':
      return { queue: 'close', jobId: JOB_IDS.close(run.runId) };
    case 'partial':
    case 'closed':
      return null;
  }
}

/**
 * Puts the job that a run needs next on its queue, as the database knows the run. Asking twice is asking once: the id of
 * the job is that of the run. One that has finished or failed before gives way to the new one. Returns the id, or null.
 */
export async function enqueueRun(queues: Queues, run: Pick<Run, 'runId' | 'status'>): Promise<string | null> {
  const next = findNextJob(run);
  if (next === null) return null;
  const queue = queues[next.queue];
  await removeFinished(queue, next.jobId);
  await queue.add(next.queue, { runId: run.runId }, { jobId: next.jobId });
  return next.jobId;
}

/** Removes a job that is over: a new one of the same id would be taken for it. */
async function removeFinished(queue: Queue, jobId: string): Promise<void> {
  const state = await queue.getJobState(jobId);
  if (state === 'completed' || state === 'failed') await queue.remove(jobId, { removeChildren: false });
}

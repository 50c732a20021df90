import type { Queue } from 'bullmq';
import type { Run } from '../src/store/run.ts';
import { JOB_IDS } from './payloads.ts';
import type { Queues } from './queues.ts';

/** States in which a job does nothing more. */
const OVER = ['completed', 'failed'] as const;

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
 * the job is that of the run. One that has finished or failed before gives way to the new one; with `isAnew` also one
 * that waits for its children, which may be gone. Returns the id, or null.
 */
export async function enqueueRun(
  queues: Queues,
  run: Pick<Run, 'runId' | 'status'>,
  { isAnew = false }: { readonly isAnew?: boolean } = {},
): Promise<string | null> {
  const next = findNextJob(run);
  if (next === null) return null;
  const queue = queues[next.queue];
  await removeIf(queue, next.jobId, isAnew ? [...OVER, 'waiting-children'] : OVER);
  await queue.add(next.queue, { runId: run.runId }, { jobId: next.jobId });
  return next.jobId;
}

/** Removes a job in one of the states: a new one of the same id would be taken for it. Its children go on. */
async function removeIf(queue: Queue, jobId: string, states: readonly string[]): Promise<void> {
  if (states.includes(await queue.getJobState(jobId))) await queue.remove(jobId, { removeChildren: false });
}

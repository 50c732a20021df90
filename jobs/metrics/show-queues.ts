import type { Job, Queue } from 'bullmq';
import type { Instant } from '../../src/domain/instant.ts';
import type { MetricSet } from './metric-set.ts';

/** States of jobs; together they are all jobs of a queue. */
const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'waiting-children', 'completed', 'failed'] as const;

/** Reads what is on the queues; the function that it returns shows it, in the place of what was shown before. */
export async function readQueues(
  queues: readonly Queue[],
  metrics: MetricSet,
  now: () => Instant,
): Promise<() => void> {
  const found = await Promise.all(
    queues.map(async (queue) => {
      const counts = await queue.getJobCounts(...STATES);
      const [next] = await queue.getWaiting(0, 0);
      return { name: queue.name, counts, next };
    }),
  );
  return () => {
    hideQueues(metrics);
    for (const { name, counts, next } of found) {
      for (const state of STATES) metrics.jobs.set({ queue: name, state }, counts[state] ?? 0);
      metrics.oldestWaiting.set(
        { queue: name },
        next === undefined ? 0 : Math.max(0, now() - waitsSince(next)) / 1_000,
      );
    }
  };
}

/** Shows nothing rather than what was true some time ago. */
export function hideQueues({ jobs, oldestWaiting }: MetricSet): void {
  jobs.reset();
  oldestWaiting.reset();
}

/** A job waits from when it was added, or its delay was over, or its last attempt began. */
function waitsSince(job: Job): Instant {
  return Math.max(job.timestamp + (job.opts.delay ?? 0), job.processedOn ?? 0);
}

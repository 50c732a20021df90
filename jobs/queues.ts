import { type JobsOptions, Queue, type Telemetry } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueName } from './queue-names.ts';

/** Before the name of every key in Redis. */
export const QUEUE_PREFIX = 'kyhan';

export type Queues = Readonly<Record<QueueName, Queue>>;

/** Finished jobs that are kept for people to look at: a day, and no more than so many. */
const KEPT = { age: 86_400, count: 1_000 } as const;

/**
 * How often a job is tried before it fails for good, and the pause before the next attempt: 1, 2, 4 … seconds, a little
 * different for each. The database counts the attempts of a chunk besides, and decides when it is given up.
 */
const RETRIES: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: KEPT,
  removeOnFail: { age: 7 * 86_400, count: 5_000 },
  stackTraceLimit: 1, // the log of the worker has the rest
  sizeLimit: 1_000, // ids only; whatever is larger does not belong into Redis
};

/** Opens all queues on one connection, which stays the caller's. */
export function openQueues(
  connection: Redis,
  telemetry?: Telemetry,
): { readonly queues: Queues; readonly close: () => Promise<void> } {
  const open = (name: QueueName): Queue => {
    const queue = new Queue(name, {
      connection,
      prefix: QUEUE_PREFIX,
      defaultJobOptions: RETRIES,
      ...(telemetry === undefined ? {} : { telemetry }),
    });
    queue.on('error', () => undefined); // a lost connection is told of by the commands that need it
    return queue;
  };
  const queues: Queues = {
    import: open('import'),
    decide: open('decide'),
    close: open('close'),
    report: open('report'),
    schedule: open('schedule'),
  };
  return {
    queues,
    close: async () => {
      for (const queue of Object.values(queues)) await queue.close();
    },
  };
}

import type { Worker } from 'bullmq';
import { openRedis } from '../../jobs/connection.ts';
import type { QueueName } from '../../jobs/queue-names.ts';
import { startWorkers } from '../../jobs/worker.ts';
import type { WorkerContext } from '../../jobs/worker-context.ts';
import type { DecideChunk } from '../../src/batches/batch.ts';
import { buildRunOpener } from '../../src/batches/run-opener.ts';
import { proveSchema } from '../../src/store/prove-schema.ts';
import { WITHOUT_REPORTS, type WorkQueue } from './work-queue.ts';

/** What a test puts in the place of the decider; it gets the real one. */
export type ChangedDecider = (real: DecideChunk) => DecideChunk;

export type BareWorker = { readonly workers: readonly Worker[]; readonly stop: () => Promise<void> };

const QUEUES: readonly QueueName[] = [...WITHOUT_REPORTS, 'report'];

/** Starts workers that decide as the test wants, and do not look after what Redis may have lost. */
export function startBareWorker(
  queue: WorkQueue,
  set: Partial<WorkerContext> & { readonly decider?: ChangedDecider; readonly only?: readonly QueueName[] } = {},
): BareWorker {
  const { decider = (real) => real, only = QUEUES, ...changes } = set;
  const { database, queues, logger, databaseTarget } = queue;
  const signal = set.signal ?? new AbortController().signal;
  const opener = buildRunOpener({ database, now: Date.now, tell: () => {}, signal, engine: 'compiled' });
  const context: WorkerContext = {
    database,
    queues,
    runs: { open: opener.open, getDecider: (opened) => decider(opener.getDecider(opened)) },
    logger,
    chunkLimits: { leaseMs: 10_000, maxAttempts: 3 },
    inputFolder: null,
    signal,
    proveSchema: () => proveSchema(database),
    stop: () => {},
    ...changes,
  };
  const connection = openRedis(queue.redisUrl, 'wait');
  const workers = startWorkers(context, connection, { queues: only, concurrency: 1, lockMs: 5_000, databaseTarget });
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.close()));
    connection.disconnect();
  };
  return { workers, stop };
}

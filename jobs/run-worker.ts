import { setTimeout as sleep } from 'node:timers/promises';
import type { Telemetry, Worker } from 'bullmq';
import { buildRunOpener } from '../src/batches/run-opener.ts';
import { readConfig } from '../src/config.ts';
import type { EngineName } from '../src/decisions/build-evaluator.ts';
import { Failure } from '../src/domain/failure.ts';
import { removeAbandonedFolders } from '../src/intake/work-folder.ts';
import type { Logger } from '../src/logger.ts';
import type { Database } from '../src/store/database.ts';
import { readDatabaseClock } from '../src/store/database-clock.ts';
import { proveSchema } from '../src/store/prove-schema.ts';
import { openRedis } from './connection.ts';
import type { QueueName } from './queue-names.ts';
import { openQueues, type Queues } from './queues.ts';
import { restoreQueue } from './restore-queue.ts';
import { planSchedules } from './schedules/plan-schedules.ts';
import { isOver } from './within-limit.ts';
import { startWorkers, type WorkerSettings } from './worker.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a worker process is started with. */
export type WorkerRequest = WorkerSettings & {
  readonly database: Database;
  readonly redisUrl: string;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly inputFolder: string | null;
  readonly engine: EngineName;
  /** How long jobs may go on after the worker was asked to stop, in milliseconds; then they are given back. */
  readonly stopLimitMs: number;
  /** Raised to stop the worker. */
  readonly signal: AbortSignal;
  /** Called when jobs are taken, with the queues that they are taken from. */
  readonly onReady: (queues: readonly QueueName[]) => void;
  readonly telemetry?: Telemetry;
};

/** Attempts after which a chunk that cannot be decided is given up, and its run is partial. */
const MAX_CHUNK_ATTEMPTS = 3;

/** How often a worker looks whether the queue has all that the database knows of. */
const RESUME_EVERY_MS = 20_000;
const RESUME_JITTER_MS = 5_000;

/** How long giving jobs back may take before the process ends all the same; what is left is taken over by others. */
const GIVE_BACK_LIMIT_MS = 5_000;
const DISCONNECT_LIMIT_MS = 3_000;

/**
 * Works on the queues until the signal is raised, or a newer version has changed the database. Then no job is taken any
 * more; those at hand are finished within the limit, or given back. Throws the Failure that stopped it.
 */
export async function runWorker(request: WorkerRequest): Promise<void> {
  const { database, redisUrl, signal } = request;
  await proveSchema(database);
  await removeAbandonedFolders();
  const queueNames = chooseQueues(request);
  if (queueNames.includes('schedule')) {
    await planSchedules(database, readConfig().rulesFolder, await readDatabaseClock(database));
  }
  const connection = openRedis(redisUrl, 'wait');
  const opened = openQueues(connection, request.telemetry);
  const ended = new AbortController();
  const giveBack = new AbortController();
  const stop = (reason: Failure): void => ended.abort(reason);
  const context = buildContext(request, opened.queues, giveBack.signal, stop);
  const workers = startWorkers(context, connection, { ...request, queues: queueNames });
  request.onReady(queueNames);
  const end = AbortSignal.any([signal, ended.signal]);
  const looking = lookAfterRuns(context, end);
  await whenRaised(end);
  await stopWorkers(workers, request.stopLimitMs, giveBack);
  await isOver(opened.close(), DISCONNECT_LIMIT_MS);
  connection.disconnect();
  await isOver(looking, DISCONNECT_LIMIT_MS);
  if (ended.signal.reason instanceof Failure) throw ended.signal.reason;
}

/** Lets the jobs at hand go on within the limit, then has them given back; a Redis that is away is not waited for. */
async function stopWorkers(workers: readonly Worker[], stopLimitMs: number, giveBack: AbortController): Promise<void> {
  const closing = Promise.all(workers.map((worker) => worker.close()));
  if (await isOver(closing, stopLimitMs)) return;
  giveBack.abort();
  for (const worker of workers) worker.cancelAllJobs(); // those in processes of their own
  if (await isOver(closing, GIVE_BACK_LIMIT_MS)) return;
  await isOver(Promise.all(workers.map((worker) => worker.disconnect())), DISCONNECT_LIMIT_MS);
}

/** Files of schedules lie in the folder of inputs, so who has none leaves schedules to others. */
function chooseQueues({ queues, inputFolder }: Pick<WorkerRequest, 'queues' | 'inputFolder'>): readonly QueueName[] {
  const chosen = queues.filter((name) => name !== 'schedule' || inputFolder !== null);
  if (chosen.length > 0) return chosen;
  throw new Failure('CONFIGURATION', {
    message: 'this worker has no folder of inputs, in which files of schedules lie',
    action: 'set KYHAN_INPUT_DIR for workers of the queue "schedule"',
  });
}

function buildContext(
  request: WorkerRequest,
  queues: Queues,
  signal: AbortSignal,
  stop: (reason: Failure) => void,
): WorkerContext {
  const { database, logger, leaseMs, inputFolder, engine } = request;
  const runs = buildRunOpener({ database, now: Date.now, tell: () => {}, signal, engine });
  const chunkLimits = { leaseMs, maxAttempts: MAX_CHUNK_ATTEMPTS };
  return {
    database,
    queues,
    runs,
    logger,
    chunkLimits,
    inputFolder,
    signal,
    stop,
    proveSchema: () => proveSchema(database),
  };
}

/**
 * Rebuilds now and then what Redis has lost, until the signal is raised; looks too whether a newer version has changed
 * the database, which jobs in processes of their own cannot tell the worker. A database or Redis that is away is waited
 * out.
 */
async function lookAfterRuns(context: WorkerContext, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    await restoreAll(context);
    const pause = RESUME_EVERY_MS + Math.random() * RESUME_JITTER_MS;
    await sleep(pause, null, { signal: end }).catch(() => undefined);
  }
}

async function restoreAll({ database, queues, logger, proveSchema, stop }: WorkerContext): Promise<void> {
  try {
    await proveSchema();
    const { runs, schedules } = await restoreQueue(database, queues);
    for (const { runId } of runs) logger.info('run put on the queue again', { runId });
    for (const schedule of schedules) logger.info('schedule put on the queue', { schedule });
  } catch (error) {
    if (error instanceof Failure && error.code === 'DATABASE_SCHEMA') stop(error);
    logger.info('queue not looked after', { code: error instanceof Failure ? error.code : 'UNEXPECTED' });
  }
}

function whenRaised(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { openRedis } from '../../jobs/connection.ts';
import { QUEUE_NAMES, type QueueName } from '../../jobs/queue-names.ts';
import { openQueues, type Queues } from '../../jobs/queues.ts';
import { runWorker, type WorkerRequest } from '../../jobs/run-worker.ts';
import { type FilePlace, submitRun } from '../../jobs/submit-run.ts';
import type { RunOrder } from '../../src/batches/run-context.ts';
import { type Logger, openLogger } from '../../src/logger.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import type { Run, RunStatus } from '../../src/store/run.ts';
import { findRun } from '../../src/store/runs.ts';
import { useTestRedis } from './redis-fixture.ts';
import { makeFolder } from './run-cli.ts';
import { createTestDatabase } from './test-database.ts';

/** Enough for all that is decided: a process that builds workbooks takes seconds to start. */
export const WITHOUT_REPORTS = ['import', 'decide', 'close'] as const satisfies readonly QueueName[];

const PAUSE_MS = 20;
const LIMIT_MS = 40_000;

/** A worker in this process, with connections of its own. */
type TestWorker = {
  /** Asks it to stop; resolves when it has. */
  readonly stop: () => Promise<void>;
  /** Ends as runWorker does: with the failure that stopped it, if one did. */
  readonly ended: Promise<void>;
};

/** A queue in a Redis and a MariaDB, which nobody else uses. */
export type WorkQueue = {
  readonly folder: string;
  readonly logFile: string;
  readonly logger: Logger;
  readonly databaseTarget: string;
  readonly redisUrl: string;
  readonly database: Database;
  readonly redis: Redis;
  readonly queues: Queues;
  /** Starts a worker; it is stopped with the others. */
  readonly startWorker: (set?: Partial<WorkerRequest>) => TestWorker;
  readonly stopWorkers: () => Promise<void>;
  readonly submit: (request: RunOrder, files?: FilePlace) => Promise<Run>;
  readonly getJob: (queue: QueueName, jobId: string) => Promise<Job>;
  readonly getRun: (runId: string) => Promise<Run>;
  /** Waits until the run has that status, or until it failed where that is waited for. */
  readonly waitForRun: (runId: string, wanted: RunStatus | 'failure') => Promise<Run>;
  readonly close: () => Promise<void>;
};

/** Where a queue is; what is not named is made for it. */
export type WorkQueueSettings = { readonly databaseTarget?: string; readonly redisUrl?: string };

/** Opens a queue that nobody else uses. */
export async function openWorkQueue(settings: WorkQueueSettings = {}): Promise<WorkQueue> {
  const folder = await makeFolder();
  const created = settings.databaseTarget === undefined ? await createTestDatabase('mysql') : undefined;
  const databaseTarget = settings.databaseTarget ?? created?.target ?? '';
  const redisUrl = settings.redisUrl ?? (await useTestRedis()).url;
  const logFile = join(folder, 'kyhan.log');
  const logger = openLogger(logFile);
  const database = await openDatabase(databaseTarget);
  await migrateDatabase(database);
  const redis = openRedis(redisUrl, 'wait');
  const { queues, close: closeQueues } = openQueues(redis);
  const workers: TestWorker[] = [];

  const startWorker = (set: Partial<WorkerRequest> = {}): TestWorker => {
    const worker = startTestWorker({ databaseTarget, redisUrl, logger, ...set });
    workers.push(worker);
    return worker;
  };
  const stopWorkers = async (): Promise<void> => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop().catch(() => undefined)));
  };
  const getRun = async (runId: string): Promise<Run> => {
    const run = await findRun(database, runId);
    if (run === undefined) throw new Error(`no run ${runId}`);
    return run;
  };
  const waitForRun = async (runId: string, wanted: RunStatus | 'failure'): Promise<Run> => {
    let run = await getRun(runId);
    await waitFor(
      async () => {
        run = await getRun(runId);
        return wanted === 'failure' ? run.failure !== null : run.status === wanted;
      },
      () => `run ${runId} is ${run.status}, not ${wanted}: ${JSON.stringify(run.failure)}`,
    );
    return run;
  };
  return {
    folder,
    logFile,
    logger,
    databaseTarget,
    redisUrl,
    database,
    redis,
    queues,
    startWorker,
    stopWorkers,
    submit: (request, files = { place: 'store' }) => submitRun(request, files, { database, queues }),
    getJob: async (queue, jobId) => {
      const job = await queues[queue].getJob(jobId);
      if (job === undefined) throw new Error(`no job ${jobId} in ${queue}`);
      return job;
    },
    getRun,
    waitForRun,
    close: async () => {
      await stopWorkers();
      await closeQueues();
      redis.disconnect();
      await database.close();
      await logger.close();
      await created?.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until it is so; fails the test with what `describe` says when that takes too long. */
export async function waitFor(isSo: () => Promise<boolean> | boolean, describe: () => string): Promise<void> {
  const giveUpAt = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`waited too long: ${describe()}`);
    await sleep(PAUSE_MS);
  }
}

function startTestWorker(
  set: Partial<WorkerRequest> & Pick<WorkerRequest, 'databaseTarget' | 'redisUrl' | 'logger'>,
): TestWorker {
  const controller = new AbortController();
  const ended = (async () => {
    const database = set.database ?? (await openDatabase(set.databaseTarget));
    try {
      await runWorker({
        queues: QUEUE_NAMES,
        concurrency: 2,
        lockMs: 5_000,
        leaseMs: 10_000,
        inputFolder: null,
        engine: 'compiled',
        stopLimitMs: 10_000,
        signal: controller.signal,
        onReady: () => {},
        ...set,
        database,
      });
    } finally {
      if (set.database === undefined) await database.close();
    }
  })();
  ended.catch(() => undefined); // who waits for it is told
  const stop = (): Promise<void> => {
    controller.abort();
    return ended;
  };
  return { stop, ended };
}

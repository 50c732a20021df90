import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Job, Telemetry, Worker, WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { buildChildEnvironment } from '../src/config.ts';
import { CarefulWorker } from './careful-worker.ts';
import { goOnAfterReport } from './go-on-after-report.ts';
import { guardJob, type JobResult, type JobWork } from './guard-job.ts';
import { closeRunJob } from './processors/close-run.ts';
import { decideChunkJob } from './processors/decide-chunk.ts';
import { importRun } from './processors/import-run.ts';
import { runScheduleJob } from './processors/run-schedule.ts';
import type { QueueName } from './queue-names.ts';
import { QUEUE_PREFIX } from './queues.ts';
import type { WorkerContext } from './worker-context.ts';

/** What one worker process takes, and how many chunks at a time. */
export type WorkerSettings = {
  readonly queues: readonly QueueName[];
  readonly concurrency: number;
  /** How long a job may go without a sign of life before another worker takes it, in milliseconds. */
  readonly lockMs: number;
  /** What the database is called, for the processes that build reports: a file or a URL. */
  readonly databaseTarget: string;
  readonly telemetry?: Telemetry;
};

/** Jobs that were taken from a silent worker so often are failed; the database gives chunks up long before. */
const MAX_STALLED = 100;

/** A close job mostly waits for its children; several runs may be closed side by side. */
const CLOSE_CONCURRENCY = 4;

/** One run may be submitted, which copies large files, while others are looked after. */
const SCHEDULE_CONCURRENCY = 2;

/** Starts the workers of one process, one for each queue; they take jobs until they are closed. */
export function startWorkers(context: WorkerContext, connection: Redis, settings: WorkerSettings): readonly Worker[] {
  const { lockMs, telemetry } = settings;
  const shared: WorkerOptions = {
    connection,
    prefix: QUEUE_PREFIX,
    name: `${hostname()}:${process.pid}`,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: MAX_STALLED,
    ...(telemetry === undefined ? {} : { telemetry }),
  };
  return settings.queues.map((name) => {
    const worker = startWorker(context, name, shared, settings);
    worker.on('error', (error) => context.logger.info('queue error', { queue: name, code: describeError(error) }));
    worker.on('stalled', (jobId) => context.logger.info('job taken from a silent worker', { queue: name, jobId }));
    return worker;
  });
}

function startWorker(
  context: WorkerContext,
  name: QueueName,
  shared: WorkerOptions,
  { concurrency, databaseTarget }: WorkerSettings,
): Worker {
  const run = (work: JobWork, options: Partial<WorkerOptions> = {}): Worker<unknown, JobResult> =>
    new CarefulWorker(name, guardJob(context, name, work), { ...shared, ...options });
  switch (name) {
    case 'import':
      return run((job, token) => importRun(context, job, token));
    case 'decide':
      return run((job, token) => decideChunkJob(context, job, token), { concurrency });
    case 'close':
      return run((job, token) => closeRunJob(context, job, token), { concurrency: CLOSE_CONCURRENCY });
    case 'schedule':
      return run((job, token) => runScheduleJob(context, job, token), { concurrency: SCHEDULE_CONCURRENCY });
    case 'report':
      return startReportWorker(context, shared, databaseTarget);
  }
}

/** Node runs the file of the processor as it is from 22.18 on; before that, the child process loads tsx as we did. */
function startReportWorker(context: WorkerContext, shared: WorkerOptions, databaseTarget: string): Worker {
  const stripsTypes = Boolean(Reflect.get(process.features, 'typescript'));
  const tsx = (): string => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const execArgv = stripsTypes ? [] : ['--import', tsx()];
  const worker = new CarefulWorker('report', new URL('./processors/build-report.ts', import.meta.url), {
    ...shared,
    workerForkOptions: { execArgv, env: buildChildEnvironment(databaseTarget) },
  });
  worker.on('completed', (job: Job) => void goOnAfterReport(context, job).catch(() => undefined));
  return worker;
}

/** The code of a network error, else its name: messages of libraries are not ours to log. */
function describeError(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

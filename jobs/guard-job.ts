import { DelayedError, type Job, UnrecoverableError, WaitingChildrenError, WaitingError } from 'bullmq';
import { describeReason } from '../src/batches/describe-failed-chunk.ts';
import { Failure, type FailureCode } from '../src/domain/failure.ts';
import type { Logger } from '../src/logger.ts';
import { failRun } from '../src/store/runs.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a processor returns: a few words for people who look at the job. */
export type JobResult = Readonly<Record<string, string | number>>;

/** Does the work of a job that has passed its checks; the token is the lock on it. */
export type JobWork = (job: Job, token: string) => Promise<JobResult>;

/** Faults of the surroundings that pass: the job waits and is done again, without losing an attempt. */
const PASSING: readonly FailureCode[] = ['DATABASE_UNAVAILABLE', 'RUN_TAKEN_OVER'];
const PASSING_PAUSE_MS = 2_000;

/** Faults that another attempt might get over. Any other failure was found in the input, the rules or the totals. */
const RETRIED: readonly FailureCode[] = [
  'DATABASE',
  'DATABASE_READ_ONLY',
  'DISK_FULL',
  'OUTPUT',
  'RUN_INTERRUPTED',
  'REDIS_UNAVAILABLE',
];

/** Faults of the run as a whole, which no attempt at one of its chunks gets over. */
const HOPELESS: readonly FailureCode[] = ['RUN_NOT_FOUND', 'RULES_INVALID'];

/**
 * Stands around the work of every job: looks whether this version may work on the database, gives the job back when it
 * may not or when the worker is stopped, lets it wait while the database is away, and lets nothing but ids, codes and our
 * own words reach Redis and the log.
 */
export function guardJob(context: WorkerContext, work: JobWork): (job: Job, token?: string) => Promise<JobResult> {
  return async (job, token = '') => {
    try {
      await context.proveSchema();
      return await work(job, token);
    } catch (error) {
      if (isControl(error)) throw error;
      const isOutdated = error instanceof Failure && error.code === 'DATABASE_SCHEMA';
      if (isOutdated) context.stop(error);
      if (isOutdated || context.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (error instanceof Failure && PASSING.includes(error.code)) return waitOut(context.logger, job, token, error);
      logFailure(context.logger, job, error);
      throw await toJobError(context, job, error);
    }
  };
}

async function waitOut(logger: Logger, job: Job, token: string, { code }: Failure): Promise<never> {
  logger.info('job waits', { jobId: job.id ?? null, queue: job.queueName, code });
  await job.moveToDelayed(Date.now() + PASSING_PAUSE_MS, token);
  throw new DelayedError();
}

/** What BullMQ, or a processor by its rules, throws to move a job on. */
function isControl(error: unknown): boolean {
  return [DelayedError, WaitingError, WaitingChildrenError, UnrecoverableError].some((kind) => error instanceof kind);
}

async function toJobError({ database }: WorkerContext, job: Job, error: unknown): Promise<Error> {
  const reason = describeReason(error);
  // How often a chunk is tried is counted in the database.
  const isRetriedChunk = job.queueName === 'decide' && !(error instanceof Failure && HOPELESS.includes(error.code));
  const isRetried = isRetriedChunk || !(error instanceof Failure) || RETRIED.includes(error.code);
  const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const runId: unknown = job.data?.runId;
  // A chunk keeps its own failure; what stops the whole run is told with the run.
  const isAboutRun = job.queueName === 'import' || job.queueName === 'close';
  if (isAboutRun && typeof runId === 'string' && (!isRetried || isLast)) {
    await failRun(database, runId, reason).catch(() => undefined);
  }
  const message = `${reason.code}: ${reason.message}`;
  return isRetried ? new Error(message) : new UnrecoverableError(message);
}

function logFailure(logger: Logger, job: Job, error: unknown): void {
  logger.info('job failed', { jobId: job.id ?? null, queue: job.queueName, code: describeReason(error).code });
  if (!(error instanceof Failure)) logger.error(`unexpected error in job ${job.id}`, error);
}

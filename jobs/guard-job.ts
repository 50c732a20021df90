import { DelayedError, type Job, UnrecoverableError, WaitingChildrenError, WaitingError } from 'bullmq';
import { describeReason } from '../src/batches/describe-reason.ts';
import { Failure } from '../src/domain/failure.ts';
import type { Logger } from '../src/logger.ts';
import { failRun } from '../src/store/runs.ts';
import { isOutdated, isPassing, isRetried, PASSING_PAUSE_MS } from './job-faults.ts';
import type { QueueName } from './queue-names.ts';
import { isRedisError, toRedisFailure } from './redis-failure.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a processor returns: a few words for people who look at the job. */
export type JobResult = Readonly<Record<string, string | number>>;

/** Does the work of a job that has passed its checks; the token is the lock on it. */
export type JobWork = (job: Job, token: string) => Promise<JobResult>;

/**
 * Stands around the work of every job: looks whether this version may work on the database, gives the job back when it
 * may not or when the worker is stopped, lets it wait while the database is away, and lets nothing but ids, codes and our
 * own words reach Redis and the log.
 */
export function guardJob(
  context: WorkerContext,
  queue: QueueName,
  work: JobWork,
): (job: Job, token?: string) => Promise<JobResult> {
  return async (job, token = '') => {
    try {
      await context.proveSchema();
      return await work(job, token);
    } catch (caught) {
      const error = isRedisError(caught) ? toRedisFailure(caught, 'of the queue') : caught;
      if (isControl(error)) throw error;
      if (isOutdated(error)) context.stop(error);
      if (isOutdated(error) || context.signal.aborted) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (isPassing(error)) return waitOut(context.logger, job, token, error);
      logFailure(context.logger, job, error);
      throw await toJobError(context, queue, job, error);
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

async function toJobError({ database }: WorkerContext, queue: QueueName, job: Job, error: unknown): Promise<Error> {
  const reason = describeReason(error);
  const isAgain = isRetried(queue, error);
  const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  const runId: unknown = job.data?.runId;
  // A chunk keeps its own failure; what stops the whole run is told with the run, names of files and columns included.
  const isAboutRun = queue === 'import' || queue === 'close';
  const isToldByRun = isAboutRun && typeof runId === 'string' && reason.code !== 'RUN_NOT_FOUND';
  const phases = queue === 'import' ? (['importing'] as const) : (['deciding', 'reporting'] as const);
  if (isToldByRun && (!isAgain || isLast)) await failRun(database, runId, reason, phases).catch(() => undefined);
  const where = isToldByRun ? `kyhan status ${runId}` : 'kyhan status';
  // Why a schedule could not run is kept with its firing: it may quote names of files, and those of people in them.
  const isToldElsewhere = isToldByRun || queue === 'schedule';
  const message = `${reason.code}: ${isToldElsewhere ? `"${where}" tells why` : reason.message}`;
  return isAgain ? new Error(message) : new UnrecoverableError(message);
}

function logFailure(logger: Logger, job: Job, error: unknown): void {
  logger.info('job failed', { jobId: job.id ?? null, queue: job.queueName, code: describeReason(error).code });
  if (!(error instanceof Failure)) logger.error(`unexpected error in job ${job.id}`, error);
}

import { Failure, type FailureCode } from '../src/domain/failure.ts';
import type { QueueName } from './queue-names.ts';

/** Faults of the surroundings that pass: the job waits and is done again, without losing an attempt. */
const PASSING: readonly FailureCode[] = ['DATABASE_UNAVAILABLE', 'REDIS_UNAVAILABLE', 'RUN_TAKEN_OVER'];

/** How long a job waits before it is looked at again. */
export const PASSING_PAUSE_MS = 2_000;

/** Faults that another attempt might get over. Any other failure was found in the input, the rules or the totals. */
const RETRIED: readonly FailureCode[] = ['DATABASE', 'DATABASE_READ_ONLY', 'DISK_FULL', 'OUTPUT', 'RUN_INTERRUPTED'];

/** Faults of the run as a whole, which no attempt at one of its chunks gets over. */
const HOPELESS: readonly FailureCode[] = ['RUN_NOT_FOUND', 'RULES_INVALID'];

/** Whether a job only has to wait until something is there again. */
export function isPassing(error: unknown): error is Failure {
  return error instanceof Failure && PASSING.includes(error.code);
}

/** Whether a newer, or an older, version of the program has made the tables. */
export function isOutdated(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'DATABASE_SCHEMA';
}

/** Whether a job of that queue is tried again after that error. */
export function isRetried(queue: QueueName, error: unknown): boolean {
  if (!(error instanceof Failure)) return true;
  // How often a chunk is tried is counted in the database.
  if (queue === 'decide') return !HOPELESS.includes(error.code);
  // Each workbook has had attempts of its own by the time when its run says that it is missing.
  if (queue === 'close' && error.code === 'OUTPUT') return false;
  return RETRIED.includes(error.code);
}

import { Failure } from '../src/domain/failure.ts';

type Report = { readonly message: string; readonly action: string };

const CHECK_URL = 'check that Redis runs, and host and port in REDIS_URL';
const CHECK_NUMBER = 'check the number at the end of REDIS_URL, which is mostly 0 to 15';
const CHECK_USER = 'check user and password in REDIS_URL; special characters are percent-encoded';

/** What the system says of the way to Redis, by its code. */
const NETWORK_REPORTS: Readonly<Record<string, Report>> = {
  ENOTFOUND: { message: 'its host is not known', action: CHECK_URL },
  EAI_AGAIN: { message: 'its host is not known', action: CHECK_URL },
  ECONNREFUSED: { message: 'it cannot be reached', action: CHECK_URL },
  EHOSTUNREACH: { message: 'it cannot be reached', action: CHECK_URL },
  ENETUNREACH: { message: 'it cannot be reached', action: CHECK_URL },
  ETIMEDOUT: { message: 'it does not answer', action: CHECK_URL },
};

/** What Redis says by the first word of an error that has to do with how it is set up. */
const SETUP_REPORTS: Readonly<Record<string, Report>> = {
  WRONGPASS: { message: 'it refuses the user or the password', action: CHECK_USER },
  NOAUTH: { message: 'it wants a password, and REDIS_URL has none', action: CHECK_USER },
  NOPERM: {
    message: 'its user may not give all commands',
    action: 'let that user use all commands on the keys that begin with "kyhan:", and INFO and TIME',
  },
  READONLY: { message: 'it is a replica and takes no changes', action: 'give the address of the primary' },
  MOVED: { message: 'it is part of a cluster', action: 'give a Redis that is whole: the queue needs all keys in one' },
  CROSSSLOT: { message: 'it is a cluster', action: 'give a Redis that is whole: the queue needs all keys in one' },
};

/** What Redis says by the first word of an error that passes. */
const PASSING_REPORTS: Readonly<Record<string, Report>> = {
  OOM: { message: 'its memory is full', action: 'raise maxmemory, or remove finished jobs on the dashboard' },
  LOADING: { message: 'it is still reading its data', action: 'wait until it has started' },
  MISCONF: { message: 'it cannot write its disk', action: 'free some disk where Redis runs' },
};

/**
 * Turns an error of ioredis into a Failure without what ioredis puts into it: the command with its arguments, of which
 * one may be the password. `where` names the server without user and password.
 */
export function toRedisFailure(error: unknown, where: string): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : '';
  const word = /^[A-Z]+/.exec(message)?.[0] ?? '';
  const setup = SETUP_REPORTS[word];
  if (setup !== undefined) return build('REDIS_CONFIGURATION', where, setup);
  if (message.includes('DB index is out of range')) {
    return build('REDIS_CONFIGURATION', where, { message: 'it has no database of that number', action: CHECK_NUMBER });
  }
  if (message.includes('Unknown RESP type')) {
    return build('REDIS_CONFIGURATION', where, { message: 'what answers there is no Redis', action: CHECK_URL });
  }
  const code = message === 'Command timed out' ? 'ETIMEDOUT' : readCode(error);
  const known = NETWORK_REPORTS[code] ?? PASSING_REPORTS[word];
  return build('REDIS_UNAVAILABLE', where, known ?? { message: 'the connection was lost', action: CHECK_URL });
}

/** Whether an error came from Redis, or from the way to it, by what ioredis puts into it. */
export function isRedisError(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Failure) return false;
  if (error.name === 'ReplyError' || error.name === 'MaxRetriesPerRequestError') return true;
  return /^(Connection is closed\.|Command timed out|Stream isn't writeable)/.test(error.message);
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function build(code: 'REDIS_CONFIGURATION' | 'REDIS_UNAVAILABLE', where: string, report: Report): Failure {
  return new Failure(code, { message: `Redis ${where}: ${report.message}`, action: report.action });
}

import type { Redis } from 'ioredis';
import { readConfig } from '../src/config.ts';
import { Failure } from '../src/domain/failure.ts';
import { describeRedis, openRedis } from './connection.ts';
import { openQueues, type Queues } from './queues.ts';
import { proveRedis } from './redis-check.ts';
import { isRedisError, toRedisFailure } from './redis-failure.ts';
import { openTracing } from './tracing.ts';

/** A lock or a lease that is shorter would be over before it can be renewed. */
const MIN_DURATION_MS = 500;

/** The queue that the environment names; throws a Failure where it names none. */
export function getRedisUrl(): string {
  const { redisUrl } = readConfig();
  if (redisUrl !== null) return redisUrl;
  throw new Failure('CONFIGURATION', {
    message: 'there is no queue: REDIS_URL is not set',
    action: 'set REDIS_URL=redis://:password@host:6379, or decide the batch in this process with "kyhan run"',
  });
}

/** Proves that several machines can reach the database; throws a Failure where it is a file of this one. */
export function proveShared(databaseTarget: string): void {
  if (/^(mysql|mariadb):\/\//i.test(databaseTarget)) return;
  throw new Failure('CONFIGURATION', {
    message: 'the database is a file of this machine, which workers on others do not reach',
    action: 'set DATABASE_URL=mysql://user:password@host/name (or --db), or decide the batch here with "kyhan run"',
  });
}

/**
 * Opens the queues for a command of a person: a Redis that is away, refuses the password, or may throw jobs away is told
 * of at once. Closes them whatever happens.
 */
export async function withQueues<T>(use: (queues: Queues) => Promise<T>): Promise<T> {
  const tracing = await openTracing(readConfig().traceEndpoint);
  try {
    return await withProvenRedis(async (connection) => {
      const { queues, close } = openQueues(connection, tracing?.telemetry);
      try {
        return await use(queues);
      } finally {
        await close();
      }
    });
  } finally {
    await tracing?.shutdown();
  }
}

async function withProvenRedis<T>(use: (connection: Redis) => Promise<T>): Promise<T> {
  const { allowEviction } = readConfig();
  const connection = openRedis(getRedisUrl(), 'fail-fast');
  try {
    await proveRedis(connection, { allowEviction });
    return await use(connection);
  } catch (error) {
    throw isRedisError(error) ? toRedisFailure(error, describeRedis(getRedisUrl())) : error;
  } finally {
    connection.disconnect();
  }
}

/** The same for commands that can do without: null where there is no queue, or it does not answer. */
export async function withQueuesIfThere<T>(use: (queues: Queues | null) => Promise<T>): Promise<T> {
  const { redisUrl } = readConfig();
  if (redisUrl === null) return use(null);
  const connection = openRedis(redisUrl, 'fail-fast');
  const isThere = await connection.connect().then(
    () => true,
    () => false,
  );
  const { queues, close } = openQueues(connection);
  try {
    return await use(isThere ? queues : null);
  } finally {
    if (isThere) await close();
    connection.disconnect();
  }
}

/** Proves before a worker starts that the queue can be trusted with jobs; throws a Failure where it cannot. */
export async function proveQueue(): Promise<void> {
  await withProvenRedis(async () => undefined);
}

/** Reads a duration that the environment sets, in milliseconds; throws a Failure where it is none. */
export function readDuration(name: string, text: string, byDefault: number): number {
  if (text === '') return byDefault;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= MIN_DURATION_MS) return value;
  throw new Failure('CONFIGURATION', {
    message: `${name} is "${text}"; it must be a whole number of milliseconds from ${MIN_DURATION_MS} on`,
    action: 'correct it, or leave it out',
  });
}

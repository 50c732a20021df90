import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { Failure } from '../src/domain/failure.ts';
import { type Finding, fine, hint, wrong } from '../src/domain/finding.ts';
import { type RedisFacts, readRedisFacts } from './redis-facts.ts';
import { toRedisFailure } from './redis-failure.ts';

/** BullMQ works with older ones, and recommends this. */
const MIN_VERSION = { major: 6, minor: 2 } as const;

/** Memory in use, of the limit, above which it is worth a word. */
const FULL_SHARE = 0.8;

/** How long a Redis may take to answer somebody who does not want to wait. */
const ANSWER_LIMIT_MS = 5_000;

export type RedisTolerance = { readonly allowEviction: boolean };

/** Looks at everything that the queue needs of a Redis. Throws a Failure where it cannot be reached or refuses us. */
export async function inspectRedis(
  redis: Redis,
  tolerance: RedisTolerance = { allowEviction: false },
): Promise<{ readonly findings: readonly Finding[]; readonly clockDifferenceMs: number | null }> {
  const facts = await readFacts(redis);
  return { findings: judgeRedis(facts, describe(redis), tolerance), clockDifferenceMs: facts.clockDifferenceMs };
}

/**
 * Throws a Failure unless the queue is safe in this Redis. A connection that waits (`maxRetriesPerRequest: null`) waits
 * until there is a Redis at all; any other one is told of at once.
 */
export async function proveRedis(redis: Redis, tolerance: RedisTolerance): Promise<void> {
  const { findings } = await inspectRedis(redis, tolerance);
  const first = findings.find((finding) => finding.level === 'wrong');
  if (first === undefined) return;
  throw new Failure('REDIS_CONFIGURATION', { message: first.what, action: first.action ?? '' });
}

/** Where a Redis is, without user and password. */
function describe(redis: Redis): string {
  const { path, host, port, db } = redis.options;
  return path ?? `${host}:${port}${db ? `/${db}` : ''}`;
}

async function readFacts(redis: Redis): Promise<RedisFacts> {
  let firstError: unknown;
  const note = (error: unknown): void => {
    firstError ??= error; // the command that waits for the connection says only that there is none
  };
  redis.on('error', note);
  const limit = new AbortController();
  try {
    const facts = readRedisFacts(redis, Date.now);
    return await (redis.options.maxRetriesPerRequest === null
      ? facts
      : Promise.race([facts, failAfter(ANSWER_LIMIT_MS, limit.signal)]));
  } catch (error) {
    const isAnswer = error instanceof Error && error.name === 'ReplyError';
    throw toRedisFailure(isAnswer ? error : (firstError ?? error), describe(redis));
  } finally {
    limit.abort();
    redis.off('error', note);
  }
}

async function failAfter(limitMs: number, signal: AbortSignal): Promise<never> {
  await sleep(limitMs, undefined, { signal });
  throw Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

function judgeRedis(facts: RedisFacts, where: string, tolerance: RedisTolerance): readonly Finding[] {
  return [
    judgeVersion(facts, where),
    judgePassword(facts, where),
    judgePolicy(facts, where, tolerance),
    judgeRole(facts, where),
    judgePersistence(facts, where),
    judgeMemory(facts, where),
  ].flat();
}

function judgeVersion({ version }: RedisFacts, where: string): Finding {
  if (version === null) return hint(`Redis ${where} does not tell its version`, 'look whether it is 6.2 or newer');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > MIN_VERSION.major || (major === MIN_VERSION.major && minor >= MIN_VERSION.minor);
  const what = `Redis ${where}: version ${version}`;
  return isNew ? fine(what) : wrong(what, `use Redis ${MIN_VERSION.major}.${MIN_VERSION.minor} or newer`);
}

function judgePassword({ isOpenToAll }: RedisFacts, where: string): readonly Finding[] {
  if (!isOpenToAll) return [];
  return [
    wrong(
      `Redis ${where} lets everybody in, and REDIS_URL has a password`,
      'set requirepass in redis.conf; or, where nobody else reaches it, leave the password out of REDIS_URL',
    ),
  ];
}

function judgePolicy({ policy }: RedisFacts, where: string, { allowEviction }: RedisTolerance): Finding {
  if (policy === 'noeviction') return fine(`Redis ${where} keeps all keys when its memory is full (noeviction)`);
  const action = 'set "maxmemory-policy noeviction" in redis.conf';
  if (policy === null) return hint(`Redis ${where} does not let its maxmemory-policy be read`, `look it up; ${action}`);
  const what = `Redis ${where} throws keys away when its memory is full (maxmemory-policy ${policy})`;
  if (allowEviction) return hint(what, `jobs may be lost, and their runs wait for "kyhan retry"; better: ${action}`);
  return wrong(what, `${action}; KYHAN_ALLOW_EVICTION=yes uses it all the same`);
}

function judgeRole({ isCluster, isReplica }: RedisFacts, where: string): readonly Finding[] {
  if (isCluster)
    return [wrong(`Redis ${where} is a cluster`, 'use one that is whole: the queue needs all keys in one')];
  return isReplica
    ? [wrong(`Redis ${where} is a replica and takes no changes`, 'give the address of the primary')]
    : [];
}

function judgePersistence({ isAppendOnly }: RedisFacts, where: string): Finding {
  if (isAppendOnly === true) return fine(`Redis ${where} writes the queue to its disk (appendonly)`);
  const what = isAppendOnly === null ? 'does not tell whether it keeps' : 'does not keep';
  return hint(
    `Redis ${where} ${what} the queue over a restart`,
    'set "appendonly yes"; without it workers rebuild the queue from the database, which takes a while',
  );
}

function judgeMemory({ usedBytes, limitBytes }: RedisFacts, where: string): readonly Finding[] {
  if (usedBytes === null) return [];
  const used = `${(usedBytes / 1e6).toFixed(1)} MB of memory in use`;
  if (!limitBytes) return [fine(`Redis ${where}: ${used}, no limit`)];
  const what = `Redis ${where}: ${used} of ${(limitBytes / 1e6).toFixed(1)} MB`;
  const isFull = usedBytes > limitBytes * FULL_SHARE;
  return [isFull ? hint(what, 'raise maxmemory: when it is full, no job can be added') : fine(what)];
}

import type { Redis } from 'ioredis';

/** What a Redis says about itself; null where it does not say it, or does not let us ask. */
export type RedisFacts = {
  readonly version: string | null;
  /** What happens when its memory is full: `noeviction`, `allkeys-lru` … */
  readonly policy: string | null;
  readonly isAppendOnly: boolean | null;
  readonly usedBytes: number | null;
  /** 0 where there is no limit. */
  readonly limitBytes: number | null;
  readonly isCluster: boolean;
  readonly isReplica: boolean;
  /** Our URL has a password, and one gets in without. */
  readonly isOpenToAll: boolean;
  /** Its clock minus ours, in milliseconds. */
  readonly clockDifferenceMs: number | null;
};

/** Asks a Redis about itself. Throws the error of ioredis where it cannot be reached or refuses us. */
export async function readRedisFacts(redis: Redis, now: () => number): Promise<RedisFacts> {
  await redis.ping(); // whatever is wrong with the way there, or with the password, comes up here
  await redis.select(redis.options.db ?? 0); // ioredis goes on in database 0 where there is none of that number
  const info = parseInfo(await redis.info().catch(unlessForbidden('')));
  const policy = info.get('maxmemory_policy') ?? (await readPolicySetting(redis));
  return {
    version: info.get('redis_version') ?? null,
    policy,
    isAppendOnly: info.has('aof_enabled') ? info.get('aof_enabled') === '1' : null,
    usedBytes: toNumber(info.get('used_memory')),
    limitBytes: toNumber(info.get('maxmemory')),
    isCluster: info.get('redis_mode') === 'cluster' || info.get('cluster_enabled') === '1',
    isReplica: info.get('role') === 'slave',
    isOpenToAll: await isOpenToAll(redis),
    clockDifferenceMs: await readClockDifference(redis, now),
  };
}

/** The lines `name:value` of INFO. */
function parseInfo(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

function toNumber(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}

/** Some providers leave the policy out of INFO, and some forbid CONFIG. */
async function readPolicySetting(redis: Redis): Promise<string | null> {
  const reply: unknown = await redis.config('GET', 'maxmemory-policy').catch(unlessForbidden(null));
  if (Array.isArray(reply)) return String(reply[1] ?? '') || null;
  const setting = typeof reply === 'object' && reply !== null ? Object.entries(reply)[0] : undefined;
  return setting === undefined ? null : String(setting[1]);
}

/** Redis lets anybody in with any password where it has none, without a word about it. */
async function isOpenToAll(redis: Redis): Promise<boolean> {
  const { username, password } = redis.options;
  if (!password || (username && username !== 'default')) return false;
  const stranger = redis.duplicate({ password: '', username: '', maxRetriesPerRequest: 0, retryStrategy: () => null });
  stranger.on('error', () => undefined); // being refused is what we hope for
  try {
    await stranger.ping();
    return true;
  } catch {
    return false;
  } finally {
    stranger.disconnect();
  }
}

async function readClockDifference(redis: Redis, now: () => number): Promise<number | null> {
  const askedAtMs = now();
  const reply = await redis.time().catch(unlessForbidden(null));
  if (reply === null) return null;
  const [seconds, microseconds] = reply.map(Number);
  return Math.round((seconds ?? 0) * 1_000 + (microseconds ?? 0) / 1_000 - (askedAtMs + now()) / 2);
}

/** Goes on without an answer that this user is not allowed to get, or that the server does not know of. */
function unlessForbidden<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && /^(NOPERM|ERR unknown command)/.test(error.message)) return instead;
    throw error;
  };
}

import { Redis } from 'ioredis';
import { Failure } from '../src/domain/failure.ts';

/** How a command meets a Redis that is away: a person is told at once, a worker waits. */
export type RedisPatience = 'fail-fast' | 'wait';

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_PAUSE_MS = 5_000;

/**
 * A connection on which nothing comes for so long is dead, however healthy it looks: a cut network says nothing. BullMQ
 * waits up to 10 seconds for a job, so a living one is never silent for longer.
 */
const SILENCE_LIMIT_MS = 20_000;

/** Prepares a connection; it is made by the first command. Throws a Failure when the URL is not usable. */
export function openRedis(url: string, patience: RedisPatience): Redis {
  proveUrl(url);
  const isPatient = patience === 'wait';
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // BullMQ's blocking commands last as long as there is no job.
    maxRetriesPerRequest: isPatient ? null : 0,
    retryStrategy: isPatient ? (attempt) => Math.min(attempt * 200, MAX_PAUSE_MS) : () => null,
    ...(isPatient ? { socketTimeout: SILENCE_LIMIT_MS } : { commandTimeout: CONNECT_TIMEOUT_MS }),
  });
  redis.on('error', () => undefined); // each command, and each worker, tells of it in its own way
  return redis;
}

/** Where a Redis is, without user and password: `host:port/db`. */
export function describeRedis(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '6379'}${pathname === '/' ? '' : pathname}`;
}

function proveUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isRedis = parsed !== undefined && ['redis:', 'rediss:'].includes(parsed.protocol);
  // What ioredis cannot read here would end the program from within a library.
  const isReadable = isRedis && [parsed.username, parsed.password].every(isDecodable);
  if (isReadable && /^(\/\d{0,9})?$/.test(parsed.pathname)) return;
  throw new Failure('CONFIGURATION', {
    message: 'REDIS_URL is no URL of a Redis',
    action: 'write redis://user:password@host:6379/0, or rediss:// for TLS, special characters percent-encoded',
  });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

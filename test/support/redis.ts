import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getBinary, type NeededProgram } from './debian-packages.ts';
import { findFreePort, type ServerProcess, startServerProcess } from './server-process.ts';

/** Redis. */
export const REDIS: NeededProgram = { binaries: ['redis-server'], debianPackage: 'redis-server' };

const ADVICE =
  'The tests need Redis 7. Install redis-server, or name one with empty databases: REDIS_TEST_URL=redis://host:6379';

/** Databases (numbers) of a private server: each test file may have some of its own. */
const REDIS_DATABASES = 1_024;

/** A Redis for tests; it keeps nothing when it is killed, unless `appendonly` is set. */
export type TestRedis = ServerProcess & { readonly url: string; readonly port: number; readonly folder: string };

export type RedisOptions = {
  readonly port?: number;
  readonly password?: string;
  /** Settings by their names in redis.conf, such as `{ 'maxmemory-policy': 'allkeys-lru' }`. */
  readonly config?: Readonly<Record<string, string>>;
};

/**
 * Starts a private Redis with a folder of its own: the one that is installed, else (for root on Debian) one that is
 * installed by apt. Throws when none of it is possible; tests on a server are never skipped.
 */
export async function startTestRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const binary = await getBinary(REDIS, ADVICE);
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-redis-'));
  const port = options.port ?? (await findFreePort());
  const { password } = options;
  const logFile = join(folder, 'server.log');
  const config: Readonly<Record<string, string>> = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    logfile: logFile,
    databases: String(REDIS_DATABASES),
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    ...(password === undefined ? {} : { requirepass: password }),
    ...options.config,
  };
  const args = Object.entries(config).flatMap(([name, value]) => [`--${name}`, value]);
  const server = await startServerProcess({ binary, args, port, folder, logFile, hello: 'PING\r\n' });
  const secret = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  return { url: `redis://${secret}127.0.0.1:${port}`, port, folder, ...server };
}

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { startTestServer, type TestServer } from '../support/mariadb.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type CliResult, makeFolder, runCli } from '../support/run-cli.ts';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { startWorkerSlot, type WorkerSlot } from './worker-slot.ts';

/** One worker with its own lines to Redis and to MariaDB, which can be cut. */
export type Place = { readonly slot: WorkerSlot; readonly toRedis: TcpProxy; readonly toMariadb: TcpProxy };

/** Everything that a drill plays on. */
export type Stage = {
  readonly folder: string;
  readonly mariadb: TestServer;
  readonly redis: TestRedis;
  readonly databaseUrl: string;
  readonly places: readonly Place[];
  /** Runs a command of an operator, who has undisturbed lines. */
  readonly call: (args: readonly string[]) => Promise<CliResult>;
  /** The same on a database of its own, without any queue. */
  readonly callEmbedded: (args: readonly string[]) => Promise<CliResult>;
  readonly close: () => Promise<void>;
};

export type StageOptions = {
  readonly workers: number;
  readonly lockMs: number;
  readonly leaseMs: number;
  /** How long the line of a worker to MariaDB is: every message takes so long. */
  readonly delayMs: number;
};

const DATABASE = 'kyhan_drill';

/** Starts private servers and the workers. Redis writes its keys down, so that it can come back with them or without. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const folder = await makeFolder();
  const [mariadb, redis] = await Promise.all([
    startTestServer(),
    startTestRedis({ config: { appendonly: 'yes', appendfsync: 'everysec' } }),
  ]);
  const places: Place[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(places.map(({ slot }) => slot.stop()));
    for (const { toRedis, toMariadb } of places) {
      await toRedis.close();
      await toMariadb.close();
    }
    await redis.stop();
    await mariadb.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const databaseUrl = `${mariadb.url}/${DATABASE}`;
  const call = (args: readonly string[]): Promise<CliResult> =>
    runCli(folder, args, undefined, { DATABASE_URL: databaseUrl, REDIS_URL: redis.url });
  const callEmbedded = (args: readonly string[]): Promise<CliResult> => runCli(folder, args);
  try {
    await createDatabase(mariadb.url);
    const numbers = Array.from({ length: options.workers }, (_, index) => index);
    places.push(...(await Promise.all(numbers.map((no) => openPlace(folder, no, mariadb, redis, options)))));
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, mariadb, redis, databaseUrl, places, call, callEmbedded, close };
}

async function openPlace(
  folder: string,
  no: number,
  mariadb: TestServer,
  redis: TestRedis,
  { lockMs, leaseMs, delayMs }: StageOptions,
): Promise<Place> {
  const toRedis = await startProxy({ host: '127.0.0.1', port: redis.port });
  const toMariadb = await startProxy({ host: '127.0.0.1', port: mariadb.port, delayMs });
  const own = join(folder, `worker-${no}`);
  await mkdir(own);
  const slot = await startWorkerSlot(`worker ${no}`, own, {
    DATABASE_URL: `mysql://root@127.0.0.1:${toMariadb.port}/${DATABASE}`,
    REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
    KYHAN_LOCK_MS: String(lockMs),
    KYHAN_LEASE_MS: String(leaseMs),
  });
  return { slot, toRedis, toMariadb };
}

async function createDatabase(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query(`create database ${DATABASE} character set utf8mb4`).finally(() => connection.end());
}

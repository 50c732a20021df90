import { installMissing } from './debian-packages.ts';
import { findGivenMysql, MARIADB, startTestServer } from './mariadb.ts';
import { REDIS, startTestRedis } from './redis.ts';
import { type RedisDatabases, shareRedis } from './redis-databases.ts';
import { openDesk } from './server-desk.ts';

const CHROMIUM = { binaries: ['chromium', 'chromium-browser', 'google-chrome'], debianPackage: 'chromium' };

/** What this test run has opened and must close, the last one first. */
const open: (() => unknown)[] = [];

/** Called by mocha in its main process before all tests, without a time limit. */
export async function mochaGlobalSetup(): Promise<void> {
  // No test may reach the Redis that somebody works with.
  delete process.env.REDIS_URL;
  const needed = [CHROMIUM, ...(findGivenMysql() ? [] : [MARIADB]), ...(process.env.REDIS_TEST_URL ? [] : [REDIS])];
  await installMissing(needed).catch(() => undefined); // the first test that needs one says what is wrong
  const mysql = once(openMysql);
  const redis = once(openRedis);
  const desk = await openDesk({ mysql, redis: async () => (await redis()).next() });
  open.push(desk.close);
}

/** Called by mocha when all tests are over, however they ended. */
export async function mochaGlobalTeardown(): Promise<void> {
  for (const close of open.reverse()) await close();
}

async function openMysql(): Promise<string> {
  const given = findGivenMysql();
  if (given !== undefined) return given;
  const server = await startTestServer();
  open.push(server.stop);
  return server.url;
}

async function openRedis(): Promise<RedisDatabases> {
  const given = process.env.REDIS_TEST_URL || undefined;
  if (given !== undefined) {
    const databases = shareRedis(given);
    open.push(databases.clear);
    return databases;
  }
  const server = await startTestRedis();
  open.push(server.stop);
  return shareRedis(server.url);
}

/** Starts it with the first call; all calls share it. */
function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start();
    return started;
  };
}

// The pool of mocha's processes waits for one second only. Coverage takes longer to write while the process ends, and a
// process that listens to the signal is not ended in the middle of it.
if (process.env.MOCHA_WORKER_ID !== undefined) process.once('SIGTERM', () => process.exit(1));

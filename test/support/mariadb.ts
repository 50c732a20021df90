import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/** A server for tests. */
export type TestServer = {
  /** URL of the server with user and password, without a database: `mysql://user:password@host:port`. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/**
 * Gets a real MySQL or MariaDB: the one that MYSQL_URL or TEST_DATABASE_URL names, else one that is installed, started
 * here on a free port with a folder of its own, else (for root on Debian) one that is installed by apt. Throws when none
 * of it is possible; tests on a server are never skipped.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = readGivenUrl();
  if (given !== undefined) return { url: withoutDatabase(given), stop: async () => undefined };
  return startServer(findServerBinary() ?? (await installServer()));
}

/** Installs a server where there is none and it can be done; it takes longer than a test may. */
export async function installMissingServer(): Promise<void> {
  if (readGivenUrl() !== undefined || findServerBinary() !== undefined) return;
  await installServer().catch(() => undefined); // the first test that needs a server says what is wrong
}

function readGivenUrl(): string | undefined {
  return process.env.MYSQL_URL || process.env.TEST_DATABASE_URL || undefined;
}

function withoutDatabase(given: string): string {
  const url = new URL(given);
  url.pathname = '';
  return url.href;
}

function findServerBinary(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];
  const paths = ['mariadbd', 'mysqld'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Installs Debian's package; its own service is kept from starting, because the tests start a private one. */
async function installServer(): Promise<string> {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) throw noServer('none is installed');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  try {
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'mariadb-server'], { env });
  } catch (error) {
    throw noServer(`apt-get could not install one: ${error instanceof Error ? error.message : String(error)}`);
  }
  const binary = findServerBinary();
  if (binary === undefined) throw noServer('the package mariadb-server brought none');
  return binary;
}

function noServer(reason: string): Error {
  return new Error(
    `The tests need MySQL 8 or MariaDB 10.11, and ${reason}. Install mariadb-server, ` +
      'or name a server on which databases may be created: MYSQL_URL=mysql://user:password@host:3306',
  );
}

async function startServer(binary: string): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-mariadb-'));
  const dataFolder = join(folder, 'data');
  const port = await findFreePort();
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  try {
    await createSystemTables(binary, dataFolder, asRoot);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw noServer(`${binary} could not make its tables: ${error instanceof Error ? error.message : String(error)}`);
  }
  const server = spawn(
    binary,
    [
      '--no-defaults',
      ...asRoot,
      `--datadir=${dataFolder}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'server.sock')}`,
      `--pid-file=${join(folder, 'server.pid')}`,
      `--log-error=${join(folder, 'server.log')}`,
      '--innodb-buffer-pool-size=64M',
      '--innodb-flush-log-at-trx-commit=2', // the data are thrown away
    ],
    { stdio: 'ignore' },
  );
  const stop = (): Promise<void> => stopServer(server, folder);
  // However this process ends, the server and its folder go with it.
  process.once('exit', () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    await waitForServer(server, port, join(folder, 'server.log'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `mysql://root@127.0.0.1:${port}`, stop };
}

/** MariaDB has a script for it, MySQL an option; both leave a root user without a password, reachable from here only. */
async function createSystemTables(binary: string, dataFolder: string, asRoot: readonly string[]): Promise<void> {
  if (binary.endsWith('mysqld') && !(await run(binary, ['--version'])).stdout.includes('MariaDB')) {
    await run(binary, ['--no-defaults', ...asRoot, '--initialize-insecure', `--datadir=${dataFolder}`]);
    return;
  }
  const options = ['--skip-test-db', '--auth-root-authentication-method=normal', `--datadir=${dataFolder}`];
  await run('mariadb-install-db', ['--no-defaults', ...asRoot, ...options]);
}

async function findFreePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}

async function waitForServer(server: ChildProcess, port: number, logFile: string): Promise<void> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > giveUpAt) {
      const log = await readFile(logFile, 'utf8').catch(() => 'no log');
      throw noServer(`the one that is installed did not start:\n${log.slice(-2_000)}`);
    }
    await sleep(100);
  }
}

/** A server greets whoever connects. */
async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('data', () => end(true)).once('error', () => end(false));
  });
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const killer = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(killer);
  }
  await rm(folder, { recursive: true, force: true });
}

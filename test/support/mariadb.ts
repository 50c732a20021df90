import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getBinary, type NeededProgram } from './debian-packages.ts';
import { findFreePort, type ServerProcess, startServerProcess } from './server-process.ts';

const run = promisify(execFile);

/** MySQL or MariaDB. */
export const MARIADB: NeededProgram = { binaries: ['mariadbd', 'mysqld'], debianPackage: 'mariadb-server' };

const ADVICE =
  'The tests need MySQL 8 or MariaDB 10.11. Install mariadb-server, ' +
  'or name a server on which databases may be created: MYSQL_URL=mysql://user:password@host:3306';

/** A server for tests. */
export type TestServer = ServerProcess & {
  /** URL of the server with user and password, without a database: `mysql://user:password@host:port`. */
  readonly url: string;
  readonly port: number;
};

/** The server that MYSQL_URL or TEST_DATABASE_URL names, as a URL without a database; undefined where none is named. */
export function findGivenMysql(): string | undefined {
  const given = process.env.MYSQL_URL || process.env.TEST_DATABASE_URL || undefined;
  if (given === undefined) return undefined;
  const url = new URL(given);
  url.pathname = '';
  return url.href;
}

/**
 * Starts a private MySQL or MariaDB, on a free port or the one that is named, with a folder of its own: the one that is
 * installed, else (for root on Debian) one that is installed by apt. Throws when none of it is possible; tests on a
 * server are never skipped.
 */
export async function startTestServer(options: { readonly port?: number } = {}): Promise<TestServer> {
  const binary = await getBinary(MARIADB, ADVICE);
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-mariadb-'));
  const dataFolder = join(folder, 'data');
  const temporaryFolder = join(folder, 'tmp');
  await mkdir(temporaryFolder);
  const port = options.port ?? (await findFreePort());
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  try {
    await createSystemTables(binary, dataFolder, asRoot);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`${binary} could not make its tables: ${error instanceof Error ? error.message : String(error)}`);
  }
  const logFile = join(folder, 'server.log');
  const args = [
    '--no-defaults',
    ...asRoot,
    `--datadir=${dataFolder}`,
    // A server that starts removes temporary tables that lie there, also those of another one.
    `--tmpdir=${temporaryFolder}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 'server.sock')}`,
    `--pid-file=${join(folder, 'server.pid')}`,
    `--log-error=${logFile}`,
    '--innodb-buffer-pool-size=64M',
    '--innodb-flush-log-at-trx-commit=2', // the data are thrown away; a killed server still has all of them
  ];
  const server = await startServerProcess({ binary, args, port, folder, logFile, hello: null });
  return { url: `mysql://root@127.0.0.1:${port}`, port, ...server };
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

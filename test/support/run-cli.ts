import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** The program, for tests that keep it running. */
export const LAUNCHER = join(PROJECT_FOLDER, 'src/cli/launch.js');

/** What a test sets in the environment of the program besides the places of its files. */
export type CliEnvironment = Readonly<Record<string, string>>;

/** What a command left: its exit code (null when a signal ended it) and what it printed. */
export type CliResult = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** A folder of its own; database, reports and log of commands lie in it. The caller removes it. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'kyhan-test-'));
}

/** The same for the time of one test. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeFolder();
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The environment of the program: database, reports and log lie in the folder, unless the test sets others. */
export function buildCliEnvironment(folder: string, environment: CliEnvironment = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: join(folder, 'kyhan.db'),
    KYHAN_OUT: join(folder, 'reports'),
    KYHAN_LOG: join(folder, 'kyhan.log'),
    NODE_V8_COVERAGE: '',
    ...environment,
  };
}

/**
 * Runs `kyhan` as a user would, in a process of its own. `onStderr` sees everything printed so far and may end the
 * process with a signal.
 */
export function runCli(
  folder: string,
  args: readonly string[],
  onStderr: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
  environment: CliEnvironment = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      cwd: folder,
      env: buildCliEnvironment(folder, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onStderr(stderr, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildCliEnvironment, type CliEnvironment, LAUNCHER } from '../support/run-cli.ts';

const RESTART_PAUSE_MS = 500;
const STOP_LIMIT_MS = 40_000;
const LOOK_EVERY_MS = 50;

/** How the last worker of a place ended; `isOrderly`: by itself, as it was asked to, with code 0. */
export type WorkerEnd = { readonly isOrderly: boolean; readonly said: string };

/** A place for a worker process; whoever runs it starts a new one when one has ended, as a service manager does. */
export type WorkerSlot = {
  readonly pid: () => number | undefined;
  /** Kills the process at once; a new one is started. */
  readonly kill: () => Promise<void>;
  readonly pause: () => void;
  readonly go: () => void;
  /** Asks it to end, once it works, and waits for it; nothing is started any more. */
  readonly stop: () => Promise<WorkerEnd>;
  /** What no worker should have done: ended by itself while it worked. */
  readonly faults: readonly string[];
  /** Times that a worker could not begin, because a server was away. */
  readonly failedStarts: () => number;
};

/** Starts `kyhan worker` in its place; resolves when it works. */
export async function startWorkerSlot(
  name: string,
  folder: string,
  environment: CliEnvironment,
  args: readonly string[] = ['--concurrency', '1'],
): Promise<WorkerSlot> {
  const faults: string[] = [];
  let child: ChildProcess | undefined;
  let said = '';
  let isReady = false;
  let failedStarts = 0;
  let isStopping = false;
  let isExpected = false;
  let noteReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    noteReady = resolve;
  });

  const start = (): void => {
    const worker = spawn(process.execPath, [LAUNCHER, 'worker', ...args], {
      cwd: folder,
      env: buildCliEnvironment(folder, environment),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = worker;
    isExpected = false;
    said = '';
    isReady = false;
    worker.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (isReady || !said.includes(' works on ')) return;
      isReady = true;
      noteReady();
    });
    worker.once('exit', (code, signal) => {
      if (isStopping) return;
      if (!isReady && !isExpected) failedStarts += 1;
      else if (!isExpected) faults.push(`${name} ended by itself (${code ?? signal}): ${said.slice(-500)}`);
      setTimeout(() => !isStopping && start(), isExpected ? 0 : RESTART_PAUSE_MS);
    });
  };
  start();
  await ready;

  const hasEnded = (): boolean => child === undefined || child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<WorkerEnd> => {
    const isInTime = (): boolean => performance.now() - startedAtMs < STOP_LIMIT_MS;
    const startedAtMs = performance.now();
    // One that was killed a moment ago is still being started, or waits for a server that has just come back.
    while (!isStopping && (!isReady || hasEnded()) && isInTime()) await sleep(LOOK_EVERY_MS);
    isStopping = true;
    const last = child;
    if (last === undefined || hasEnded()) return { isOrderly: false, said: `${name} had ended before: ${said}` };
    const ended = once(last, 'exit');
    last.kill('SIGCONT');
    last.kill('SIGTERM');
    await Promise.race([ended, sleep(STOP_LIMIT_MS, null, { ref: false })]);
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
    const how = last.exitCode ?? last.signalCode ?? 'still there, killed';
    if (!hasEnded()) last.kill('SIGKILL');
    return { isOrderly: last.exitCode === 0, said: `${name} ended after ${seconds} s (${how}): ${said.slice(-500)}` };
  };
  return {
    pid: () => child?.pid,
    kill: async () => {
      if (child === undefined || hasEnded()) return;
      isExpected = true;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    pause: () => void child?.kill('SIGSTOP'),
    go: () => void child?.kill('SIGCONT'),
    stop,
    faults,
    failedStarts: () => failedStarts,
  };
}

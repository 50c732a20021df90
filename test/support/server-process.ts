import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 2_000;

/** How a private server is started, and how one sees that it serves. */
export type ServerPlan = {
  readonly binary: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Its data and log; removed when it is stopped. */
  readonly folder: string;
  readonly logFile: string;
  /** What is sent to hear from it; null for a server that speaks first. */
  readonly hello: string | null;
};

/** A private server that can be killed and started again on what it left behind. */
export type ServerProcess = {
  readonly pid: () => number;
  /** Ends it as a power cut would; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** Starts it again; resolves when it serves, throws an Error with its log when it does not. */
  readonly start: () => Promise<void>;
  /** Ends it for good and removes its folder. */
  readonly stop: () => Promise<void>;
};

/** Starts a private server; resolves when it serves. However this process ends, the server and its folder go with it. */
export async function startServerProcess(plan: ServerPlan): Promise<ServerProcess> {
  let server: ChildProcess | undefined;
  const kill = (): Promise<void> => end(server, 'SIGKILL');
  const start = async (): Promise<void> => {
    server = spawn(plan.binary, plan.args, { stdio: 'ignore' });
    server.once('error', () => undefined); // waitForServer tells that nobody answers
    await waitForServer(server, plan);
  };
  const removeNow = (): void => {
    server?.kill('SIGKILL');
    rmSync(plan.folder, { recursive: true, force: true });
  };
  const stop = async (): Promise<void> => {
    await end(server, 'SIGTERM');
    await rm(plan.folder, { recursive: true, force: true });
    atExit.delete(removeNow);
  };
  removeAtExit(removeNow);
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: () => server?.pid ?? 0, kill, start, stop };
}

const atExit = new Set<() => void>();
let isListening = false;

function removeAtExit(remove: () => void): void {
  atExit.add(remove);
  if (isListening) return;
  isListening = true;
  process.once('exit', () => atExit.forEach((each) => void each()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}

async function waitForServer(server: ChildProcess, plan: ServerPlan): Promise<void> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (!(await serves(plan))) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined || Date.now() > giveUpAt) {
      const log = await readFile(plan.logFile, 'utf8').catch(() => 'no log');
      throw new Error(`${plan.binary} did not start on port ${plan.port}:\n${log.slice(-2_000)}`);
    }
    await sleep(50);
  }
}

async function serves({ port, hello }: ServerPlan): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => end(false));
    socket.once('connect', () => hello !== null && socket.write(hello));
    socket.once('data', (answer) => end(!answer.toString('latin1').startsWith('-LOADING')));
    socket.once('error', () => end(false)).once('close', () => end(false));
  });
}

async function end(server: ChildProcess | undefined, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server === undefined || server.pid === undefined) return;
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  const killer = setTimeout(() => server.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(killer);
}

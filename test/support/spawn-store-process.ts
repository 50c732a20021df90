import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./store-process.ts', import.meta.url));

/** A process of its own that works on a database. */
export type StoreProcess = {
  readonly child: ChildProcess;
  /** Resolves when the database is open and the work begins. */
  readonly opened: Promise<void>;
  /** What it reported at the end; undefined when it was killed. */
  readonly result: Promise<unknown>;
};

/** Starts `store-process.ts`; `user` is the id of another user of the system to run as. */
export function spawnStoreProcess(action: 'open' | 'migrate' | 'stage', target: string, user?: number): StoreProcess {
  const as = user === undefined ? {} : { uid: user, gid: user };
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, action, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_V8_COVERAGE: '' }, // another process runs other code positions of the same files
    ...as,
  });
  const lines: string[] = [];
  let noteOpened = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    noteOpened = resolve;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'opened') noteOpened();
    else lines.push(line);
  });
  const result = new Promise<unknown>((resolve) => {
    child.once('close', () => {
      noteOpened();
      const last = lines.at(-1);
      resolve(last === undefined ? undefined : JSON.parse(last));
    });
  });
  return { child, opened, result };
}

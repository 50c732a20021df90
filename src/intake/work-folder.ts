import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a folder is for; it is part of its name. */
export type WorkPurpose = 'import' | 'report' | 'unpack';

/** The machine is part of the name, because containers may share a disk, but share no process ids. */
const PREFIX = `kyhan-work-${hostname()}-`;

/** Those of this process, which are in use. */
const inUse = new Set<string>();

/**
 * Uses a temporary folder that nobody else may read (0700), and removes it with all that is in it. Its name says which
 * process it belongs to; it is not below a folder of a known name, which somebody else could have made before.
 */
export async function withWorkFolder<T>(purpose: WorkPurpose, use: (folder: string) => Promise<T>): Promise<T> {
  const { folder, remove } = await openWorkFolder(purpose);
  try {
    return await use(folder);
  } finally {
    await remove();
  }
}

/** The same for those who give rows out one by one: they call `remove` themselves. */
export async function openWorkFolder(
  purpose: WorkPurpose,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-${purpose}-`));
  inUse.add(folder);
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    inUse.delete(folder);
  };
  return { folder, remove };
}

/**
 * Removes the folders of processes of this machine that are not there any more: they were killed and could not. One that
 * bears the id of this process and is not in use is of an earlier one; in a container ids repeat.
 */
export async function removeAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(PREFIX)) continue;
    const [, pid] = /^([1-9]\d*)-/.exec(name.slice(PREFIX.length)) ?? [];
    const folder = join(tmpdir(), name);
    if (pid === undefined || inUse.has(folder)) continue;
    if (Number(pid) !== process.pid && isAlive(Number(pid))) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined); // somebody else's, or being removed
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

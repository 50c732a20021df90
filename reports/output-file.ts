import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../src/domain/failure.ts';

/** Tells apart the parts that one process writes. */
let partNumber = 0;

/** Error codes that mean that no more bytes fit: a full disk, or a used-up quota. */
const NO_ROOM = ['ENOSPC', 'EDQUOT'];

/**
 * Writes a file so that its name never stands for half of it: everything goes to a `.part` file beside it, which is
 * brought to the disk and renamed at the end, and removed when anything fails. Two processes may write the same report
 * at once: each has a part of its own, and the last one to finish stays; what a killed process left is removed.
 * `write` ends the stream. Throws a Failure DISK_FULL or OUTPUT; failures of
 * `write` itself pass through.
 */
export async function writeOutputFile<Result>(
  folder: string,
  fileName: string,
  write: (stream: WriteStream) => Promise<Result>,
): Promise<Result> {
  partNumber += 1;
  const partPath = join(folder, `${fileName}.${process.pid}-${partNumber}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await removeAbandonedParts(folder, fileName);
    const result = await writePart(partPath, write);
    await syncToDisk(partPath);
    await rename(partPath, join(folder, fileName));
    return result;
  } catch (error) {
    await rm(partPath, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw toOutputFailure(error, `report ${fileName}`);
  }
}

/** Writes a file whose bytes are there already. Throws as writeOutputFile does. */
export async function copyToOutput(folder: string, fileName: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await writeOutputFile(folder, fileName, (stream) => pipeline(Readable.from(bytes), stream));
}

/** Removes parts of this report whose process is no more. */
async function removeAbandonedParts(folder: string, fileName: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${fileName}.`)) continue;
    const pid = /\.(\d+)-\d+\.part$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM'; // somebody else's process, but one that lives
  }
}

async function writePart<Result>(partPath: string, write: (stream: WriteStream) => Promise<Result>): Promise<Result> {
  const stream = createWriteStream(partPath);
  stream.on('error', () => undefined); // `write` looks at the stream; without a listener the process would end
  try {
    return await write(stream);
  } finally {
    await closeStream(stream);
  }
}

function closeStream(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) return resolve();
    stream.once('close', resolve);
    stream.destroy();
  });
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** An error of the file system as a Failure that names what could not be written; any other error as it is. */
export function toOutputFailure(error: unknown, what: string): unknown {
  if (!isSystemError(error)) return error;
  if (NO_ROOM.includes(error.code)) {
    return new Failure('DISK_FULL', {
      message: `there is no room left on the disk for the ${what}; nothing of it was kept`,
      action: 'free room in the output folder, or name another one with --out, and give the same command again',
      cause: error,
    });
  }
  return new Failure('OUTPUT', {
    message: `the ${what} cannot be written: ${error.code}; nothing of it was kept`,
    action:
      'close the workbook if it is open, check that the output folder may be written to, and give the same command again',
    cause: error,
  });
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly syscall: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { toOutputFailure } from './output-file.ts';

/** Values that are put aside one after the other, and read in that order, as often as wanted. */
export type Spool<Value> = { readonly add: (value: Value) => void; readonly read: () => AsyncGenerator<Value> };

/** Where a block of values stands in the file. */
type Block = { readonly position: number; readonly length: number };

/** Values of a spool that are held in memory; one that never has more needs no file. */
const BLOCK_VALUES = 256;

/** Uses a spool file in the folder, and closes it. */
export async function withSpoolFile<Result>(
  folder: string,
  use: (spools: SpoolFile) => Promise<Result>,
): Promise<Result> {
  const spools = new SpoolFile(folder);
  try {
    return await use(spools);
  } finally {
    spools.close();
  }
}

/**
 * The file of all spools of some workbooks: a source is read once through for all their lists, and what stands on them
 * waits here. It loses its name as soon as it is open, so that nothing of it stays behind where the process is killed.
 * Values are those that JSON gives back as they were. Its methods throw a Failure, DISK_FULL or OUTPUT.
 */
export class SpoolFile {
  readonly #folder: string;
  #file: number | undefined;
  #length = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  openSpool<Value>(): Spool<Value> {
    const blocks: Block[] = [];
    let waiting: Value[] = [];
    return {
      add: (value) => {
        if (waiting.length === BLOCK_VALUES) {
          blocks.push(this.#writeBlock(JSON.stringify(waiting)));
          waiting = [];
        }
        waiting.push(value);
      },
      read: () => this.#readAll(blocks, () => waiting),
    };
  }

  close(): void {
    if (this.#file === undefined) return;
    try {
      closeSync(this.#file);
    } catch {
      // What it held is in the workbooks, or in nothing that is kept.
    }
    this.#file = undefined;
  }

  async *#readAll<Value>(blocks: readonly Block[], getWaiting: () => readonly Value[]): AsyncGenerator<Value> {
    for (const block of blocks) {
      const values: readonly Value[] = JSON.parse(this.#readBlock(block));
      yield* values;
    }
    yield* getWaiting();
  }

  #writeBlock(json: string): Block {
    const bytes = Buffer.from(json);
    const block = { position: this.#length, length: bytes.length };
    try {
      this.#file ??= openNameless(this.#folder);
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, block.position + done);
      }
    } catch (error) {
      throw toOutputFailure(error, 'rows of the workbooks');
    }
    this.#length += bytes.length;
    return block;
  }

  #readBlock({ position, length }: Block): string {
    const bytes = Buffer.allocUnsafe(length);
    try {
      for (let done = 0; done < length; ) {
        const count = readSync(this.#getFile(), bytes, done, length - done, position + done);
        if (count === 0) throw new Error('the file of the rows that wait to be written has become shorter');
        done += count;
      }
    } catch (error) {
      throw toOutputFailure(error, 'rows of the workbooks');
    }
    return bytes.toString();
  }

  #getFile(): number {
    if (this.#file === undefined) throw new Error('rows are read from a file that is closed');
    return this.#file;
  }
}

function openNameless(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `rows-${randomUUID()}.part`);
  const file = openSync(path, 'wx+', 0o600);
  try {
    rmSync(path);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return file;
}

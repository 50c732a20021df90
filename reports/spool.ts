import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { toOutputFailure } from './output-file.ts';
import { MAX_DATA_ROWS_PER_SHEET } from './sheet-layout.ts';

/** Values that are put aside one after the other, and read in that order, as often as wanted. */
export type Spool<Value> = { readonly add: (value: Value) => void; readonly read: () => Generator<Value> };

/** Where a block of bytes stands in the file. */
export type FileBlock = { readonly position: number; readonly length: number };

/** Values of a spool that are held in memory; one that never has more needs no file. */
const BLOCK_VALUES = 256;

/** Uses a spool file in the folder, for workbooks whose sheets take so many rows, and closes it. */
export async function withSpoolFile<Result>(
  folder: string,
  maxRowsPerSheet: number | undefined,
  use: (spools: SpoolFile) => Promise<Result>,
): Promise<Result> {
  const spools = new SpoolFile(folder, maxRowsPerSheet);
  try {
    return await use(spools);
  } finally {
    spools.close();
  }
}

/**
 * The file of all spools of some workbooks: a source is read once through for all their lists, and what stands on them
 * waits here. It loses its name as soon as it is open, so that nothing of it stays behind where the process is killed.
 * Its methods throw a Failure, DISK_FULL or OUTPUT.
 */
export class SpoolFile {
  /** Data rows that a sheet of the workbooks takes: rows are made for the sheet on which they will stand. */
  readonly maxRowsPerSheet: number;
  readonly #folder: string;
  #file: number | undefined;
  #length = 0;

  constructor(folder: string, maxRowsPerSheet = MAX_DATA_ROWS_PER_SHEET) {
    this.#folder = folder;
    this.maxRowsPerSheet = maxRowsPerSheet;
  }

  /** Puts bytes aside; whose they were may use them again. */
  write(bytes: Uint8Array): FileBlock {
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

  /** The bytes of a block, which nobody else has. */
  read({ position, length }: FileBlock): Buffer<ArrayBuffer> {
    const bytes = Buffer.allocUnsafeSlow(length); // not a piece of what Node shares among small buffers
    try {
      for (let done = 0; done < length; ) {
        const count = readSync(this.#getFile(), bytes, done, length - done, position + done);
        if (count === 0) throw new Error('the file of the rows that wait to be written has become shorter');
        done += count;
      }
    } catch (error) {
      throw toOutputFailure(error, 'rows of the workbooks');
    }
    return bytes;
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

  #getFile(): number {
    if (this.#file === undefined) throw new Error('rows are read from a file that is closed');
    return this.#file;
  }
}

/** Opens a spool for what has to be sorted before it is made into rows: values that JSON gives back as they were. */
export function openSpool<Value>(spools: SpoolFile): Spool<Value> {
  const blocks: FileBlock[] = [];
  let waiting: Value[] = [];
  return {
    add: (value) => {
      if (waiting.length === BLOCK_VALUES) {
        blocks.push(spools.write(Buffer.from(JSON.stringify(waiting))));
        waiting = [];
      }
      waiting.push(value);
    },
    *read() {
      for (const block of blocks) {
        const values: readonly Value[] = JSON.parse(spools.read(block).toString());
        yield* values;
      }
      yield* waiting;
    },
  };
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

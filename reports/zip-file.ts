import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { formatInstant, type Instant } from '../src/domain/instant.ts';
import { useNativeChecksum } from './native-checksum.ts';

/** What the parts of a ZIP file are compressed at: a third of the time of the usual 6, and a fifth larger. */
export const DEFLATE_LEVEL = 2;

useNativeChecksum();

/**
 * A ZIP file that is written into a stream part after part; all parts have the moment given, on the wall clock of Vietnam.
 * Its methods reject with the error of the stream, and have to be waited for, one after the other. The same bytes in give
 * the same bytes out.
 */
export class ZipFile {
  readonly #zip = new yazl.ZipFile();
  readonly #options: Partial<yazl.ReadStreamOptions>;
  readonly #written: Promise<void>;
  /** Rejects where the file takes nothing any more. */
  readonly #failed: Promise<never>;
  #part: PassThrough | undefined;

  constructor(file: WriteStream, at: Instant) {
    this.#options = { mtime: toWallClock(at), forceDosTimestamp: true, compressionLevel: DEFLATE_LEVEL };
    this.#written = pipeline(this.#zip.outputStream, file);
    this.#failed = this.#written.then(tellEnd);
    this.#failed.catch(() => undefined); // told to whoever writes
  }

  /** Begins a part; the one before it has ended. */
  startPart(name: string): void {
    this.#part = new PassThrough();
    this.#zip.addReadStream(this.#part, name, this.#options);
  }

  /** Adds bytes to the part, and goes on while they are compressed: whose they were must not use them again. */
  async write(bytes: Uint8Array): Promise<void> {
    const part = this.#getPart();
    if (part.write(bytes)) return;
    const over = new AbortController();
    const room = once(part, 'drain', { signal: over.signal });
    await Promise.race([room, this.#failed]).finally(() => over.abort());
  }

  /** Ends the part. */
  endPart(): void {
    this.#getPart().end();
    this.#part = undefined;
  }

  /** Writes the directory, and ends the stream. */
  async finish(): Promise<void> {
    this.#zip.end();
    await this.#written;
  }

  #getPart(): PassThrough {
    assert(this.#part !== undefined, 'nothing is written to a ZIP file outside of its parts');
    return this.#part;
  }
}

function tellEnd(): never {
  assert.fail('a ZIP file has ended before all of it was written');
}

/** A moment whose local time is that of Vietnam: the format has no time zone, and the same bytes are wanted anywhere. */
function toWallClock(at: Instant): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = formatInstant(at)
    .split(/[-T:+]/)
    .map(Number);
  return new Date(year, month - 1, day, hour, minute, second);
}

import assert from 'node:assert/strict';
import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Zip, type ZipInputFile } from 'fflate';
import { Failure } from '../src/domain/failure.ts';
import { formatInstant, type Instant } from '../src/domain/instant.ts';
import { combineChecksums } from './combine-checksums.ts';
import { DEFLATE_END, type DeflatedPiece } from './deflate.ts';
import { PieceQueue } from './piece-queue.ts';

/** Sizes have 32 bits: fflate does not write those of ZIP64 that go beyond, and no spreadsheet would read such a sheet. */
const MAX_BYTES = 0xffff_ffff;
/** How the format calls what was compressed by deflate. */
const DEFLATED = 8;
/** What fflate takes as the time of a part; the format itself begins then. */
const FIRST_TIME = new Date(1980, 0, 1);
const LAST_TIME = new Date(2099, 11, 31, 23, 59, 58);

/**
 * A ZIP file that is written into a stream part after part; all parts have the moment given, on the wall clock of Vietnam.
 * Its methods reject with the error of the stream, or a Failure OUTPUT where there is more than the format takes, and
 * have to be waited for, one after the other. The same calls give the same bytes.
 */
export class ZipFile {
  readonly #file: WriteStream;
  readonly #mtime: Date;
  readonly #zip: Zip;
  readonly #pieces = new PieceQueue((piece) => this.#writePiece(piece));
  /** What fflate has put out, and the file was not given yet. */
  #ready: Uint8Array[] = [];
  #bytes = 0;
  /** Its size and checksum are those of what was written so far. */
  #part: ZipInputFile | undefined;

  constructor(file: WriteStream, at: Instant) {
    this.#file = file;
    this.#mtime = toWallClock(at);
    this.#zip = new Zip((error, bytes) => {
      if (error !== null) throw error;
      this.#ready.push(bytes);
      this.#bytes += bytes.length;
    });
    file.on('error', () => undefined); // told to whoever writes
  }

  /** Begins a part; the one before it has ended. */
  startPart(name: string): void {
    this.#part = { filename: name, size: 0, crc: 0, compression: DEFLATED, mtime: this.#mtime };
    this.#zip.add(this.#part);
  }

  /** Adds bytes to the part, and goes on while they are compressed: whose they were must not use them again. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#pieces.addBytes(bytes);
  }

  /** Adds bytes that are compressed already. */
  async writePiece(piece: DeflatedPiece): Promise<void> {
    await this.#pieces.addPiece(piece);
  }

  /** Ends the part. */
  async endPart(): Promise<void> {
    await this.#pieces.end();
    await this.#writeDeflated(DEFLATE_END, true);
    this.#part = undefined;
  }

  /** Writes the directory, and ends the stream. */
  async finish(): Promise<void> {
    this.#zip.end();
    await this.#writeReady();
    this.#file.end();
    await finished(this.#file);
  }

  async #writePiece({ deflated, length, checksum }: DeflatedPiece): Promise<void> {
    const part = this.#getPart();
    part.crc = combineChecksums(part.crc, checksum, length);
    part.size += length;
    if (part.size > MAX_BYTES) throw tellTooLarge(part.filename);
    await this.#writeDeflated(deflated, false);
  }

  async #writeDeflated(deflated: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<void> {
    const part = this.#getPart();
    assert(part.ondata !== undefined, 'fflate takes parts in another way than 0.8.3');
    part.ondata(null, deflated, isLast);
    await this.#writeReady();
  }

  async #writeReady(): Promise<void> {
    if (this.#bytes > MAX_BYTES) throw tellTooLarge('all of it');
    const ready = this.#ready;
    this.#ready = [];
    await Promise.all(ready.map((bytes) => writeBytes(this.#file, bytes)));
  }

  #getPart(): ZipInputFile {
    assert(this.#part !== undefined, 'nothing is written to a ZIP file outside of its parts');
    return this.#part;
  }
}

/**
 * Resolves when the file has taken them, so that no more than these wait in memory. A file that could not be opened says so
 * by itself, and of what is written to it only that it is gone.
 */
function writeBytes(file: WriteStream, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    file.write(bytes, (error) => (error instanceof Error ? reject(file.errored ?? error) : resolve()));
  });
}

function tellTooLarge(what: string): Failure {
  return new Failure('OUTPUT', {
    message: `a workbook takes at most 4 GB, packed and in each of its sheets: ${what} has more`,
    action: 'give the input in several runs',
  });
}

/** A moment whose local time is that of Vietnam: the format has no time zone, and the same bytes are wanted anywhere. */
function toWallClock(at: Instant): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = formatInstant(at)
    .split(/[-T:+]/)
    .map(Number);
  const time = new Date(year, month - 1, day, hour, minute, second).getTime();
  return new Date(Math.min(Math.max(time, FIRST_TIME.getTime()), LAST_TIME.getTime()));
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { Instant } from '../src/domain/instant.ts';
import {
  buildDescriptor,
  buildEnd,
  buildEntry,
  buildLocalHeader,
  MAX_ZIP_OFFSET,
  toDosTime,
  type ZipPart,
} from './zip-records.ts';

/** What the parts of a ZIP file are compressed at: less than half the time of the usual 6, and a tenth larger. */
export const DEFLATE_LEVEL = 4;

/** What comes out of a block of rows at once, unless it can hardly be compressed. */
const CHUNK_BYTES = 131_072;

/**
 * A ZIP file that is written into a stream part after part; all parts have the moment given. Its methods reject with the
 * error of the stream, and have to be waited for, one after the other. The same bytes in give the same bytes out.
 */
export class ZipFile {
  readonly #file: WriteStream;
  readonly #time: number;
  readonly #parts: ZipPart[] = [];
  #deflate = createDeflateRaw();
  /** Until what was given last is compressed, by a thread of Node's own. */
  #compressed = Promise.resolve();
  #offset = 0;

  constructor(file: WriteStream, at: Instant) {
    this.#file = file;
    this.#time = toDosTime(at);
  }

  /** Begins a part; the one before it has ended. */
  async startPart(name: string): Promise<void> {
    const part = { name, offset: this.#offset, crc: 0, size: 0, compressedSize: 0 };
    this.#parts.push(part);
    await this.#writeToFile(buildLocalHeader(name, this.#time));
    this.#deflate = createDeflateRaw({ level: DEFLATE_LEVEL, chunkSize: CHUNK_BYTES });
    this.#deflate.on('data', (bytes: Buffer) => {
      part.compressedSize += bytes.length;
      this.#addToFile(bytes);
    });
  }

  /** Adds bytes to the part, and goes on while they are compressed: they are in use until the next ones are taken. */
  async write(bytes: Uint8Array): Promise<void> {
    const part = this.#getPart();
    part.crc = crc32(bytes, part.crc);
    part.size += bytes.length;
    await this.#compressed;
    await this.#letThrough();
    this.#compressed = new Promise((resolve) => this.#deflate.write(bytes, () => resolve()));
  }

  /** Ends the part. */
  async endPart(): Promise<void> {
    await this.#compressed;
    this.#deflate.end();
    await finished(this.#deflate);
    await this.#writeToFile(buildDescriptor(this.#getPart()));
  }

  /** Writes the directory, and ends the stream without waiting for it. */
  async finish(): Promise<void> {
    const offset = this.#offset;
    for (const part of this.#parts) await this.#writeToFile(buildEntry(part, this.#time));
    await this.#writeToFile(buildEnd(this.#parts.length, { offset, length: this.#offset - offset }));
    this.#file.end();
  }

  async #writeToFile(bytes: Buffer): Promise<void> {
    this.#addToFile(bytes);
    await this.#letThrough();
  }

  #addToFile(bytes: Buffer): void {
    this.#offset += bytes.length;
    if (!this.#file.destroyed) this.#file.write(bytes);
  }

  async #letThrough(): Promise<void> {
    if (this.#file.writableNeedDrain && !this.#file.destroyed) await waitForRoom(this.#file);
    if (this.#file.errored !== null) throw this.#file.errored;
    assert(!this.#file.destroyed, 'the file of a workbook was closed before all of it was written');
    assert(this.#offset <= MAX_ZIP_OFFSET, 'a workbook is larger than a ZIP file can be');
  }

  #getPart(): ZipPart {
    const part = this.#parts.at(-1);
    assert(part !== undefined, 'nothing is written to a ZIP file before its first part is begun');
    return part;
  }
}

/** A file that fails is closed, and then nothing is let through any more. */
async function waitForRoom(file: WriteStream): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(file, 'drain', { signal }), once(file, 'close', { signal })]).finally(() => over.abort());
}

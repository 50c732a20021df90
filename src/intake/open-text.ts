import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Failure } from '../domain/failure.ts';
import type { FilePart } from './file-part.ts';
import type { IntakeLimits } from './intake-limits.ts';

const GZIP_MAGIC = [0x1f, 0x8b];
/** How a workbook begins. */
export const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
/** How an old or a locked workbook begins. */
export const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0];
const START_BYTES = 4_096;

/** The bytes of a file, unpacked where it is gzipped, and counted against the limit. */
export async function* readBytes(path: string, limits: IntakeLimits): AsyncGenerator<Uint8Array> {
  const isGzip = hasMagic(await readStart(path, GZIP_MAGIC.length), GZIP_MAGIC);
  const file = createReadStream(path);
  const stream = isGzip ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => stream.destroy(error));
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      const part: Uint8Array = chunk;
      bytes += part.length;
      if (isGzip && bytes > limits.maxUncompressedBytes) throw tooLarge(path, limits);
      yield part;
    }
  } catch (cause) {
    throw cause instanceof Failure ? cause : damaged(path, cause, isGzip ? ' (gzip)' : '');
  } finally {
    file.destroy();
  }
}

/** The bytes of some rows of a file behind those of its header; the file is not packed. */
export async function* readPart(path: string, { header, start, end }: FilePart): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { end: header.end - 1 });
    yield* createReadStream(path, { start, end: end - 1 });
  } catch (cause) {
    throw damaged(path, cause);
  }
}

/** The first bytes of a file as they stand on disk. */
export async function readStart(path: string, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { start: 0, end: length - 1 })) parts.push(chunk);
  return Buffer.concat(parts);
}

/** True when the bytes begin with the magic ones. */
export function hasMagic(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((value, index) => bytes[index] === value);
}

/** Throws a Failure where the first bytes of a file show that it is neither text nor packed: before it is read as a whole. */
export async function refuseBinary(path: string): Promise<void> {
  const start = await readStart(path, START_BYTES);
  if (!beginsPacked(start)) refuseOtherText(path, start);
}

/** Says whether a file begins like one that is packed, as workbooks are, too. */
export function beginsPacked(start: Uint8Array): boolean {
  return [GZIP_MAGIC, ZIP_MAGIC, OLE_MAGIC].some((magic) => hasMagic(start, magic));
}

/** Decodes strictly: UTF-8 with or without BOM; anything else is one clear Failure, never a row of odd signs. */
export async function* decodeText(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) {
      refuseOtherText(path, chunk);
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder.decode();
  } catch (cause) {
    throw cause instanceof TypeError ? notText(path, 'is no UTF-8 text') : cause;
  }
}

/** A text of which the head was read already. Whoever stops reading it in the middle closes what it comes from. */
export async function* prepend(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The failure of a compressed file that would unpack to too much. */
export function tooLarge(path: string, limits: IntakeLimits): Failure {
  return new Failure('INPUT_TOO_LARGE', {
    message: `"${path}" unpacks to more than ${limits.maxUncompressedBytes} bytes`,
    action: 'split the file, or raise the parameter intake.max-uncompressed-bytes if you trust it',
  });
}

function damaged(path: string, cause: unknown, how = ''): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" breaks off or is damaged${how}`,
    action: 'export or copy the file again',
    cause,
  });
}

function refuseOtherText(path: string, chunk: Uint8Array): void {
  const isUtf16 = hasMagic(chunk, [0xff, 0xfe]) || hasMagic(chunk, [0xfe, 0xff]);
  if (isUtf16) throw notText(path, 'is UTF-16 text');
  if (chunk.includes(0)) throw notText(path, 'holds zero bytes');
}

function notText(path: string, what: string): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" ${what}; allowed: CSV or NDJSON as UTF-8 text, or XLSX`,
    action: 'save it as "CSV UTF-8" or .xlsx',
  });
}

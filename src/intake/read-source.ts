import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../domain/failure.ts';
import { gatherBlocks } from './blocks.ts';
import { checkZip } from './check-zip.ts';
import { emptyFile, type InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { decodeText, hasMagic, OLE_MAGIC, prepend, readBytes, readPart, readStart, ZIP_MAGIC } from './open-text.ts';
import { readCsv } from './read-csv.ts';
import { readNdjson } from './read-ndjson.ts';
import type { SourceRow } from './source-table.ts';
import { openWorkFolder } from './work-folder.ts';

/** Blanks and line ends before the first sign; they are kept, because lines are counted from the start of the file. */
const MAX_BLANK_CHARS = 1_000_000;

/** Of a workbook, which gives its rows one by one. */
const BLOCK_ROWS = 500;

/** How a file is to be read where its own look does not tell; from a mapping. */
export type SourceOptions = {
  readonly delimiter?: string | undefined;
  readonly sheet?: string | undefined;
  /** The sign that number cells get before their decimals; a point where it is not given. */
  readonly decimal?: string | undefined;
};

/**
 * Reads the rows of a CSV, NDJSON or XLSX file in blocks, gzipped or not; what it is shows in its first bytes, not in its
 * name. Of CSV and XLSX the first row is the header.
 */
export async function* readSource(
  file: InputFile,
  limits: IntakeLimits,
  options: SourceOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const { path, part } = file;
  if (part !== undefined) {
    yield* readCsv(path, decodeText(path, readPart(path, part)), options.delimiter, part);
    return;
  }
  const start = await readUnpackedStart(path, limits);
  if (hasMagic(start, OLE_MAGIC)) {
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${path}" is an old .xls workbook or one with a password`,
      action: 'save it as .xlsx without a password, or as "CSV UTF-8"',
    });
  }
  if (hasMagic(start, ZIP_MAGIC)) yield* readZip(path, limits, options);
  else yield* readText(path, limits, options);
}

async function* readText(
  path: string,
  limits: IntakeLimits,
  options: SourceOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const text = decodeText(path, readBytes(path, limits));
  let head = '';
  while (head.trim() === '') {
    const next = await text.next();
    if (next.done || head.length > MAX_BLANK_CHARS) throw emptyFile(path);
    head += next.value;
  }
  const whole = prepend(head, text);
  if (head.trimStart().startsWith('{')) yield* readNdjson(whole, options.decimal);
  else yield* readCsv(path, whole, options.delimiter);
}

async function* readZip(
  path: string,
  limits: IntakeLimits,
  options: SourceOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const { readWorkbook } = await import('./workbook-reader.ts'); // takes a while to load, and most files are CSV
  if (hasMagic(await readStart(path, ZIP_MAGIC.length), ZIP_MAGIC)) {
    await checkZip(path, limits);
    yield* gatherBlocks(readWorkbook(path, options.sheet, options.decimal), BLOCK_ROWS);
    return;
  }
  // A gzipped workbook has to be unpacked first: a zip file is read from its end.
  const { folder, remove } = await openWorkFolder('unpack');
  try {
    const unpacked = join(folder, 'input.xlsx');
    await pipeline(Readable.from(readBytes(path, limits)), createWriteStream(unpacked));
    await checkZip(unpacked, limits);
    yield* gatherBlocks(readWorkbook(unpacked, options.sheet, options.decimal), BLOCK_ROWS);
  } finally {
    await remove();
  }
}

async function readUnpackedStart(path: string, limits: IntakeLimits): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array();
  for await (const chunk of readBytes(path, limits)) {
    start = Buffer.concat([start, chunk.subarray(0, ZIP_MAGIC.length)]);
    if (start.length >= ZIP_MAGIC.length) break;
  }
  if (start.length === 0) throw emptyFile(path);
  return start;
}

import { createReadStream } from 'node:fs';
import type { FilePart } from './file-part.ts';
import { type InputFile, toInputFailure } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { beginsPacked, readStart } from './open-text.ts';

/** How much a part holds: so many rows, or fewer where they are long. */
export type PartSize = { readonly rows: number; readonly bytes: number };

const LINE_END = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
/** What a header has besides blanks and delimiters. */
const IN_A_NAME = /[\p{L}\p{N}]/u;
/** With the blank lines before it; a file with a longer one is read as a whole. */
const MAX_HEADER_BYTES = 65_536;
/** What is looked through at once. */
const PIECE_BYTES = 1_048_576;

/**
 * Splits a CSV file into parts of whole rows that can be read apart from each other. None where it has to be read as a
 * whole: it is short, packed, or no CSV; it has quotes, within which a line may end and the row go on; some lines end in a
 * carriage return alone; or it has more rows than are allowed, which is said where they are read. Throws a Failure for a
 * file that cannot be read.
 */
export async function splitFile(file: InputFile, limits: IntakeLimits, size: PartSize): Promise<readonly FilePart[]> {
  try {
    return await cutFile(file.path, limits, size);
  } catch (cause) {
    throw toInputFailure(cause, file.path);
  }
}

async function cutFile(path: string, limits: IntakeLimits, size: PartSize): Promise<readonly FilePart[]> {
  const start = await readStart(path, MAX_HEADER_BYTES);
  const header = beginsPacked(start) ? null : findHeader(start);
  if (header === null) return [];
  const cutter = new PartCutter(header, size);
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    if (!cutter.add(piece)) return [];
  }
  const parts = cutter.finish();
  return parts.length < 2 || cutter.rows > limits.maxRows ? [] : parts;
}

/** The first line that is not blank; null where it names nothing: whoever reads it has to see whether it is the header. */
function findHeader(bytes: Buffer): FilePart['header'] | null {
  let start = 0;
  for (let lines = 1; ; lines += 1) {
    const at = bytes.indexOf(LINE_END, start);
    if (at === -1) return null;
    const text = bytes.toString('utf8', start, at).trim();
    if (text !== '') return text.startsWith('{') || !IN_A_NAME.test(text) ? null : { end: at + 1, lines };
    start = at + 1;
  }
}

/** Cuts a file into parts while it is looked through. */
class PartCutter {
  readonly #header: FilePart['header'];
  readonly #size: PartSize;
  readonly #parts: FilePart[] = [];
  /** Bytes before the next piece, and lines that have ended, the last of them there. */
  #position = 0;
  #lines = 0;
  #lineEnd = 0;
  /** Where the part begins that is not yet cut, and the lines before it. */
  #start: number;
  #linesBefore: number;
  #endsInReturn = false;

  constructor(header: FilePart['header'], size: PartSize) {
    this.#header = header;
    this.#size = size;
    this.#start = header.end;
    this.#linesBefore = header.lines;
  }

  /** Rows at most: blank lines are counted, too. */
  get rows(): number {
    return this.#lines - this.#header.lines;
  }

  /** Says false where the bytes show that the file cannot be split. */
  add(piece: Buffer): boolean {
    if (piece.includes(QUOTE) || this.#hasReturnAlone(piece)) return false;
    for (let at = piece.indexOf(LINE_END); at !== -1; at = piece.indexOf(LINE_END, at + 1)) {
      this.#lines += 1;
      const end = this.#position + at + 1;
      this.#lineEnd = end;
      const isFull = this.#lines - this.#linesBefore >= this.#size.rows || end - this.#start >= this.#size.bytes;
      if (isFull && end > this.#start) this.#cut(end);
    }
    this.#position += piece.length;
    return true;
  }

  finish(): readonly FilePart[] {
    if (this.#endsInReturn) return [];
    if (this.#position > this.#start) {
      if (this.#position > this.#lineEnd) this.#lines += 1;
      this.#cut(this.#position);
    }
    return this.#parts;
  }

  #cut(end: number): void {
    this.#parts.push({
      no: this.#parts.length,
      header: this.#header,
      start: this.#start,
      end,
      firstLine: this.#linesBefore + 1,
    });
    this.#start = end;
    this.#linesBefore = this.#lines;
  }

  #hasReturnAlone(piece: Buffer): boolean {
    if (this.#endsInReturn && piece[0] !== LINE_END) return true;
    this.#endsInReturn = piece.at(-1) === CARRIAGE_RETURN;
    for (let at = piece.indexOf(CARRIAGE_RETURN); at !== -1; at = piece.indexOf(CARRIAGE_RETURN, at + 1)) {
      if (at + 1 < piece.length && piece[at + 1] !== LINE_END) return true;
    }
    return false;
  }
}

import { Failure } from '../domain/failure.ts';

/** Room for a row of many long cells; beyond it a quote is most likely not closed. */
const MAX_ROW_CHARS = 20_000_000;

/** How far the quotes of a text are judged. */
type Scan = {
  line: number;
  /** Line breaks of the chunk are counted up to here. */
  counted: number;
  /** Line of the quote that is open; null outside quotes. */
  openedOn: number | null;
  /** The last sign before the chunk that is no blank. */
  before: string;
};

/** How much of a chunk is judged, and where in it the last row that is whole ends; 0 where none does. */
type Judged = { readonly end: number; readonly rowEnd: number };

/**
 * Gives CSV text in parts of whole rows, and stops at a quote that would swallow rows: one that is opened on one line and
 * meets the next quote on another, in the middle of a cell. A lenient parser makes one long cell of all rows between, and
 * they are lost without a word; a strict one refuses harmless quotes too, such as `5" pipe`. Lines must end in `\n`.
 * Throws a Failure.
 */
export async function* readWholeRows(
  path: string,
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<string> {
  const scan: Scan = { line: 1, counted: 0, openedOn: null, before: '\n' };
  let begun = '';
  let held = '';
  for await (const part of text) {
    const chunk = held + part;
    const { end, rowEnd } = judgeChunk(chunk, delimiter, scan, path);
    held = chunk.slice(end);
    if (rowEnd > 0) yield begun + chunk.slice(0, rowEnd);
    begun = rowEnd > 0 ? chunk.slice(rowEnd, end) : begun + chunk.slice(0, end);
    if (begun.length > MAX_ROW_CHARS) throw tooLongRow(path, scan.line);
  }
  // A quote that was held back is the last sign of the file, and closes its cell.
  if (held === '' && scan.openedOn !== null) throw unclosedQuote(path, scan.openedOn);
  if (begun !== '' || held !== '') yield begun + held;
}

/** Judges the quotes of a chunk; what a quote at its end means shows only in the next chunk. */
function judgeChunk(chunk: string, delimiter: string, scan: Scan, path: string): Judged {
  scan.counted = 0;
  let end = chunk.length;
  let rowEnd = 0;
  /** Where the text outside quotes goes on. */
  let outside = 0;
  for (let at = chunk.indexOf('"'); at !== -1; at = chunk.indexOf('"', at + 1)) {
    countLines(chunk, at, scan);
    if (scan.openedOn === null) {
      const before = findLastSign(chunk, at, delimiter) ?? scan.before;
      if (before === '\n' || before === delimiter) {
        scan.openedOn = scan.line;
        rowEnd = findRowEnd(chunk, outside, at) ?? rowEnd;
      }
      continue;
    }
    const after = chunk[at + 1];
    if (after === undefined) {
      end = at;
      break;
    }
    if (after === '"') {
      at += 1;
      continue;
    }
    const isClosing = after === '\n' || after === delimiter;
    if (!isClosing && scan.openedOn !== scan.line) throw unclosedQuote(path, scan.openedOn);
    scan.openedOn = null;
    outside = at + 1;
  }
  countLines(chunk, end, scan);
  scan.before = findLastSign(chunk, end, delimiter) ?? scan.before;
  if (scan.openedOn === null) rowEnd = findRowEnd(chunk, outside, end) ?? rowEnd;
  return { end, rowEnd };
}

/** Behind the last line end between the two. */
function findRowEnd(chunk: string, start: number, end: number): number | undefined {
  const at = end === 0 ? -1 : chunk.lastIndexOf('\n', end - 1);
  return at >= start && at !== -1 ? at + 1 : undefined;
}

/** The last sign before a place that is no blank; blanks before an opening quote are no part of the cell. */
function findLastSign(chunk: string, end: number, delimiter: string): string | undefined {
  for (let at = end - 1; at >= 0; at -= 1) {
    const sign = chunk[at];
    if (sign === '\n' || sign === delimiter || (sign !== undefined && !/\s/.test(sign))) return sign;
  }
  return undefined;
}

function countLines(chunk: string, end: number, scan: Scan): void {
  for (let at = chunk.indexOf('\n', scan.counted); at !== -1 && at < end; at = chunk.indexOf('\n', at + 1)) {
    scan.line += 1;
  }
  scan.counted = end;
}

function tooLongRow(path: string, line: number): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" has a row of more than ${MAX_ROW_CHARS} characters before line ${line}; most likely a double quote is not closed`,
    action: 'look for a double quote at the start of a cell that is not closed',
  });
}

function unclosedQuote(path: string, line: number): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" is broken CSV: the double quote at the start of a cell on line ${line} is not closed where the cell ends`,
    action: 'close the quote; within a quoted cell write a double quote twice',
  });
}

import { parse } from 'csv-parse/sync';
import type { FilePart } from './file-part.ts';
import { prepend } from './open-text.ts';
import type { SourceRow } from './source-table.ts';
import { readWholeRows } from './whole-rows.ts';

const DELIMITERS = [',', ';', '\t'] as const;

const BLANK = 0x20;
const DELETE = 0x7f;

/** A longer first line is no header. */
const MAX_HEADER_CHARS = 1_000_000;

/**
 * Reads CSV; the first row is the header. `delimiter` overrides what the header line shows; of a part the text is its
 * header and its rows, and these have the lines that they have in the file. Throws a Failure.
 */
export async function* readCsv(
  path: string,
  text: AsyncIterable<string>,
  delimiter: string | undefined,
  part?: FilePart,
): AsyncGenerator<readonly SourceRow[]> {
  const unified = unifyLineEnds(text);
  const head = await readHead(unified);
  const sign = delimiter ?? detectDelimiter(head);
  let line = 1;
  for await (const rows of readWholeRows(path, prepend(head, unified), sign)) {
    const block: SourceRow[] = [];
    const hasQuotes = rows.includes('"');
    for (const raw of hasQuotes ? parseRows(rows, sign) : splitRows(rows, sign)) {
      const cells = hasQuotes ? raw.map(trim) : raw;
      if (cells.some(isFilled)) block.push({ line, cells });
      line += 1 + (hasQuotes ? countLineBreaks(raw) : 0);
      if (line - 1 === part?.header.lines) line = part.firstLine;
    }
    yield block;
  }
}

/**
 * The trimmed cells of whole rows without quotes, in which nothing is left to parse; an empty line is a row of one empty
 * cell. They are cut out of the text as a whole: texts of lines would only be thrown away.
 */
export function splitRows(rows: string, delimiter: string): readonly (readonly string[])[] {
  const split: string[][] = [];
  let start = 0;
  let sign = rows.indexOf(delimiter);
  while (start < rows.length) {
    const lineEnd = rows.indexOf('\n', start);
    const end = lineEnd === -1 ? rows.length : lineEnd;
    const cells: string[] = [];
    while (sign !== -1 && sign < end) {
      cells.push(cutCell(rows, start, sign));
      start = sign + 1;
      sign = rows.indexOf(delimiter, start);
    }
    cells.push(cutCell(rows, start, end));
    split.push(cells);
    start = end + 1;
  }
  return split;
}

/** Most cells begin and end with a plain sign; only others can have blanks to take off. */
function cutCell(rows: string, start: number, end: number): string {
  const cell = rows.slice(start, end);
  return isPlain(rows.charCodeAt(start)) && isPlain(rows.charCodeAt(end - 1)) ? cell : cell.trim();
}

/** A letter, digit or sign of ASCII. */
function isPlain(code: number): boolean {
  return code > BLANK && code < DELETE;
}

function trim(cell: string): string {
  return cell.trim();
}

function isFilled(cell: string): boolean {
  return cell !== '';
}

/** Parses rows in which there are quotes. */
export function parseRows(rows: string, delimiter: string): readonly string[][] {
  return parse(rows, {
    delimiter,
    // csv-parse would take the first line end that it sees for the only one, and swallow rows that end otherwise.
    record_delimiter: '\n',
    ltrim: true,
    // A row of the wrong width is one rejected row. A quote within a cell (5" pipe) is only a quote; readWholeRows has
    // seen to those that are more.
    relax_column_count: true,
    relax_quotes: true,
  });
}

/** Of comma, semicolon and tab, the one that stands most often outside quotes in the header line. */
function detectDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let isQuoted = false;
  for (const sign of text.trimStart()) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === '\n' && !isQuoted) break;
    else if (!isQuoted) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return [...DELIMITERS].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ',';
}

/** Enough text to hold the header line. */
async function readHead(iterator: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (!head.trimStart().includes('\n')) {
    const next = await iterator.next();
    if (next.done || head.length > MAX_HEADER_CHARS) break;
    head += next.value;
  }
  return head;
}

/** Makes every line end in `\n`: files that were put together from several may mix `\r\n`, `\n` and `\r`. */
async function* unifyLineEnds(text: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const part of text) {
    const chunk = held + part;
    held = chunk.endsWith('\r') ? '\r' : '';
    const whole = held === '' ? chunk : chunk.slice(0, -1);
    if (whole !== '') yield whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole;
  }
  if (held !== '') yield '\n';
}

function countLineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks += 1;
  }
  return breaks;
}

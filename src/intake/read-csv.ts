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
    for (const cells of splitRows(rows, sign)) {
      const breaks = hasQuotes ? countLineBreaks(cells) : 0; // only within quotes a line ends and the row goes on
      trimCells(cells);
      if (cells.some(isFilled)) block.push({ line, cells });
      line += 1 + breaks;
      if (line - 1 === part?.header.lines) line = part.firstLine;
    }
    yield block;
  }
}

/** The cells of whole rows; an empty line is a row of one empty cell. Without quotes nothing is left to parse. */
export function splitRows(rows: string, delimiter: string): readonly string[][] {
  if (rows.includes('"')) return parseRows(rows, delimiter);
  const lines = rows.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split(delimiter));
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

/** Takes blanks off both ends of each cell. Most have none, and begin and end with a plain sign. */
function trimCells(cells: string[]): void {
  for (let position = 0; position < cells.length; position += 1) {
    const cell = cells[position] ?? '';
    if (!isPlain(cell.charCodeAt(0)) || !isPlain(cell.charCodeAt(cell.length - 1))) cells[position] = cell.trim();
  }
}

/** A letter, digit or sign of ASCII; no code at all is none. */
function isPlain(code: number): boolean {
  return code > BLANK && code < DELETE;
}

function isFilled(cell: string): boolean {
  return cell !== '';
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

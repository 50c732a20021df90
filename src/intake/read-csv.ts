import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Failure } from '../domain/failure.ts';
import { detectDelimiter, detectLineBreak, findHeaderEnd, MAX_HEADER_CHARS } from './csv-header.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildRecordLocator, type RecordLocator } from './record-locator.ts';
import type { SourceRow } from './source-table.ts';

/** Room for a row of many long cells; beyond it a quote is most likely not closed. */
const MAX_ROW_CHARS = 20_000_000;

/** Reads CSV; the first row is the header. `delimiter` overrides what the header line shows. */
export async function* readCsv(
  path: string,
  text: AsyncIterable<string>,
  limits: IntakeLimits,
  delimiter: string | undefined,
): AsyncGenerator<SourceRow> {
  const iterator = text[Symbol.asyncIterator]();
  const head = await readHead(iterator);
  const lineBreak = detectLineBreak(head);
  const separator = delimiter ?? detectDelimiter(head);
  const locator = buildRecordLocator(lineBreak.charCodeAt(0));
  const parser = openParser(separator, lineBreak, limits);
  const source = Readable.from(readChunks(head, iterator, locator), { objectMode: false });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let lastLine = 0;
  try {
    for await (const item of parser) {
      const { record, info }: { record: string[]; info: { bytes: number } } = item;
      const place = locator.locate(info.bytes);
      lastLine = place.line;
      if (place.isMultiline && !isWellQuoted(place.readText(), separator)) throw brokenCsv(path, place.line);
      if (record.some((cell) => cell !== '')) yield { line: place.line, cells: record };
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(path, lastLine + 1, error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function openParser(delimiter: string, lineBreak: '\n' | '\r', limits: IntakeLimits) {
  return parse({
    delimiter,
    // Left to itself the parser takes the end of the header line for that of every line.
    record_delimiter: lineBreak === '\n' ? ['\r\n', '\n'] : ['\r'],
    info: true,
    ltrim: true,
    cast: (cell) => cell.trim(),
    // A row of the wrong width is one rejected row, and a quote within a cell (5" pipe) is only a quote.
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: Math.max(MAX_ROW_CHARS, limits.maxCellChars * 2),
  });
}

/** Enough text to hold the header line. */
async function readHead(iterator: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (findHeaderEnd(head) === undefined && head.length < MAX_HEADER_CHARS) {
    const next = await iterator.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
}

async function* readChunks(
  head: string,
  iterator: AsyncIterator<string>,
  locator: RecordLocator,
): AsyncGenerator<Buffer> {
  const first = Buffer.from(head);
  locator.add(first);
  yield first;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const chunk = Buffer.from(next.value);
    locator.add(chunk);
    yield chunk;
  }
}

/**
 * The parser takes an opening quote without a proper closing one for text, and with it any number of rows up to the next
 * quote: those must not be lost within one cell.
 */
function isWellQuoted(record: string, delimiter: string): boolean {
  const text = record.trim();
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') at += 1;
    else if (text[at] === '"') {
      const end = findClosingQuote(text, at);
      if (end + 1 < text.length && text[end + 1] !== delimiter) return false;
      at = end + 2;
    } else {
      const next = text.indexOf(delimiter, at);
      if (text.slice(at, next === -1 ? undefined : next).includes('\n')) return false;
      at = next === -1 ? text.length : next + 1;
    }
  }
  return true;
}

function findClosingQuote(text: string, openingAt: number): number {
  let at = text.indexOf('"', openingAt + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? text.length : at;
}

function brokenCsv(path: string, line: number, cause?: CsvError): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" is broken CSV at line ${line} or later: a quote is opened and not closed, or a row is far too long`,
    action: 'look for a lone double quote at the start of a cell; within a quoted cell write it twice',
    cause,
  });
}

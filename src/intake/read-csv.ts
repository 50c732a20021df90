import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Failure } from '../domain/failure.ts';
import type { IntakeLimits } from './intake-limits.ts';
import type { SourceRow } from './source-table.ts';

const DELIMITERS = [',', ';', '\t'] as const;

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
  const parser = parse({
    delimiter: delimiter ?? detectDelimiter(head),
    info: true,
    // A row of the wrong width is one rejected row, and a quote within a cell (5" pipe) is only a quote.
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: Math.max(MAX_ROW_CHARS, limits.maxCellChars * 2),
  });
  const source = Readable.from(prepend(head, iterator));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  const toLine = buildLineCounter();
  try {
    for await (const item of parser) {
      const { record, info }: { record: string[]; info: { lines: number } } = item;
      const line = toLine(info.lines, record);
      const cells = record.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) yield { line, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(path, error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Of comma, semicolon and tab, the one that stands most often outside quotes in the header line. */
export function detectDelimiter(text: string): string {
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
    if (next.done || head.length > MAX_ROW_CHARS) break;
    head += next.value;
  }
  return head;
}

async function* prepend(head: string, iterator: AsyncIterator<string>): AsyncGenerator<string> {
  yield head;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

/**
 * csv-parse 7 tells the line on which a row ends and counts CRLF within quotes as two lines. A person wants the line on
 * which the row begins, as an editor numbers it.
 */
function buildLineCounter(): (endLine: number, cells: readonly string[]) => number {
  let overcounted = 0;
  return (endLine, cells) => {
    let breaks = 0;
    let pairs = 0;
    for (const cell of cells) {
      if (!cell.includes('\n')) continue;
      breaks += cell.split('\n').length - 1;
      pairs += cell.split('\r\n').length - 1;
    }
    const line = endLine - overcounted - breaks - pairs;
    overcounted += pairs;
    return line;
  };
}

function brokenCsv(path: string, error: CsvError): Failure {
  const lines = Number('lines' in error ? error.lines : Number.NaN);
  const where = Number.isNaN(lines) ? '' : ` (the file was read up to line ${lines})`;
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" is broken CSV: a quote is opened and not closed, or a row is far too long${where}`,
    action: 'look for a lone double quote at the start of a cell; within a quoted cell write it twice',
    cause: error,
  });
}

import type { IntakeLimits } from './intake-limits.ts';
import { markBadCell, type SourceRow } from './source-table.ts';

/** Longer lines are cut off before they fill the memory. */
const MAX_LINE_CHARS = 20_000_000;

/** Reads one JSON object a line; each names its own cells. A line that is no object is a row with a problem. */
export async function* readNdjson(text: AsyncIterable<string>, limits: IntakeLimits): AsyncGenerator<SourceRow> {
  let line = 0;
  for await (const content of splitLines(text, Math.max(MAX_LINE_CHARS, limits.maxCellChars * 2))) {
    line += 1;
    if (content.trim() !== '') yield readLine(content, line, limits);
  }
}

/** The problem of a line shows nothing of the line, which may hold personal data. */
function readLine(content: string, line: number, limits: IntakeLimits): SourceRow {
  const json = parseObject(content);
  if (json === undefined) {
    const allowed = 'one JSON object on each line, such as {"ticketId": "T-1"}';
    return { line, problem: { column: null, code: 'BAD_JSON', value: null, allowed } };
  }
  const cells = Object.entries(json);
  if (cells.length > limits.maxColumns) {
    const value = `${cells.length} columns`;
    const allowed = `at most ${limits.maxColumns} columns`;
    return { line, problem: { column: null, code: 'WRONG_COLUMN_COUNT', value, allowed } };
  }
  return { line, named: Object.fromEntries(cells.map(([key, value]) => [key.trim(), toCell(value)])) };
}

function parseObject(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(content);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'number') return markBadCell(Array.isArray(value) ? 'a list' : 'an object');
  // JSON numbers lose their last digits beyond 2^53: "12345678901234567891" would become another id.
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? markBadCell('a number of more than 15 digits')
    : String(value);
}

/** Splits at line feeds; what is longer than allowed is cut, so that the rest of the file can still be read. */
async function* splitLines(text: AsyncIterable<string>, maxChars: number): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      yield rest + chunk.slice(start, end);
      rest = '';
      start = end + 1;
    }
    if (rest.length < maxChars) rest += chunk.slice(start);
  }
  if (rest !== '') yield rest;
}

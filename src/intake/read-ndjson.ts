import type { IntakeLimits } from './intake-limits.ts';
import { markBadCell, type SourceRow } from './source-table.ts';

/** Longer lines are cut off before they fill the memory. */
const MAX_LINE_CHARS = 20_000_000;

/** Reads one JSON object a line; each names its own cells. A line that is no object is a row with a problem. */
export async function* readNdjson(text: AsyncIterable<string>, limits: IntakeLimits): AsyncGenerator<SourceRow> {
  let line = 0;
  for await (const content of splitLines(text, Math.max(MAX_LINE_CHARS, limits.maxCellChars * 2))) {
    line += 1;
    if (content.trim() !== '') yield readLine(content, line);
  }
}

function readLine(content: string, line: number): SourceRow {
  const json = parseObject(content);
  if (json === undefined) {
    const value = content.slice(0, 40);
    const allowed = 'one JSON object on each line, such as {"ticketId": "T-1"}';
    return { line, problem: { column: null, code: 'BAD_JSON', value, allowed } };
  }
  return { line, named: Object.fromEntries(Object.entries(json).map(([key, value]) => [key, toCell(value)])) };
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
  return typeof value === 'number' ? String(value) : markBadCell(JSON.stringify(value));
}

/** Splits at line feeds; what is longer than allowed is cut, so that the rest of the file can still be read. */
async function* splitLines(text: AsyncIterable<string>, maxChars: number): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = (parts.pop() ?? '').slice(0, maxChars);
    yield* parts;
  }
  if (rest !== '') yield rest;
}

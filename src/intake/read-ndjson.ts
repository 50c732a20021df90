import { mapBlocks } from './blocks.ts';
import { DECIMAL_POINT, formatNumber, markBadCell, type SourceRow } from './source-table.ts';

/** Longer lines are rejected, and their text is let go before they end. */
const MAX_LINE_CHARS = 20_000_000;

/** Reads one JSON object a line; each names its own cells. A line that is no object is a row with a problem. */
export async function* readNdjson(
  text: AsyncIterable<string>,
  decimal: string = DECIMAL_POINT,
): AsyncGenerator<readonly SourceRow[]> {
  let line = 0;
  yield* mapBlocks<string | null, SourceRow>(splitLines(text), (content, add) => {
    line += 1;
    if (content === null) add(rejectLine(line, `a line of more than ${MAX_LINE_CHARS} characters`));
    else if (content.trim() !== '') add(readLine(content, line, decimal));
  });
}

function readLine(content: string, line: number, decimal: string): SourceRow {
  const json = parseJson(content);
  if (json === undefined) return rejectLine(line, 'broken JSON');
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return rejectLine(line, describeKind(json));
  return { line, named: Object.fromEntries(Object.entries(json).map(([key, value]) => [key, toCell(value, decimal)])) };
}

/** The line may hold personal data: the problem says only what kind of thing it is. */
function rejectLine(line: number, value: string): SourceRow {
  const allowed = 'one JSON object on each line, such as {"ticketId": "T-1"}';
  return { line, problem: { column: null, code: 'BAD_JSON', value, allowed } };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function toCell(value: unknown, decimal: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? formatNumber(value, decimal) : markBadCell(describeKind(value));
}

function describeKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}

/** Splits at line feeds; null stands for a line that is too long. Parts are joined once: joining each time is slow. */
async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<readonly (string | null)[]> {
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of text) {
    const lines: (string | null)[] = [];
    for (const [index, part] of chunk.split('\n').entries()) {
      if (index > 0) {
        lines.push(length > MAX_LINE_CHARS ? null : parts.join(''));
        parts = [];
        length = 0;
      }
      length += part.length;
      if (length > MAX_LINE_CHARS) parts = [];
      else if (part !== '') parts.push(part);
    }
    yield lines;
  }
  if (length > 0) yield [length > MAX_LINE_CHARS ? null : parts.join('')];
}

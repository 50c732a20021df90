const DELIMITERS = [',', ';', '\t'] as const;

/** A header line of hundreds of long names is far below this. */
export const MAX_HEADER_CHARS = 1_000_000;

/** Where the header line of a text ends: the first line break outside quotes; undefined when none is there yet. */
export function findHeaderEnd(text: string, breakSign = '\n'): number | undefined {
  let isQuoted = false;
  for (let at = text.search(/\S/); at !== -1 && at < Math.min(text.length, MAX_HEADER_CHARS); at += 1) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === breakSign && !isQuoted) return at;
  }
  return undefined;
}

/** Of comma, semicolon and tab, the one that stands most often outside quotes in the header line. */
export function detectDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let isQuoted = false;
  for (const sign of text.slice(0, findHeaderEnd(text) ?? MAX_HEADER_CHARS)) {
    if (sign === '"') isQuoted = !isQuoted;
    const count = counts.get(sign);
    if (!isQuoted && count !== undefined) counts.set(sign, count + 1);
  }
  return [...DELIMITERS].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ',';
}

/** Some programs for old Macs end lines with a carriage return alone; then no line feed is anywhere near. */
export function detectLineBreak(head: string): '\n' | '\r' {
  return findHeaderEnd(head) === undefined && findHeaderEnd(head, '\r') !== undefined && !head.includes('\n')
    ? '\r'
    : '\n';
}

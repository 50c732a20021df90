import type { RowProblem } from '../domain/rejected-row.ts';

/** Cells of one row by name; empty cells are absent. */
export type Cells = Readonly<Record<string, string>>;

/**
 * One row of a file before anybody knows what its columns mean. Cells are trimmed text, by position (CSV, XLSX) or by
 * name (NDJSON); a row that cannot even be read so far carries its problem.
 */
export type SourceRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly named: Cells }
  | { readonly line: number; readonly problem: RowProblem };

/** No text file gets this far with a zero byte, so the mark cannot stand in one. */
const BAD_CELL = '\u0000bad:';

/** Marks a cell that is an error (`#N/A`) or holds no plain value, with what was seen: it is never read as text. */
export function markBadCell(seen: string): string {
  return `${BAD_CELL}${seen}`;
}

/** What was seen in a cell that is marked as bad; null for any other cell. The first sign settles it for nearly all. */
export function findBadCell(text: string): string | null {
  return text.charCodeAt(0) === 0 && text.startsWith(BAD_CELL) ? text.slice(BAD_CELL.length) : null;
}

/** The sign before the decimals of a number, where nothing says otherwise. */
export const DECIMAL_POINT = '.';

/**
 * The text of a number in a cell. Beyond 2^53 the last digits are lost, and an id would become another one. A mapping
 * that reads amounts with a comma gets numbers with a comma: a point would stand between groups of digits there.
 */
export function formatNumber(value: number, decimal: string): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? markBadCell('a number of more than 15 digits')
    : String(value).replace(DECIMAL_POINT, decimal);
}

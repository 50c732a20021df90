import type { RowProblem } from '../domain/rejected-row.ts';

/**
 * One row of a file before anybody knows what its columns mean. Cells are trimmed text, by position (CSV, XLSX) or by
 * name (NDJSON); a row that cannot even be read so far carries its problem.
 */
export type SourceRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly named: Readonly<Record<string, string>> }
  | { readonly line: number; readonly problem: RowProblem };

/** A cell that a file marks as an error (`#N/A`), or that holds no plain value: never read as text. */
export const BAD_CELL = '\u0000bad:';

/** Makes the mark of a bad cell, with what was seen. */
export function markBadCell(seen: string): string {
  return `${BAD_CELL}${seen}`;
}

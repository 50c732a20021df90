import type { PageCell, PageLine } from './report-model.ts';

/** A cell of a line of a free page, with the columns that it takes. */
export type PlacedCell = {
  readonly cell: PageCell;
  /** Its first column, counted from 0. */
  readonly column: number;
  readonly span: number;
};

/** Places the cells of a line: each stands behind the columns that the one before it takes. */
export function placeCells(line: PageLine): readonly PlacedCell[] {
  const placed: PlacedCell[] = [];
  let column = 0;
  for (const cell of line) {
    const span = cell?.span ?? 1;
    if (cell !== null) placed.push({ cell, column, span });
    column += span;
  }
  return placed;
}

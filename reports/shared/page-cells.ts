import type { CellValue, PageCell, PageCellLook, PageLine } from '../report-model.ts';

/** A cell of a free page. */
export function cell(look: PageCellLook, value: CellValue): PageCell {
  return { look, value };
}

/** A cell that takes several columns. */
export function wide(look: PageCellLook, value: CellValue, span: number): PageCell {
  return { look, value, span };
}

/** The headings of a table on a free page. */
export function headings(...texts: readonly string[]): PageLine {
  return texts.map((text) => cell('heading', text));
}

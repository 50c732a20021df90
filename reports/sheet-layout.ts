import assert from 'node:assert/strict';
import type { Bilingual } from '../src/domain/fact.ts';
import type { Report } from './report-model.ts';

/** Rows that Excel has on one sheet. */
const EXCEL_ROWS = 1_048_576;
/** Rows of a table sheet that hold no data: the headings, the blank row before the totals, the totals. */
const ROWS_AROUND_DATA = 3;
/** Rows kept free for what stands under the totals: notes and the place to sign. */
const ROWS_FOR_CLOSING = 20;

/** Data rows that fit on one sheet; the rest goes on further sheets. */
export const MAX_DATA_ROWS_PER_SHEET = EXCEL_ROWS - ROWS_AROUND_DATA - ROWS_FOR_CLOSING;

const MAX_SHEET_NAME_LENGTH = 31;
const FORBIDDEN_IN_SHEET_NAME = /[\\/*?:[\]]|^'|'$/;
/** Excel cannot open a sheet whose header or footer is longer, its codes included. */
const MAX_HEADER_FOOTER_LENGTH = 255;

/** How many sheets so many rows take; a table without rows has a sheet, too. */
export function countParts(rowCount: number, maxRowsPerSheet: number): number {
  return Math.max(1, Math.ceil(rowCount / maxRowsPerSheet));
}

/** The sheet name of a part: `Name`, then `Name (2)` and so on. Throws an assertion on a name that Excel refuses. */
export function toPartName(name: string, part: number): string {
  const partName = part === 1 ? name : `${name} (${part})`;
  assert(partName.length > 0 && partName.length <= MAX_SHEET_NAME_LENGTH, `sheet name of a wrong length: ${partName}`);
  assert(!FORBIDDEN_IN_SHEET_NAME.test(partName), `sheet name with a forbidden character: ${partName}`);
  return partName;
}

/** The letters of a column, counted from 0: A, B … Z, AA. */
export function toColumnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : toColumnLetters(Math.floor(index / 26) - 1) + letter;
}

/** What stands above and below each printed page of a sheet, in the codes of Excel. */
export function buildHeaderFooter(report: Report, title: Bilingual): { oddHeader: string; oddFooter: string } {
  const oddHeader = `&L&"Times New Roman,Bold"${escapeCodes(report.organisation)}&R&"Times New Roman,Regular"${escapeCodes(title.vi)}`;
  const oddFooter = `&L&"Times New Roman,Regular"${escapeCodes(report.footer)}&R&"Times New Roman,Regular"Trang &P/&N`;
  for (const text of [oddHeader, oddFooter]) {
    assert(text.length <= MAX_HEADER_FOOTER_LENGTH, 'the header or footer of a sheet is longer than Excel takes');
  }
  return { oddHeader, oddFooter };
}

function escapeCodes(text: string): string {
  return text.replaceAll('&', '&&');
}

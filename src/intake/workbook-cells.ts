import type exceljs from 'exceljs';
import { formatNumber, markBadCell } from './source-table.ts';

const DAY_MS = 86_400_000;
/** Serial number of 1970-01-01 in workbooks that count from 1900, and how much later those of old Macs begin. */
const EPOCH_SERIAL = 25_569;
const SHIFT_1904_DAYS = 1_462;

/** How days are counted in a workbook, and the sign that its numbers get before their decimals. */
export type Notation = { readonly is1904: boolean; readonly decimal: string };

/** What the cells of a row say as text; what has no plain value is marked. */
export function readRowCells(row: exceljs.Row, notation: Notation): string[] {
  const values: readonly exceljs.CellValue[] = Array.isArray(row.values) ? row.values.slice(1) : [];
  return Array.from(values, (value, index) => toText(value, () => row.getCell(index + 1).numFmt, notation));
}

function toText(
  value: exceljs.CellValue | undefined,
  readFormat: () => string | undefined,
  notation: Notation,
): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return formatNumber(value, notation.decimal);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Date) return formatDate(value);
  if ('error' in value) return markBadCell(String(value.error));
  if ('richText' in value) return joinRichText(value.richText);
  if ('text' in value) return toText(value.text, readFormat, notation);
  if ('formula' in value || 'sharedFormula' in value) return formatResult(value.result, readFormat(), notation);
  return '';
}

function joinRichText(parts: readonly exceljs.RichText[]): string {
  return parts
    .map((part) => part.text)
    .join('')
    .trim();
}

/** The reader leaves the result of a formula a number, also where it is a date, and makes NaN of an error. */
function formatResult(
  result: exceljs.CellFormulaValue['result'],
  format: string | undefined,
  notation: Notation,
): string {
  if (result === undefined || result === null) return markBadCell('a formula without a result');
  if (typeof result !== 'number') return toText(result, () => format, notation);
  if (Number.isNaN(result)) return markBadCell('a formula that ends in an error');
  if (!isDateFormat(format)) return formatNumber(result, notation.decimal);
  return formatDate(new Date((result - EPOCH_SERIAL + (notation.is1904 ? SHIFT_1904_DAYS : 0)) * DAY_MS));
}

function isDateFormat(format: string | undefined): boolean {
  return /[ymdhs]/.test((format ?? '').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '').replace('General', ''));
}

/**
 * exceljs gives the wall-clock time of a cell as if it were UTC; to the second, because days are fractions there. A date
 * before 1910 is one that a program has written as ISO text, of which the reader takes the year for a number of days.
 */
function formatDate(value: Date): string {
  const ms = Math.round(value.getTime() / 1000) * 1000;
  if (Number.isNaN(ms) || new Date(ms).getUTCFullYear() < 1910) return markBadCell('a date that cannot be read');
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

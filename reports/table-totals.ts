import assert from 'node:assert/strict';
import { type FormulaCell, MINOR_PER_MAJOR } from './cell-value.ts';
import type { CellValue, Column, ColumnType } from './report-model.ts';
import { toColumnLetters } from './sheet-layout.ts';

/** Functions of SUBTOTAL that leave out rows which a filter or a hand has hidden. */
const COUNT_VISIBLE = 103;
const SUM_VISIBLE = 109;

/** A number of a row of the table, by column key; 0 where the row has none. */
export type ReadNumber = (key: string) => number;

/** What has been added up so far, by column key; money in its minor unit. */
export type RunningTotals = Map<string, number>;

/** Sums that are exact to the last unit, by column key. */
export type ExactSums = Map<string, bigint>;

const WHOLE_NUMBERS: ReadonlySet<ColumnType> = new Set(['integer', 'money', 'money-cents']);

/** Adds a value that was written to the sum of its column, where that holds whole numbers. */
export function addToSums(sums: ExactSums, column: Column, value: CellValue): void {
  if (!WHOLE_NUMBERS.has(column.type) || column.share !== undefined) return;
  const addend = typeof value === 'number' ? BigInt(value) : 0n;
  sums.set(column.key, (sums.get(column.key) ?? 0n) + addend);
}

/** Adds a value that was written to the totals of its column; empty cells count for nothing. */
export function addToTotals(totals: RunningTotals, column: Column, value: CellValue): void {
  if (column.total === 'none' || value === null) return;
  const addend = column.total === 'count' ? 1 : value;
  assert(typeof addend === 'number', `the column ${column.key} cannot be summed`);
  totals.set(column.key, (totals.get(column.key) ?? 0) + addend);
}

/** The total of a column over the rows from the second to `lastRow`; null for a column that has none. */
export function buildTotal(
  columns: readonly Column[],
  index: number,
  lastRow: number,
  totals: RunningTotals,
): FormulaCell | null {
  const column = columns[index];
  if (column === undefined || column.total === 'none') return null;
  const letters = toColumnLetters(index);
  const code = column.total === 'count' ? COUNT_VISIBLE : SUM_VISIBLE;
  const total = totals.get(column.key) ?? 0;
  const isInCents = column.total === 'sum' && column.type === 'money-cents';
  return {
    formula: `SUBTOTAL(${code},${letters}2:${letters}${lastRow})`,
    result: isInCents ? total / MINOR_PER_MAJOR : total,
  };
}

/** The formula of a share column in one row, with its result; an empty text where there is nothing to divide by. */
export function buildShare(
  columns: readonly Column[],
  share: NonNullable<Column['share']>,
  rowNumber: number,
  readNumber: ReadNumber,
): FormulaCell {
  const toAddress = (key: string): string => {
    const index = columns.findIndex((column) => column.key === key);
    assert(index >= 0, `a share is made of the column ${key}, which the sheet does not have`);
    return `${toColumnLetters(index)}${rowNumber}`;
  };
  const whole = share.among.map(toAddress).join('+');
  const wholeNumber = share.among.reduce((sum, key) => sum + readNumber(key), 0);
  return {
    formula: `IF(${whole}=0,"",${toAddress(share.of)}/(${whole}))`,
    result: wholeNumber === 0 ? '' : readNumber(share.of) / wholeNumber,
  };
}

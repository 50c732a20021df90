import assert from 'node:assert/strict';
import { ExactSum } from '../src/domain/exact-sum.ts';
import { type FormulaCell, MINOR_PER_MAJOR, toCellText } from './cell-value.ts';
import type { CellValue, Column, ColumnType, ExactSums, RunningTotals, SheetRow } from './report-model.ts';
import { toColumnLetters } from './sheet-layout.ts';

/** Functions of SUBTOTAL that leave out rows which a filter or a hand has hidden. */
const COUNT_VISIBLE = 103;
const SUM_VISIBLE = 109;

/** A number of a row of the table, by column key; 0 where the row has none. */
export type ReadNumber = (key: string) => number;

/** Adds up the rows of a table that are written. */
export type TableTally = {
  readonly add: (row: SheetRow) => void;
  /** Of the columns that have a total, and a value somewhere. */
  readonly readTotals: () => RunningTotals;
  /** Of the columns of whole numbers, whether they have a total or not. */
  readonly readSums: () => ExactSums;
};

type SumDraft = { readonly key: string; readonly sum: ExactSum; hasRows: boolean };
type TotalDraft = { readonly column: Column; total: number; hasValues: boolean };

const WHOLE_NUMBERS: ReadonlySet<ColumnType> = new Set(['integer', 'money', 'money-cents']);

/** Starts adding up; empty cells count for nothing. */
export function createTally(columns: readonly Column[]): TableTally {
  const own = columns.filter(({ share }) => share === undefined);
  const sums = own
    .filter(({ type }) => WHOLE_NUMBERS.has(type))
    .map(({ key }): SumDraft => ({ key, sum: new ExactSum(), hasRows: false }));
  const totals = own.filter(({ total }) => total !== 'none').map((column) => createTotalDraft(column));
  return {
    add: (row) => {
      for (const draft of sums) addToSum(draft, row[draft.key] ?? null);
      for (const draft of totals) addToTotal(draft, row[draft.column.key] ?? null);
    },
    readTotals: () =>
      new Map(totals.filter(({ hasValues }) => hasValues).map(({ column, total }) => [column.key, total])),
    readSums: () => new Map(sums.filter(({ hasRows }) => hasRows).map(({ key, sum }) => [key, sum.total])),
  };
}

function createTotalDraft(column: Column): TotalDraft {
  return { column, total: 0, hasValues: false };
}

function addToSum(draft: SumDraft, value: CellValue): void {
  draft.hasRows = true;
  if (typeof value === 'number') draft.sum.add(value);
}

function addToTotal(draft: TotalDraft, value: CellValue): void {
  if (value === null || isEmptyText(value)) return;
  const { column } = draft;
  const addend = column.total === 'count' ? 1 : value;
  if (typeof addend !== 'number') assert.fail(`the column ${column.key} cannot be summed`);
  draft.total += addend;
  draft.hasValues = true;
}

function isEmptyText(value: string | number): boolean {
  return typeof value === 'string' && toCellText(value) === '';
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

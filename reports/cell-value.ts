import assert from 'node:assert/strict';
import { isCalendarDate, toEpochDay } from '../src/domain/calendar-date.ts';
import { formatInstant, type Instant, splitIntoDay } from '../src/domain/instant.ts';
import type { CellValue, ColumnType } from './report-model.ts';

/** A live formula and the result that is stored with it, so that it shows where nothing is calculated. */
export type FormulaCell = { readonly formula: string; readonly result: number | string };

/** What may stand in a cell: only primitives come from data, formulas are made here and nowhere else. */
export type ExcelCell = string | number | Date | FormulaCell | null;

/** What Excel holds in one cell at most, in UTF-16 units. */
export const MAX_CELL_LENGTH = 32_767;

/** Cents that make one unit of a currency with two decimals. */
export const MINOR_PER_MAJOR = 100;

const DAY_MS = 86_400_000;
const FIRST_EXCEL_DAY = toEpochDay('1900-03-01'); // before it Excel counts a 29 February 1900 that never was
const LAST_EXCEL_DAY = toEpochDay('9999-12-31');
/** Day 0 of the epoch as Excel counts days. */
const EPOCH_IN_EXCEL = 25_569;

/** Units of UTF-16 that a text may have to be looked at for: surrogates, alone or not, and what is taken out or changed. */
const MAYBE_NOT_IN_XML = /[^\t\n\x20-\uD7FF\uE000-\uFFFD]/;

/** Characters that XML 1.0 does not allow, lone surrogates included: one of them makes the whole file unreadable. */
const NOT_IN_XML = /[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Turns a value of a report into a primitive or a date that may stand in a cell. Throws an assertion where the value
 * does not fit the type of its column, because that is an error of the program and would corrupt the workbook.
 */
export function toExcelValue(value: CellValue, type: ColumnType): string | number | Date | null {
  if (value === null) return null;
  switch (type) {
    case 'text':
      if (typeof value !== 'string') assert.fail(`a text column got a ${typeof value}`);
      return toCellText(value) || null; // an empty text would be counted as a value
    case 'date':
      assert(typeof value === 'string' && isCalendarDate(value), 'a date column got something that is no date');
      return toExcelDate(toEpochDay(value), 0) ?? value;
    case 'instant':
      return toExcelInstant(getNumber(value, type));
    case 'integer':
    case 'money':
      return getWholeNumber(value, type);
    case 'money-cents':
      return getWholeNumber(value, type) / MINOR_PER_MAJOR;
    case 'hours':
    case 'percent':
      return getNumber(value, type);
  }
}

/** The number of a date as Excel counts days; undefined for a text that names none, or one that Excel does not have. */
export function toExcelDay(date: string): number | undefined {
  if (!isCalendarDate(date)) return undefined;
  const epochDay = toEpochDay(date);
  return isExcelDay(epochDay) ? EPOCH_IN_EXCEL + epochDay : undefined;
}

/** The number of a moment as Excel counts days, its hours as a fraction. */
export function toExcelTime(moment: Date): number {
  return EPOCH_IN_EXCEL + moment.getTime() / DAY_MS;
}

/** Cuts text to what a cell holds and takes out what XML does not allow. */
export function toCellText(text: string): string {
  if (text.length <= MAX_CELL_LENGTH && !MAYBE_NOT_IN_XML.test(text)) return text;
  return text.slice(0, MAX_CELL_LENGTH).replace(/\r\n?/g, '\n').replace(NOT_IN_XML, '');
}

/** Excel knows no time zones and exceljs writes UTC: shifted so that the wall clock of Vietnam is shown. */
function toExcelInstant(instant: Instant): Date | string {
  const { epochDay, msOfDay } = splitIntoDay(instant);
  return toExcelDate(epochDay, msOfDay) ?? formatInstant(instant);
}

/** Undefined for days that Excel does not have; they stay text, because a wrong year in the data is no reason to fail. */
function toExcelDate(epochDay: number, msOfDay: number): Date | undefined {
  return isExcelDay(epochDay) ? new Date(epochDay * DAY_MS + msOfDay) : undefined;
}

function isExcelDay(epochDay: number): boolean {
  return epochDay >= FIRST_EXCEL_DAY && epochDay <= LAST_EXCEL_DAY;
}

function getNumber(value: string | number, type: ColumnType): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return assert.fail(`a column of type ${type} got no finite number`);
}

function getWholeNumber(value: string | number, type: ColumnType): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  return assert.fail(`a column of type ${type} got something that is no whole number`);
}

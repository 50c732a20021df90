import { isCalendarDate } from '../domain/calendar-date.ts';
import { type Instant, parseInstant } from '../domain/instant.ts';
import { CURRENCIES } from '../domain/money.ts';
import type { RejectionCode, RowProblem } from '../domain/rejected-row.ts';
import type { Column } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { showValue } from './show-value.ts';
import { findBadCell } from './source-table.ts';

/** Ids are keys of the store. */
export const MAX_ID_CHARS = 100;

/** Control characters and halves of signs have no place in a cell; in longer texts line breaks and tabs have. */
const CONTROL = /[\p{Cc}\p{Cs}]/u;
const CONTROL_IN_TEXT = /(?![\t\r\n])[\p{Cc}\p{Cs}]/u;

const YES_NO = ['yes', 'no'];

/** The value of a cell, or what is wrong with it. Empty cells never come here. */
export type ParsedCell = { readonly value: string | number } | { readonly problem: RowProblem };

/** Parses one cell by the type of its column. Instants become milliseconds, whole numbers numbers, the rest text. */
export function parseCell(text: string, column: Column, limits: IntakeLimits): ParsedCell {
  const bad = findBadCell(text);
  if (bad !== null) return reject(column, 'BAD_CELL', bad, 'a plain value');
  switch (column.type) {
    case 'id':
    case 'code':
      return parseId(text, column);
    case 'text':
      return parseText(text, column, limits);
    case 'instant':
      return parseInstantCell(text, column);
    case 'choice':
      return parseChoice(text.toLowerCase(), text, column);
    case 'integer': {
      const parsed = parseChoice(text, text, column);
      return 'value' in parsed ? { value: Number(parsed.value) } : parsed;
    }
    case 'boolean':
      return parseChoice(text.toLowerCase(), text, column, YES_NO);
    case 'currency':
      return parseChoice(text.toUpperCase(), text, column, CURRENCIES);
    case 'codes':
      return parseCodes(text, column);
    case 'date':
      return parseDate(text, column);
    case 'month':
      return parseMonth(text, column);
    case 'amount':
      return parseAmountText(text, column);
  }
}

/** A day; workbooks give their date cells a time, which must be midnight. */
function parseDate(text: string, column: Column): ParsedCell {
  const day = text.replace(/[ T]00:00(:00)?$/, '');
  if (isCalendarDate(day)) return { value: day };
  const isSerial = /^\d{5}(\.\d+)?$/.test(text);
  const hint = isSerial ? '; this looks like a serial number of Excel: give the cell a date format' : '';
  return reject(column, 'BAD_DATE', text, `a real day such as 2026-11-23${hint}`);
}

function parseMonth(text: string, column: Column): ParsedCell {
  const month = text.replace(/-01[ T]00:00(:00)?$/, '');
  if (isCalendarDate(`${month}-01`)) return { value: month };
  return reject(column, 'BAD_DATE', text, 'a month such as 2026-10');
}

/** Digits and at most one decimal point: 1.234.567 and 1,234,567 are read only with a mapping that says so. */
function parseAmountText(text: string, column: Column): ParsedCell {
  if (/^\d+(\.\d+)?$/.test(text)) return { value: text };
  const isNegative = /^-\s*\d/.test(text);
  const isGrouped = /^\d{1,3}([., \u00a0\u202f']\d{3})+([.,]\d+)?$/.test(text) || /^\d+,\d+$/.test(text);
  const allowed = isNegative
    ? 'an amount that is not negative; a refund or credit note is a payment row of that kind'
    : `digits, with a point before decimals where the currency has them${isGrouped ? '; "numberFormat" in a mapping reads grouped digits' : ''}`;
  return reject(column, 'BAD_AMOUNT', text, allowed);
}

function parseCodes(text: string, column: Column): ParsedCell {
  const codes = text
    .split(';')
    .map((code) => code.trim().toLowerCase())
    .filter((code) => code !== '');
  const unknown = codes.find((code) => column.values?.includes(code) === false);
  if (unknown !== undefined) return reject(column, 'NOT_IN_LIST', unknown, `codes of: ${column.values?.join(', ')}`);
  return { value: [...new Set(codes)].join(';') };
}

function parseId(text: string, column: Column): ParsedCell {
  if (text.length > MAX_ID_CHARS) return reject(column, 'TOO_LONG', text, `at most ${MAX_ID_CHARS} characters`);
  if (CONTROL.test(text))
    return reject(column, 'BAD_CHARACTER', text, 'letters, digits and signs, no control characters');
  return { value: text };
}

/** Long texts may hold personal data: the message names the column and not the value. */
function parseText(text: string, column: Column, limits: IntakeLimits): ParsedCell {
  if (text.length > limits.maxCellChars) {
    return reject(column, 'TOO_LONG', null, `at most ${limits.maxCellChars} characters; there are ${text.length}`);
  }
  if (CONTROL_IN_TEXT.test(text)) return reject(column, 'BAD_CHARACTER', null, 'text without control characters');
  return { value: text };
}

function parseInstantCell(text: string, column: Column): ParsedCell {
  const instant: Instant | undefined = parseInstant(text);
  if (instant !== undefined) return { value: instant };
  const isDateOnly = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const example = 'date and time such as 2026-11-23T09:00:00+07:00 or 2026-11-23 09:00';
  return reject(column, 'BAD_INSTANT', text, isDateOnly ? `the time too: ${example}` : `a real ${example}`);
}

function parseChoice(key: string, text: string, column: Column, values = column.values): ParsedCell {
  if (values?.includes(key)) return { value: key };
  return reject(column, 'NOT_IN_LIST', text, `one of: ${values?.join(', ')}`);
}

function reject(column: Column, code: RejectionCode, value: string | null, allowed: string): ParsedCell {
  return { problem: { column: column.name, code, value: value === null ? null : showValue(value), allowed } };
}

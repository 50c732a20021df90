import { isCalendarDate } from '../domain/calendar-date.ts';
import { parseInstant } from '../domain/instant.ts';
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

/** Most cells have nothing but plain letters and signs; to find that out takes a third of the time. */
const NOT_PLAIN = /[^ -~]/;

const YES_NO = ['yes', 'no'];

/** The value of a cell, or what is wrong with it. */
export type ParsedCell = string | number | RowProblem;

/** Parses the cells of one column. Empty cells never come here. */
export type CellParser = (text: string) => ParsedCell;

/**
 * Builds the parser of a column: Instants become milliseconds, whole numbers numbers, the rest text. A cell that says the
 * same as the one above it is not looked at again: the rows of a customer stand together, and codes repeat.
 */
export function buildCellParser(column: Column, limits: IntakeLimits): CellParser {
  const parse = buildTypeParser(column, limits);
  let lastText: string | null = null;
  let last: ParsedCell = '';
  return (text) => {
    if (text === lastText) return last;
    const bad = findBadCell(text);
    last = bad === null ? parse(text) : reject(column, 'BAD_CELL', bad, 'a plain value');
    lastText = text;
    return last;
  };
}

function buildTypeParser(column: Column, limits: IntakeLimits): CellParser {
  switch (column.type) {
    case 'id':
    case 'code':
      return (text) => parseId(text, column);
    case 'text':
      return (text) => parseText(text, column, limits);
    case 'instant':
      return (text) => parseInstantCell(text, column);
    case 'choice':
      return buildChoiceParser(column, column.values, (text) => text.toLowerCase());
    case 'integer': {
      const parse = buildChoiceParser(column, column.values, (text) => text);
      return (text) => {
        const parsed = parse(text);
        return typeof parsed === 'object' ? parsed : Number(parsed);
      };
    }
    case 'boolean':
      return buildChoiceParser(column, YES_NO, (text) => text.toLowerCase());
    case 'currency':
      return buildChoiceParser(column, CURRENCIES, (text) => text.toUpperCase());
    case 'codes':
      return (text) => parseCodes(text, column);
    case 'date':
      return (text) => parseDate(text, column);
    case 'month':
      return (text) => parseMonth(text, column);
    case 'amount':
      return (text) => parseAmountText(text, column);
  }
}

function parseId(text: string, column: Column): ParsedCell {
  if (text.length > MAX_ID_CHARS) return reject(column, 'TOO_LONG', text, `at most ${MAX_ID_CHARS} characters`);
  if (NOT_PLAIN.test(text) && CONTROL.test(text))
    return reject(column, 'BAD_CHARACTER', text, 'letters, digits and signs, no control characters');
  return text;
}

/** Long texts may hold personal data: the message names the column and not the value. */
function parseText(text: string, column: Column, limits: IntakeLimits): ParsedCell {
  if (text.length > limits.maxCellChars) {
    return reject(column, 'TOO_LONG', null, `at most ${limits.maxCellChars} characters; there are ${text.length}`);
  }
  if (NOT_PLAIN.test(text) && CONTROL_IN_TEXT.test(text))
    return reject(column, 'BAD_CHARACTER', null, 'text without control characters');
  return text;
}

function parseInstantCell(text: string, column: Column): ParsedCell {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  const isDateOnly = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const example = 'date and time such as 2026-11-23T09:00:00+07:00 or 2026-11-23 09:00';
  return reject(column, 'BAD_INSTANT', text, isDateOnly ? `the time too: ${example}` : `a real ${example}`);
}

/** One of some values, which `fold` makes of a text in other letters. */
function buildChoiceParser(column: Column, values: readonly string[] = [], fold: (text: string) => string): CellParser {
  const known = new Map(values.map((value) => [value, value]));
  return (text) =>
    known.get(text) ?? known.get(fold(text)) ?? reject(column, 'NOT_IN_LIST', text, `one of: ${values.join(', ')}`);
}

function parseCodes(text: string, column: Column): ParsedCell {
  const codes = text
    .split(';')
    .map((code) => code.trim().toLowerCase())
    .filter((code) => code !== '');
  const unknown = codes.find((code) => column.values?.includes(code) === false);
  if (unknown !== undefined) return reject(column, 'NOT_IN_LIST', unknown, `codes of: ${column.values?.join(', ')}`);
  return [...new Set(codes)].join(';');
}

/** A day; workbooks give their date cells a time, which must be midnight. */
function parseDate(text: string, column: Column): ParsedCell {
  if (isCalendarDate(text)) return text;
  const day = text.replace(/[ T]00:00(:00)?$/, '');
  if (isCalendarDate(day)) return day;
  const isSerial = /^\d{5}(\.\d+)?$/.test(text);
  const hint = isSerial ? '; this looks like a serial number of Excel: give the cell a date format' : '';
  return reject(column, 'BAD_DATE', text, `a real day such as 2026-11-23${hint}`);
}

function parseMonth(text: string, column: Column): ParsedCell {
  const month = text.replace(/-01[ T]00:00(:00)?$/, '');
  if (isCalendarDate(`${month}-01`)) return month;
  return reject(column, 'BAD_DATE', text, 'a month such as 2026-10');
}

/** Digits and at most one decimal point: 1.234.567 and 1,234,567 are read only with a mapping that says so. */
function parseAmountText(text: string, column: Column): ParsedCell {
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  const isNegative = /^-\s*\d/.test(text);
  const isGrouped = /^\d{1,3}([., \u00a0\u202f']\d{3})+([.,]\d+)?$/.test(text) || /^\d+,\d+$/.test(text);
  const allowed = isNegative
    ? 'an amount that is not negative; a refund or credit note is a payment row of that kind'
    : `digits, with a point before decimals where the currency has them${isGrouped ? '; "numberFormat" in a mapping reads grouped digits' : ''}`;
  return reject(column, 'BAD_AMOUNT', text, allowed);
}

function reject(column: Column, code: RejectionCode, value: string | null, allowed: string): RowProblem {
  return { column: column.name, code, value: value === null ? null : showValue(value), allowed };
}

import { addDays, type CalendarDate, isCalendarDate } from '../domain/calendar-date.ts';
import { parseInstant } from '../domain/instant.ts';
import type { RejectionCode, RowProblem } from '../domain/rejected-row.ts';
import type { ColumnType } from './column.ts';
import { getLayout, type InputName } from './layouts.ts';
import { buildDateParser, buildDayParser, type DateParser, shiftToText } from './mapped-date.ts';
import type { MappedColumn, Mapping, NumberFormat, ValueTest } from './mapping-shape.ts';
import type { Texts } from './parse-row.ts';
import { showValue } from './show-value.ts';
import { type Cells, findBadCell } from './source-table.ts';

/** One row of a group, with its line; a row by itself is a group of one. */
export type SourceCells = { readonly line: number; readonly cells: Cells };

/** A value that could not be mapped, and the row that it came from. */
export type MappingFailure = { readonly line: number; readonly problem: RowProblem };

/** Texts of the canonical columns, the lines that they came from, and everything that could not be mapped. */
export type Mapped = {
  readonly texts: Texts;
  readonly lines: ReadonlyMap<string, number>;
  readonly failures: readonly MappingFailure[];
};

/** Turns the rows of one record, in the order of the file, into texts of the canonical columns. */
export type RowMapper = (rows: readonly SourceCells[]) => Mapped;

/** Prepares a mapping: formats are parsed once, not per row. */
export function buildRowMapper(mapping: Mapping): RowMapper {
  return buildMapper(mapping.columns, mapping.for, mapping);
}

/** The mapper of the payments that stand in the rows of invoices; null where the mapping finds none there. */
export function buildPaymentMapper(mapping: Mapping): RowMapper | null {
  return mapping.payments === undefined ? null : buildMapper(mapping.payments.columns, 'payments', mapping);
}

function buildMapper(
  mappedColumns: Readonly<Record<string, MappedColumn>>,
  input: InputName,
  mapping: Mapping,
): RowMapper {
  const layout = getLayout(input);
  const columns = Object.entries(mappedColumns).map(([name, mapped]) => {
    const index = layout.columns.findIndex((column) => column.name === name);
    return { name, index, read: buildColumnReader(name, mapped, mapping, layout.columns[index]?.type ?? 'text') };
  });
  return (rows) => {
    const texts = layout.columns.map((): string | null => null);
    const lines = new Map<string, number>();
    const failures: MappingFailure[] = [];
    for (const { name, index, read } of columns) {
      const result = read(rows);
      if (result === null) continue;
      if ('problem' in result) failures.push(result);
      else {
        texts[index] = result.text;
        lines.set(name, result.line);
      }
    }
    return { texts, lines, failures };
  };
}

const CELL_DATE = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
/** `YYYY-DD-MM` looks like a date of a cell, and is another day. */
const DAY_BEFORE_MONTH_AFTER_YEAR = /^YYYY.*D.*M/;

type MappedText = { readonly line: number; readonly text: string };
type ColumnReader = (rows: readonly SourceCells[]) => MappedText | MappingFailure | null;
type TextReader = (text: string, line: number) => MappedText | MappingFailure | null;

function buildColumnReader(name: string, mapped: MappedColumn, mapping: Mapping, type: ColumnType): ColumnReader {
  if ('constant' in mapped) {
    const isThere = buildTest(mapped.whenAny);
    return (rows) => {
      const row = rows.find(isThere);
      return row === undefined ? null : { text: mapped.constant, line: row.line };
    };
  }
  if ('instantOf' in mapped) {
    const readDate = buildDateReader(name, mapped.dateFormat ?? mapping.dateFormat, mapping.shiftDays ?? 0);
    const isStart = buildTest(mapped.whenFirst);
    return (rows) => readFrom(rows.find(isStart), mapped.instantOf, name, readDate);
  }
  const read = buildTextReader(name, mapped, mapping, type);
  return (rows) => readFrom(chooseRow(rows, mapped.from, mapped.take), mapped.from, name, read);
}

function buildTextReader(
  name: string,
  mapped: Extract<MappedColumn, { readonly from: string }>,
  mapping: Mapping,
  type: ColumnType,
): TextReader {
  const format = mapped.dateFormat ?? mapping.dateFormat;
  const shiftDays = mapping.shiftDays ?? 0;
  if (type === 'instant') return buildDateReader(name, format, shiftDays);
  if (type === 'date') return buildDayReader(name, format, shiftDays);
  return type === 'amount' ? buildAmountReader(name, mapping.numberFormat) : buildTranslation(name, mapped);
}

/** A cell that the file marks as an error has no meaning, so that no value list may give it one. */
function readFrom(
  row: SourceCells | undefined,
  source: string,
  column: string,
  read: TextReader,
): ReturnType<TextReader> {
  const text = row?.cells[source];
  if (row === undefined || text === undefined) return null;
  const bad = findBadCell(text);
  return bad === null ? read(text, row.line) : fail(row.line, column, 'BAD_CELL', bad, 'a plain value');
}

function buildTest(test: ValueTest | undefined): (row: SourceCells) => boolean {
  if (test === undefined) return () => true;
  const values = new Set(test.in);
  return ({ cells }) => values.has(cells[test.column] ?? '');
}

/** The first row that has a value; or the last row, whatever it has: it carries the final state. */
function chooseRow(
  rows: readonly SourceCells[],
  column: string,
  take: 'first' | 'last' | undefined,
): SourceCells | undefined {
  return take === 'last' ? rows.at(-1) : rows.find(({ cells }) => cells[column] !== undefined);
}

function buildDateReader(column: string, format: string | undefined, shiftDays: number): TextReader {
  const parseFormat = format === undefined ? undefined : buildDateParser(format);
  // A date cell of a workbook has no format of its own: it comes as `YYYY-MM-DD HH:mm:ss`, whatever it looks like.
  const isClear = format === undefined || !DAY_BEFORE_MONTH_AFTER_YEAR.test(format);
  const parse: DateParser = (text) => {
    const instant = parseFormat?.(text);
    return instant === undefined && (parseFormat === undefined || (isClear && CELL_DATE.test(text)))
      ? parseInstant(text)
      : instant;
  };
  const allowed = format === undefined ? 'an ISO instant' : `a date and time as ${format}`;
  return (text, line) => {
    const instant = parse(text);
    if (instant === undefined) return fail(line, column, 'BAD_INSTANT', text, allowed);
    return { text: shiftToText(instant, shiftDays), line };
  };
}

/** A day; without a format, and in date cells of a workbook, it is ISO text with midnight or without a time. */
function buildDayReader(column: string, format: string | undefined, shiftDays: number): TextReader {
  const parseFormat = format === undefined ? undefined : buildDayParser(format);
  const isClear = format === undefined || !DAY_BEFORE_MONTH_AFTER_YEAR.test(format);
  const parseIso = (text: string): CalendarDate | undefined => {
    const day = text.replace(/[ T]00:00:00$/, '');
    const isCellOrIso = format === undefined || (isClear && CELL_DATE.test(text));
    return isCellOrIso && isCalendarDate(day) ? day : undefined;
  };
  const allowed = format === undefined ? 'a real day such as 2026-11-23' : `a day as ${format}`;
  return (text, line) => {
    const day = parseFormat?.(text) ?? parseIso(text);
    if (day === undefined) return fail(line, column, 'BAD_DATE', text, allowed);
    return { text: addDays(day, shiftDays), line };
  };
}

/** An amount as the file writes it, made into digits with a decimal point; groups must be of three digits. */
function buildAmountReader(column: string, format: NumberFormat | undefined): TextReader {
  if (format === undefined) return (text, line) => ({ text, line });
  const [decimal, grouping] = [escapeSign(format.decimal), escapeSign(format.grouping)];
  const pattern = new RegExp(`^(-?)(\\d+|\\d{1,3}(?:${grouping}\\d{3})+)(?:${decimal}(\\d+))?$`);
  const groupSigns = new RegExp(grouping, 'g');
  const allowed = `an amount with "${format.decimal}" before decimals and "${format.grouping}" between groups of three digits`;
  return (text, line) => {
    const match = pattern.exec(text);
    if (match === null) return fail(line, column, 'BAD_AMOUNT', text, allowed);
    const [, sign = '', whole = '', decimals] = match;
    const digits = whole.replace(groupSigns, '');
    return { text: `${sign}${digits}${decimals === undefined ? '' : `.${decimals}`}`, line };
  };
}

/** Programs that write blanks between groups write ones that do not break the line. */
function escapeSign(sign: string): string {
  if (sign === ' ') return '[ \\u00a0\\u202f]';
  return sign === '.' ? '\\.' : sign;
}

function buildTranslation(column: string, mapped: Extract<MappedColumn, { readonly from: string }>): TextReader {
  const { values, otherwise } = mapped;
  if (values === undefined) return (text, line) => ({ text, line });
  const table = new Map(Object.entries(values));
  const allowed = `one of: ${[...table.keys()].join(', ')}; or "otherwise" in the mapping`;
  return (text, line) => {
    const value = table.has(text) ? table.get(text) : otherwise;
    if (typeof value === 'string') return { text: value, line };
    return value === null ? null : fail(line, column, 'UNMAPPED_VALUE', text, allowed);
  };
}

function fail(line: number, column: string, code: RejectionCode, value: string, allowed: string): MappingFailure {
  return { line, problem: { column, code, value: showValue(value), allowed } };
}

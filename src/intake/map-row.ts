import { parseInstant } from '../domain/instant.ts';
import type { RejectionCode, RowProblem } from '../domain/rejected-row.ts';
import { buildDateParser, type DateParser, shiftToText } from './mapped-date.ts';
import { getLayout } from './mapping.ts';
import type { MappedColumn, Mapping, ValueTest } from './mapping-shape.ts';
import { showValue } from './show-value.ts';
import { type Cells, findBadCell } from './source-table.ts';

/** One row of a group, with its line; a row by itself is a group of one. */
export type SourceCells = { readonly line: number; readonly cells: Cells };

/** A value that could not be mapped, and the row that it came from. */
export type MappingFailure = { readonly line: number; readonly problem: RowProblem };

/** Canonical cells, the lines that they came from, and everything that could not be mapped. */
export type Mapped = {
  readonly cells: Cells;
  readonly lines: ReadonlyMap<string, number>;
  readonly failures: readonly MappingFailure[];
};

/** Turns the rows of one record, in the order of the file, into canonical cells. */
export type RowMapper = (rows: readonly SourceCells[]) => Mapped;

/** Prepares a mapping: formats are parsed once, not per row. */
export function buildRowMapper(mapping: Mapping): RowMapper {
  const types = new Map(getLayout(mapping.for).columns.map((column) => [column.name, column.type]));
  const columns = Object.entries(mapping.columns).map(([name, mapped]) => ({
    name,
    read: buildColumnReader(name, mapped, mapping, types.get(name) === 'instant'),
  }));
  return (rows) => {
    const cells: Record<string, string> = {};
    const lines = new Map<string, number>();
    const failures: MappingFailure[] = [];
    for (const { name, read } of columns) {
      const result = read(rows);
      if (result === null) continue;
      if ('problem' in result) failures.push(result);
      else {
        cells[name] = result.text;
        lines.set(name, result.line);
      }
    }
    return { cells, lines, failures };
  };
}

const CELL_DATE = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
/** `YYYY-DD-MM` looks like a date of a cell, and is another day. */
const DAY_BEFORE_MONTH_AFTER_YEAR = /^YYYY.*D.*M/;

type MappedText = { readonly line: number; readonly text: string };
type ColumnReader = (rows: readonly SourceCells[]) => MappedText | MappingFailure | null;
type TextReader = (text: string, line: number) => MappedText | MappingFailure | null;

function buildColumnReader(name: string, mapped: MappedColumn, mapping: Mapping, isInstant: boolean): ColumnReader {
  if ('constant' in mapped) {
    const isThere = buildTest(mapped.whenAny);
    return (rows) => {
      const row = rows.find(isThere);
      return row === undefined ? null : { text: mapped.constant, line: row.line };
    };
  }
  const readDate = buildDateReader(name, mapped.dateFormat ?? mapping.dateFormat, mapping.shiftDays ?? 0);
  if ('instantOf' in mapped) {
    const isStart = buildTest(mapped.whenFirst);
    return (rows) => readFrom(rows.find(isStart), mapped.instantOf, name, readDate);
  }
  const read = isInstant ? readDate : buildTranslation(name, mapped);
  return (rows) => readFrom(chooseRow(rows, mapped.from, mapped.take), mapped.from, name, read);
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

import { parseInstant } from '../domain/instant.ts';
import type { RowProblem } from '../domain/rejected-row.ts';
import { buildDateParser, type DateParser, shiftToText } from './mapped-date.ts';
import { getLayout, type MappedColumn, type Mapping, type ValueTest } from './mapping.ts';
import type { Cells } from './read-cells.ts';

/** One row of a group, with its line; a row by itself is a group of one. */
export type SourceCells = { readonly line: number; readonly cells: Cells };

/** A value that could not be mapped, and the row that it came from. */
export type MappingFailure = { readonly line: number; readonly problem: RowProblem };

/** Canonical cells, or everything that could not be mapped. */
export type Mapped = { readonly cells: Cells } | { readonly failures: readonly MappingFailure[] };

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
    const failures: MappingFailure[] = [];
    for (const { name, read } of columns) {
      const result = read(rows);
      if (result === null) continue;
      if ('problem' in result) failures.push(result);
      else cells[name] = result.text;
    }
    return failures.length > 0 ? { failures } : { cells };
  };
}

type ColumnReader = (rows: readonly SourceCells[]) => { readonly text: string } | MappingFailure | null;

function buildColumnReader(name: string, mapped: MappedColumn, mapping: Mapping, isInstant: boolean): ColumnReader {
  if ('constant' in mapped) {
    const isThere = buildTest(mapped.whenAny);
    return (rows) => (rows.some(isThere) ? { text: mapped.constant } : null);
  }
  const parse = readDates(mapped.dateFormat ?? mapping.dateFormat, mapping.shiftDays ?? 0, name);
  if ('instantOf' in mapped) {
    const isStart = buildTest(mapped.whenFirst);
    return (rows) => {
      const row = rows.find(isStart);
      const text = row?.cells[mapped.instantOf];
      return row === undefined || text === undefined ? null : parse(text, row.line);
    };
  }
  const translate = buildTranslation(name, mapped);
  return (rows) => {
    const row = chooseRow(rows, mapped.from, mapped.take);
    const text = row?.cells[mapped.from];
    if (row === undefined || text === undefined) return null;
    return isInstant ? parse(text, row.line) : translate(text, row.line);
  };
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

function readDates(format: string | undefined, shiftDays: number, column: string) {
  const parse: DateParser = (format === undefined ? undefined : buildDateParser(format)) ?? parseInstant;
  return (text: string, line: number): { readonly text: string } | MappingFailure => {
    const instant = parse(text);
    if (instant !== undefined) return { text: shiftToText(instant, shiftDays) };
    const allowed = format === undefined ? 'an ISO instant' : `a date and time as ${format}`;
    return { line, problem: { column, code: 'BAD_INSTANT', value: text.slice(0, 80), allowed } };
  };
}

function buildTranslation(column: string, mapped: Extract<MappedColumn, { readonly from: string }>) {
  const { values, otherwise } = mapped;
  if (values === undefined) return (text: string) => ({ text });
  const table = new Map(Object.entries(values));
  return (text: string, line: number): { readonly text: string } | MappingFailure | null => {
    const value = table.has(text) ? table.get(text) : otherwise;
    if (typeof value === 'string') return { text: value };
    if (value === null) return null;
    const allowed = `one of: ${[...table.keys()].join(', ')}; or "otherwise" in the mapping`;
    return { line, problem: { column, code: 'UNMAPPED_VALUE', value: text.slice(0, 80), allowed } };
  };
}

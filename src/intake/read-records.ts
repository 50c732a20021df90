import type { RejectedRow, RowProblem, RowWarning } from '../domain/rejected-row.ts';
import { mapBlocks } from './blocks.ts';
import type { Column, Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildRowMapper, type Mapped, type MappingFailure, type RowMapper, type SourceCells } from './map-row.ts';
import type { Mapping } from './mapping-shape.ts';
import { MAX_ID_CHARS, type ParsedCell, parseCell } from './parse-cell.ts';
import { parseRow, type Values } from './parse-row.ts';
import { type CellRow, readCells } from './read-cells.ts';
import { showValue } from './show-value.ts';
import { type Cells, findBadCell } from './source-table.ts';

/** One row of a grouped export, kept until all rows of its group are there. */
export type Fragment = { readonly line: number; readonly key: string; readonly cells: Cells };

/** What reading one row gives. */
export type IntakeItem<T> =
  | { readonly kind: 'record'; readonly line: number; readonly record: T }
  | { readonly kind: 'fragment'; readonly fragment: Fragment }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

export type IntakeOptions = { readonly limits: IntakeLimits; readonly mapping: Mapping | null };

const NO_LINES: ReadonlyMap<string, number> = new Map();

/** Makes the values of a row into a record, or tells what only shows between its cells. */
export type Build<T> = (
  values: Values,
  row: SourceCells,
) => { readonly record: T } | { readonly problems: readonly RowProblem[] };

/** Reads the rows of a file in blocks: each a record, a rejected row, a warning, or with a grouping mapping a fragment. */
export async function* readRecords<T>(
  file: InputFile,
  layout: Layout,
  options: IntakeOptions,
  build: Build<T>,
): AsyncGenerator<readonly IntakeItem<T>[]> {
  const { limits, mapping } = options;
  const mapper = mapping === null ? null : buildRowMapper(mapping);
  const key = mapping?.group?.by;
  yield* mapBlocks<CellRow, IntakeItem<T>>(readCells(file, layout, limits, mapping), (row, add) => {
    if (row.kind === 'warning') add(row);
    else if (row.kind === 'problem') add(rejectRow(file, row.line, null, [row.problem]));
    else if (key !== undefined) add(toFragment(file, row, key, limits));
    else add(readRecord(file, row, mapper, layout, limits, build));
  });
}

function readRecord<T>(
  file: InputFile,
  row: SourceCells,
  mapper: RowMapper | null,
  layout: Layout,
  limits: IntakeLimits,
  build: Build<T>,
): IntakeItem<T> {
  const { line } = row;
  const mapped = mapper === null ? { cells: row.cells, lines: NO_LINES, failures: [] } : mapper([row]);
  const parsed = parseMapped(mapped, layout, limits, line);
  const built =
    'values' in parsed ? build(parsed.values, row) : { problems: parsed.failures.map((failure) => failure.problem) };
  if ('record' in built) return { kind: 'record', line, record: built.record };
  const shown = mapped.cells[layout.idColumn];
  const id = shown === undefined || findBadCell(shown) !== null ? null : showValue(shown, MAX_ID_CHARS);
  return rejectRow(file, line, id, built.problems);
}

/** Parses mapped cells; what could not be mapped is not missed a second time. */
export function parseMapped(
  mapped: Mapped,
  layout: Layout,
  limits: IntakeLimits,
  firstLine: number,
): { readonly values: Values } | { readonly failures: readonly MappingFailure[] } {
  const parsed = parseRow(mapped.cells, layout, limits);
  if ('values' in parsed && mapped.failures.length === 0) return parsed;
  const failed = new Set(mapped.failures.map((failure) => failure.problem.column));
  const problems = 'problems' in parsed ? parsed.problems.filter((problem) => !failed.has(problem.column)) : [];
  const toLine = (column: string | null): number => mapped.lines.get(column ?? '') ?? firstLine;
  return {
    failures: [...mapped.failures, ...problems.map((problem) => ({ line: toLine(problem.column), problem }))],
  };
}

/** The key of a group is stored as an id is. */
function toFragment<T>(file: InputFile, row: SourceCells, by: string, limits: IntakeLimits): IntakeItem<T> {
  const key = row.cells[by];
  const column: Column = { name: by, type: 'id', isRequired: true, labels: { vi: by, en: by }, aliases: [] };
  const parsed: ParsedCell =
    key === undefined
      ? { problem: { column: by, code: 'MISSING_VALUE', value: null, allowed: `a value: rows are grouped by "${by}"` } }
      : parseCell(key, column, limits);
  if ('problem' in parsed) return rejectRow(file, row.line, null, [parsed.problem]);
  return { kind: 'fragment', fragment: { line: row.line, key: String(parsed.value), cells: row.cells } };
}

function rejectRow<T>(
  file: { readonly input: string; readonly fileName: string },
  line: number,
  id: string | null,
  problems: readonly RowProblem[],
): IntakeItem<T> {
  const [first, ...rest] = problems;
  if (first === undefined) throw new Error('a rejected row needs a problem');
  return {
    kind: 'rejected',
    rejected: { input: file.input, file: file.fileName, line, id, problems: [first, ...rest] },
  };
}

/** Rejects all rows of a group: the row with the problem names it; its siblings say which row took them along. */
export function rejectGroup(
  file: { readonly input: string; readonly fileName: string },
  fragments: readonly Fragment[],
  failures: readonly { readonly line: number; readonly problem: RowProblem }[],
): readonly RejectedRow[] {
  const faultyLine = failures[0]?.line ?? 0;
  return fragments.map((fragment): RejectedRow => {
    const own = failures.filter((failure) => failure.line === fragment.line).map((failure) => failure.problem);
    const allowed = `all rows of one ticket in order; see line ${faultyLine}`;
    const sibling: RowProblem = { column: null, code: 'GROUP_REJECTED', value: null, allowed };
    const [first = sibling, ...rest] = own;
    return {
      input: file.input,
      file: file.fileName,
      line: fragment.line,
      id: fragment.key,
      problems: [first, ...rest],
    };
  });
}

import type { RejectedRow, RowProblem, RowWarning } from '../domain/rejected-row.ts';
import { mapBlocks } from './blocks.ts';
import { type Layout, required } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildRowMapper, type Mapped, type MappingFailure, type SourceCells } from './map-row.ts';
import type { Mapping } from './mapping-shape.ts';
import { buildCellParser, MAX_ID_CHARS, type ParsedCell } from './parse-cell.ts';
import { buildRowParser, type RowParser, type Texts, type Values } from './parse-row.ts';
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

/** A record, or everything that only shows between the cells of its row. */
export type Built<T> = { readonly record: T } | { readonly problems: readonly RowProblem[] };

/**
 * Makes the values of a row into a record, or tells what only shows between its cells. With a mapping there is the row as
 * well, as its source has it.
 */
export type Build<T> = (values: Values, row: SourceCells | null) => Built<T>;

/** Reads the rows of a file in blocks: each a record, a rejected row, a warning, or with a grouping mapping a fragment. */
export async function* readRecords<T>(
  file: InputFile,
  layout: Layout,
  options: IntakeOptions,
  build: Build<T>,
): AsyncGenerator<readonly IntakeItem<T>[]> {
  const { limits, mapping } = options;
  const parse = buildRowParser(layout, limits);
  const readId = buildIdReader(layout);
  const mapper = mapping === null ? null : buildRowMapper(mapping);
  const readKey = mapping?.group === undefined ? null : buildKeyReader(mapping.group.by, limits);
  const toItem = (line: number, texts: Texts, built: Built<T>): IntakeItem<T> =>
    'record' in built
      ? { kind: 'record', line, record: built.record }
      : rejectRow(file, line, readId(texts), built.problems);
  yield* mapBlocks<CellRow, IntakeItem<T>>(readCells(file, layout, limits, mapping), (row, add) => {
    if (row.kind === 'texts') {
      const parsed = parse(row.texts);
      add(toItem(row.line, row.texts, 'values' in parsed ? build(parsed.values, null) : parsed));
    } else if (row.kind === 'warning') add(row);
    else if (row.kind === 'problem') add(rejectRow(file, row.line, null, [row.problem]));
    else if (readKey !== null) add(toFragment(file, row, readKey));
    else if (mapper !== null) {
      const mapped = mapper([row]);
      const parsed = parseMapped(mapped, parse, row.line);
      const built =
        'values' in parsed ? build(parsed.values, row) : { problems: parsed.failures.map(({ problem }) => problem) };
      add(toItem(row.line, mapped.texts, built));
    }
  });
}

/** The id by which people know a row, as messages can show it; null where it has none. */
function buildIdReader(layout: Layout): (texts: Texts) => string | null {
  const index = layout.columns.findIndex(({ name }) => name === layout.idColumn);
  return (texts) => {
    const shown = texts[index] ?? null;
    return shown === null || findBadCell(shown) !== null ? null : showValue(shown, MAX_ID_CHARS);
  };
}

/** Parses mapped texts; what could not be mapped is not missed a second time. */
export function parseMapped(
  mapped: Mapped,
  parse: RowParser,
  firstLine: number,
): { readonly values: Values } | { readonly failures: readonly MappingFailure[] } {
  const parsed = parse(mapped.texts);
  if ('values' in parsed && mapped.failures.length === 0) return parsed;
  const failed = new Set(mapped.failures.map((failure) => failure.problem.column));
  const problems = 'problems' in parsed ? parsed.problems.filter((problem) => !failed.has(problem.column)) : [];
  const toLine = (column: string | null): number => mapped.lines.get(column ?? '') ?? firstLine;
  return {
    failures: [...mapped.failures, ...problems.map((problem) => ({ line: toLine(problem.column), problem }))],
  };
}

/** The key of a group, or what is wrong with it; it is stored as an id is. */
type KeyReader = (cells: Cells) => ParsedCell;

function buildKeyReader(by: string, limits: IntakeLimits): KeyReader {
  const parse = buildCellParser(required(by, 'id', by, by), limits);
  const allowed = `a value: rows are grouped by "${by}"`;
  return (cells) => {
    const key = cells[by];
    return key === undefined ? { column: by, code: 'MISSING_VALUE', value: null, allowed } : parse(key);
  };
}

function toFragment<T>(file: InputFile, { line, cells }: SourceCells, readKey: KeyReader): IntakeItem<T> {
  const key = readKey(cells);
  if (typeof key === 'object') return rejectRow(file, line, null, [key]);
  return { kind: 'fragment', fragment: { line, key: String(key), cells } };
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

import { Failure } from '../domain/failure.ts';
import type { RowProblem, RowWarning } from '../domain/rejected-row.ts';
import { bindHeader, checkWidth, noHeader } from './bind-header.ts';
import { foldHeader, indexHeaders, type Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { listSources, type Mapping } from './mapping.ts';
import { readSource } from './read-source.ts';
import type { SourceRow } from './source-table.ts';

/** Cells of one row by column name; empty cells are absent. */
export type Cells = Readonly<Record<string, string>>;

/** A row whose columns are known: canonical ones, or with a mapping those of the source that it uses. */
export type CellRow =
  | { readonly kind: 'cells'; readonly line: number; readonly cells: Cells }
  | { readonly kind: 'problem'; readonly line: number; readonly problem: RowProblem }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

/** For each position of a row, or each name, the column that it fills; null where it fills none. */
type Binding = {
  readonly width: number;
  readonly positions: readonly (string | null)[];
  readonly toColumn: (name: string) => string | null;
};

/** Reads a file row by row, its header once. Throws a Failure where the file as a whole cannot be used. */
export async function* readCells(
  file: InputFile,
  layout: Layout,
  limits: IntakeLimits,
  mapping: Mapping | null,
): AsyncGenerator<CellRow> {
  let binding: Binding | undefined;
  let rows = 0;
  const warned = new Set<string>();
  const warn = (names: readonly string[]): readonly CellRow[] =>
    names.filter((name) => !warned.has(name) && warned.add(name)).map((name) => describeUnknown(file, name));

  for await (const row of readSource(file, limits, { delimiter: mapping?.delimiter, sheet: mapping?.sheet })) {
    if (binding === undefined) {
      const bound = bindFirstRow(row, file, layout, limits, mapping);
      binding = bound.binding;
      yield* warn(bound.unknown);
      if ('cells' in row) continue;
    }
    rows += 1;
    if (rows > limits.maxRows) throw tooManyRows(file, limits);
    if ('named' in row) yield* warn(Object.keys(row.named).filter((name) => binding?.toColumn(name) === null));
    yield toCellRow(row, binding, mapping);
  }
}

function bindFirstRow(
  row: SourceRow,
  file: InputFile,
  layout: Layout,
  limits: IntakeLimits,
  mapping: Mapping | null,
): { readonly binding: Binding; readonly unknown: readonly string[] } {
  if (!('cells' in row)) return { binding: bindNames(row, file, layout, mapping), unknown: [] };
  if (mapping !== null) return { binding: bindMapping(row.cells, file, limits, mapping), unknown: [] };
  const { columns, unknown } = bindHeader(row.cells, layout, file, limits);
  return { binding: { width: columns.length, positions: columns, toColumn: () => null }, unknown };
}

/** NDJSON names its cells in every row; a first row that names nothing known is most likely the wrong file. */
function bindNames(row: SourceRow, file: InputFile, layout: Layout, mapping: Mapping | null): Binding {
  const index = indexHeaders(layout);
  const sources = mapping === null ? null : new Set(listUsedColumns(mapping));
  const toColumn = (name: string): string | null =>
    sources === null ? (index.get(foldHeader(name))?.name ?? null) : sources.has(name) ? name : null;
  if ('named' in row && Object.keys(row.named).every((name) => toColumn(name) === null)) {
    throw noHeader(Object.keys(row.named), layout, file);
  }
  return { width: 0, positions: [], toColumn };
}

function bindMapping(header: readonly string[], file: InputFile, limits: IntakeLimits, mapping: Mapping): Binding {
  checkWidth(header, file, limits);
  const names = mapping.header ?? header;
  const sources = listUsedColumns(mapping);
  const missing = sources.filter((source) => !names.includes(source));
  if (names.length !== header.length || missing.length > 0) {
    const seen =
      names.length === header.length
        ? `it has no column ${missing.map((each) => `"${each}"`).join(', ')}`
        : `it has ${header.length} columns and the mapping names ${names.length}`;
    throw new Failure('INPUT_HEADER', {
      message: `"${file.path}" is not what the mapping "${mapping.id}" is for: ${seen}`,
      action: 'check the file, or change the mapping',
    });
  }
  const used = new Set(sources);
  const positions = names.map((name) => (used.has(name) ? name : null));
  return { width: names.length, positions, toColumn: () => null };
}

/** All source columns that a mapping looks at; only their cells are kept. */
function listUsedColumns(mapping: Mapping): readonly string[] {
  const used = Object.values(mapping.columns).flatMap(listSources);
  return [...new Set([...used, ...(mapping.group === undefined ? [] : [mapping.group.by])])];
}

function toCellRow(row: SourceRow, binding: Binding, mapping: Mapping | null): CellRow {
  const { line } = row;
  if ('problem' in row) return { kind: 'problem', line, problem: row.problem };
  const isMissing = (text: string): boolean => text === '' || mapping?.missing?.includes(text) === true;
  const cells: Record<string, string> = {};
  if ('named' in row) {
    for (const [name, text] of Object.entries(row.named)) {
      const column = binding.toColumn(name);
      if (column !== null && !isMissing(text)) cells[column] = text;
    }
    return { kind: 'cells', line, cells };
  }
  if (row.cells.length !== binding.width) {
    const value = `${row.cells.length} columns`;
    const allowed = `${binding.width}, as in the header; a cell that holds the delimiter needs double quotes`;
    return { kind: 'problem', line, problem: { column: null, code: 'WRONG_COLUMN_COUNT', value, allowed } };
  }
  binding.positions.forEach((column, position) => {
    const text = row.cells[position] ?? '';
    if (column !== null && !isMissing(text)) cells[column] = text;
  });
  return { kind: 'cells', line, cells };
}

function describeUnknown(file: InputFile, name: string): CellRow {
  const { input, fileName } = file;
  const value = name.slice(0, 80);
  return {
    kind: 'warning',
    warning: { input, file: fileName, line: 1, id: null, column: value, code: 'UNKNOWN_COLUMN', value },
  };
}

function tooManyRows(file: InputFile, limits: IntakeLimits): Failure {
  return new Failure('INPUT_TOO_LARGE', {
    message: `"${file.path}" has more than ${limits.maxRows} rows`,
    action: 'split the file, or raise the parameter intake.max-rows',
  });
}

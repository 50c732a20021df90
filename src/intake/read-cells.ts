import { Failure } from '../domain/failure.ts';
import type { RowProblem, RowWarning } from '../domain/rejected-row.ts';
import { type BoundHeader, bindHeader, bindMapping } from './bind-header.ts';
import { buildNameBinder, type NameBinder } from './bind-names.ts';
import { mapBlocks } from './blocks.ts';
import type { Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import type { Mapping } from './mapping-shape.ts';
import type { Texts } from './parse-row.ts';
import { readSource, type SourceOptions } from './read-source.ts';
import { showValue } from './show-value.ts';
import type { Cells, SourceRow } from './source-table.ts';

/** A row whose columns are known: texts of the canonical ones, or with a mapping cells of the source that it uses. */
export type CellRow =
  | { readonly kind: 'texts'; readonly line: number; readonly texts: Texts }
  | { readonly kind: 'cells'; readonly line: number; readonly cells: Cells }
  | { readonly kind: 'problem'; readonly line: number; readonly problem: RowProblem }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

/** Reads the rows of a file in blocks, its header once. Throws a Failure where the file as a whole cannot be used. */
export async function* readCells(
  file: InputFile,
  layout: Layout,
  limits: IntakeLimits,
  mapping: Mapping | null,
): AsyncGenerator<readonly CellRow[]> {
  const isEmpty = buildEmptyTest(mapping);
  const isFirstPart = (file.part?.no ?? 0) === 0;
  let place: RowPlacer | undefined;
  let bindNames: NameBinder | undefined;
  let rows = 0;
  yield* mapBlocks<SourceRow, CellRow>(readSource(file, limits, readOptions(mapping)), (row, add) => {
    if ('cells' in row && place === undefined) {
      const bound =
        mapping === null ? bindHeader(row.cells, layout, file, limits) : bindMapping(row.cells, file, limits, mapping);
      place = mapping === null ? buildTextPlacer(bound, layout) : buildCellPlacer(bound, isEmpty);
      if (isFirstPart) for (const name of bound.unknown) add(warnUnknown(file, name));
      return;
    }
    rows += 1;
    if (rows > limits.maxRows) throw tooManyRows(file, limits);
    const { line } = row;
    if ('problem' in row) add({ kind: 'problem', line, problem: row.problem });
    else if ('named' in row) {
      bindNames ??= buildNameBinder(layout, file, limits, mapping);
      const bound = bindNames(row.named, isEmpty);
      for (const name of bound.unknown) add(warnUnknown(file, name));
      if ('problem' in bound) add({ kind: 'problem', line, problem: bound.problem });
      else if (mapping === null) add({ kind: 'texts', line, texts: listTexts(bound.cells, layout) });
      else add({ kind: 'cells', line, cells: bound.cells });
    } else if (place !== undefined) add(place(line, row.cells));
  });
}

function readOptions(mapping: Mapping | null): SourceOptions {
  return { delimiter: mapping?.delimiter, sheet: mapping?.sheet, decimal: mapping?.numberFormat?.decimal };
}

/** Puts the cells of a row where those who read them look for them. */
type RowPlacer = (line: number, cells: readonly string[]) => CellRow;

/** By the order of the layout; which cell belongs there is looked up once, not per row. */
function buildTextPlacer({ columns }: BoundHeader, layout: Layout): RowPlacer {
  const positions = layout.columns.map(({ name }) => columns.indexOf(name));
  return (line, cells) => {
    if (cells.length !== columns.length) return rejectWidth(line, cells.length, columns.length);
    const texts = positions.map((position) => (position === -1 ? null : cells[position] || null));
    return { kind: 'texts', line, texts };
  };
}

/** Under the names of the source columns that a mapping uses. */
function buildCellPlacer({ columns }: BoundHeader, isEmpty: (text: string) => boolean): RowPlacer {
  return (line, cells) => {
    if (cells.length !== columns.length) return rejectWidth(line, cells.length, columns.length);
    const placed: Record<string, string> = {};
    for (const [position, column] of columns.entries()) {
      const text = cells[position] ?? '';
      if (column !== null && !isEmpty(text)) placed[column] = text;
    }
    return { kind: 'cells', line, cells: placed };
  };
}

function rejectWidth(line: number, width: number, expected: number): CellRow {
  const value = `${width} columns`;
  const allowed = `${expected}, as in the header; a cell that holds the delimiter needs double quotes`;
  return { kind: 'problem', line, problem: { column: null, code: 'WRONG_COLUMN_COUNT', value, allowed } };
}

/** The cells of a row by the names of our columns in the order of the layout. */
function listTexts(cells: Cells, layout: Layout): Texts {
  return layout.columns.map(({ name }) => cells[name] ?? null);
}

function buildEmptyTest(mapping: Mapping | null): (text: string) => boolean {
  const empty = new Set(['', ...(mapping?.missing ?? [])]);
  return (text) => empty.has(text);
}

function warnUnknown(file: InputFile, name: string): CellRow {
  const { input, fileName } = file;
  const value = showValue(name);
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

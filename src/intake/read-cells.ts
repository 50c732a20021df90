import { Failure } from '../domain/failure.ts';
import type { RowProblem, RowWarning } from '../domain/rejected-row.ts';
import { bindHeader, bindMapping } from './bind-header.ts';
import { buildNameBinder, type NameBinder } from './bind-names.ts';
import { mapBlocks } from './blocks.ts';
import type { Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import type { Mapping } from './mapping-shape.ts';
import { readSource, type SourceOptions } from './read-source.ts';
import { showValue } from './show-value.ts';
import type { Cells, SourceRow } from './source-table.ts';

/** A row whose columns are known: canonical ones, or with a mapping those of the source that it uses. */
export type CellRow =
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
  let positions: readonly (string | null)[] | undefined;
  let bindNames: NameBinder | undefined;
  let rows = 0;
  yield* mapBlocks<SourceRow, CellRow>(readSource(file, limits, readOptions(mapping)), (row, add) => {
    if ('cells' in row && positions === undefined) {
      const bound =
        mapping === null ? bindHeader(row.cells, layout, file, limits) : bindMapping(row.cells, file, limits, mapping);
      positions = bound.columns;
      if (isFirstPart) for (const name of bound.unknown) add(warnUnknown(file, name));
      return;
    }
    rows += 1;
    if (rows > limits.maxRows) throw tooManyRows(file, limits);
    const { line } = row;
    if ('problem' in row) add({ kind: 'problem', line, problem: row.problem });
    else if ('cells' in row) add(placeCells(line, row.cells, positions ?? [], isEmpty));
    else {
      bindNames ??= buildNameBinder(layout, file, limits, mapping);
      const { unknown, ...bound } = bindNames(row.named, isEmpty);
      for (const name of unknown) add(warnUnknown(file, name));
      add('problem' in bound ? { kind: 'problem', line, ...bound } : { kind: 'cells', line, ...bound });
    }
  });
}

function readOptions(mapping: Mapping | null): SourceOptions {
  return { delimiter: mapping?.delimiter, sheet: mapping?.sheet, decimal: mapping?.numberFormat?.decimal };
}

/** Puts the cells of a row under the names of their columns. */
function placeCells(
  line: number,
  cells: readonly string[],
  positions: readonly (string | null)[],
  isEmpty: (text: string) => boolean,
): CellRow {
  if (cells.length !== positions.length) {
    const value = `${cells.length} columns`;
    const allowed = `${positions.length}, as in the header; a cell that holds the delimiter needs double quotes`;
    return { kind: 'problem', line, problem: { column: null, code: 'WRONG_COLUMN_COUNT', value, allowed } };
  }
  const placed: Record<string, string> = {};
  for (let position = 0; position < positions.length; position += 1) {
    const column = positions[position] ?? null;
    const text = cells[position] ?? '';
    if (column !== null && !isEmpty(text)) placed[column] = text;
  }
  return { kind: 'cells', line, cells: placed };
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

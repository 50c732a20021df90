import { Failure } from '../domain/failure.ts';
import type { RowProblem } from '../domain/rejected-row.ts';
import { noHeader } from './bind-header.ts';
import { foldHeader, indexHeaders, type Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { listUsedSources } from './mapping.ts';
import type { Mapping } from './mapping-shape.ts';
import { showValue } from './show-value.ts';
import type { Cells } from './source-table.ts';

/** A row that names its own cells, by column; and the names in it that nobody knows and that no row had before. */
type BoundNames = ({ readonly cells: Cells } | { readonly problem: RowProblem }) & {
  readonly unknown: readonly string[];
};

/** Puts the named cells of a row (NDJSON) under the names of our columns, or of the source columns of a mapping. */
export type NameBinder = (named: Cells, isEmpty: (text: string) => boolean) => BoundNames;

/**
 * Builds the binder of one file; names are looked up once, not per row. It throws a Failure where the first row names
 * nothing known, which most likely means the wrong file, and where there are more names than any export has columns.
 */
export function buildNameBinder(
  layout: Layout,
  file: InputFile,
  limits: IntakeLimits,
  mapping: Mapping | null,
): NameBinder {
  const findColumn = buildColumnFinder(layout, mapping);
  const known = new Map<string, string | null>();
  return (named, isEmpty) => {
    const isFirst = known.size === 0;
    const fresh = Object.keys(named).filter((name) => !known.has(name));
    if (known.size + fresh.length > limits.maxColumns) throw tooManyNames(file, limits);
    for (const name of fresh) known.set(name, findColumn(name));
    const unknown = fresh.filter((name) => known.get(name) === null);
    if (isFirst && fresh.length > 0 && unknown.length === fresh.length) throw noHeader(layout, file);
    // What a mapping leaves out is left out on purpose.
    return { ...placeNamed(named, known, isEmpty), unknown: mapping === null ? unknown : [] };
  };
}

function buildColumnFinder(layout: Layout, mapping: Mapping | null): (name: string) => string | null {
  if (mapping !== null) {
    const sources = new Set(listUsedSources(mapping));
    return (name) => (sources.has(name) ? name : null);
  }
  const index = indexHeaders(layout);
  return (name) => index.get(foldHeader(name))?.name ?? null;
}

function placeNamed(
  named: Cells,
  known: ReadonlyMap<string, string | null>,
  isEmpty: (text: string) => boolean,
): { readonly cells: Cells } | { readonly problem: RowProblem } {
  const cells: Record<string, string> = {};
  for (const [name, text] of Object.entries(named)) {
    const column = known.get(name) ?? null;
    if (column === null || isEmpty(text)) continue;
    if (Object.hasOwn(cells, column)) {
      const allowed = `one value for "${column}", under one name`;
      return { problem: { column, code: 'BAD_JSON', value: showValue(name), allowed } };
    }
    cells[column] = text;
  }
  return { cells };
}

function tooManyNames(file: InputFile, limits: IntakeLimits): Failure {
  return new Failure('INPUT_HEADER', {
    message: `the rows of "${file.path}" have more than ${limits.maxColumns} different names of cells`,
    action: 'check that it is the right file, or raise the parameter intake.max-columns',
  });
}

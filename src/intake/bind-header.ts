import { Failure } from '../domain/failure.ts';
import { type Column, foldHeader, indexHeaders, type Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { listUsedSources } from './mapping.ts';
import type { Mapping } from './mapping-shape.ts';

/** What a header row means: for each position the column that is read from there, or null where none is. */
export type BoundHeader = {
  readonly columns: readonly (string | null)[];
  /** Headers that no column has, as they stand in the file. */
  readonly unknown: readonly string[];
};

/** Finds the canonical columns of a header row. Throws one Failure with all that is wrong with it. */
export function bindHeader(
  header: readonly string[],
  layout: Layout,
  file: InputFile,
  limits: IntakeLimits,
): BoundHeader {
  checkWidth(header, file, limits);
  const index = indexHeaders(layout);
  const found = header.map((each) => index.get(foldHeader(each)));
  if (found.every((column) => column === undefined)) throw noHeader(layout, file);
  const problems = [...findMissing(found, layout), ...findRepeated(found, header)];
  if (problems.length > 0) {
    throw new Failure('INPUT_HEADER', {
      message: `the header of "${file.path}" does not do: ${problems.join('; ')}`,
      action: 'correct the header line, or write a mapping for this export',
    });
  }
  const unknown = new Set(header.filter((each, position) => found[position] === undefined && each !== ''));
  return { columns: found.map((column) => column?.name ?? null), unknown: [...unknown] };
}

/** Finds the source columns of a mapping in a header row, or in the header that the mapping gives instead. */
export function bindMapping(
  header: readonly string[],
  file: InputFile,
  limits: IntakeLimits,
  mapping: Mapping,
): BoundHeader {
  checkWidth(header, file, limits);
  const names = mapping.header ?? header;
  const sources = listUsedSources(mapping);
  const problems = [
    ...(names.length === header.length ? [] : [`it has ${header.length} columns, the mapping names ${names.length}`]),
    ...sources.filter((source) => !names.includes(source)).map((source) => `it has no column "${source}"`),
    ...sources
      .filter((source) => names.indexOf(source) !== names.lastIndexOf(source))
      .map((source) => `it has the column "${source}" more than once`),
  ];
  if (problems.length > 0) {
    throw new Failure('INPUT_HEADER', {
      message: `"${file.path}" is not what the mapping "${mapping.id}" is for: ${problems.join('; ')}`,
      action: 'check the file, or change the mapping',
    });
  }
  const used = new Set(sources);
  return { columns: names.map((name) => (used.has(name) ? name : null)), unknown: [] };
}

/** More columns than any export has: most likely the wrong file. */
function checkWidth(header: readonly string[], file: InputFile, limits: IntakeLimits): void {
  if (header.length <= limits.maxColumns) return;
  throw new Failure('INPUT_HEADER', {
    message: `"${file.path}" has ${header.length} columns; at most ${limits.maxColumns} are allowed`,
    action: 'check that it is the right file, or raise the parameter intake.max-columns',
  });
}

function findMissing(found: readonly (Column | undefined)[], layout: Layout): readonly string[] {
  return layout.columns
    .filter((column) => column.isRequired && !found.includes(column))
    .map((column) => `no column "${column.name}" (${column.labels.vi})`);
}

function findRepeated(found: readonly (Column | undefined)[], header: readonly string[]): readonly string[] {
  return found.flatMap((column, position) => {
    const first = found.indexOf(column);
    if (column === undefined || first === position) return [];
    return [`"${header[first]}" and "${header[position]}" are both ${column.name}`];
  });
}

/** The failure of a file whose first row names no known column. Its cells are not shown: they may be a customer's. */
export function noHeader(layout: Layout, file: InputFile): Failure {
  const names = layout.columns.map((column) => `${column.name} (${column.labels.vi})`);
  return new Failure('INPUT_HEADER', {
    message: `the first line of "${file.path}" names no known column of ${layout.input}`,
    action: `begin the file with a header line; known columns: ${names.join(', ')}`,
  });
}

import { Failure } from '../domain/failure.ts';
import { type Column, foldHeader, indexHeaders, type Layout } from './column.ts';
import type { InputFile } from './input-file.ts';
import type { IntakeLimits } from './intake-limits.ts';

/** What a header row means: for each position the canonical column, or null where nobody knows the header. */
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
  if (found.every((column) => column === undefined)) throw noHeader(header, layout, file);
  const problems = [...findMissing(found, layout), ...findRepeated(found, header)];
  if (problems.length > 0) {
    throw new Failure('INPUT_HEADER', {
      message: `the header of "${file.path}" does not do: ${problems.join('; ')}`,
      action: 'correct the header line, or write a mapping for this export',
    });
  }
  const unknown = header.filter((each, position) => found[position] === undefined && each !== '');
  return { columns: found.map((column) => column?.name ?? null), unknown };
}

/** More columns than any export has: most likely the wrong file. */
export function checkWidth(header: readonly string[], file: InputFile, limits: IntakeLimits): void {
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

/** The failure of a file whose first row names no known column. */
export function noHeader(header: readonly string[], layout: Layout, file: InputFile): Failure {
  const seen = header.slice(0, 5).map((each) => `"${each.slice(0, 30)}"`);
  const names = layout.columns.map((column) => `${column.name} (${column.labels.vi})`);
  return new Failure('INPUT_HEADER', {
    message: `the first line of "${file.path}" is no header of ${layout.input}: it has ${seen.join(', ')}`,
    action: `begin the file with a header line; known columns: ${names.join(', ')}`,
  });
}

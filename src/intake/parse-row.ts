import type { RowProblem } from '../domain/rejected-row.ts';
import type { Column, Layout, Place } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { buildCellParser } from './parse-cell.ts';

/** The texts of a row, one for each column of its layout, in that order; null where the cell is empty. */
export type Texts = readonly (string | null)[];

/** The parsed values of a row, in the same order; null where there is none. */
export type Values = readonly (string | number | null)[];

/** The values of a row, or everything wrong with it. */
type ParsedRow = { readonly values: Values } | { readonly problems: readonly [RowProblem, ...RowProblem[]] };

/** Parses every cell of a row. */
export type RowParser = (texts: Texts) => ParsedRow;

/** Builds the parser of the rows of one file. Values have a place and no name: names are looked up once, not per row. */
export function buildRowParser(layout: Layout, limits: IntakeLimits): RowParser {
  const columns = layout.columns.map((column) => ({ column, parse: buildCellParser(column, limits) }));
  return (texts) => {
    const values: (string | number | null)[] = texts.slice(); // most values are the text itself
    const problems: RowProblem[] = [];
    let index = 0;
    for (const { column, parse } of columns) {
      const text = texts[index] ?? null;
      if (text !== null) {
        const parsed = parse(text);
        if (typeof parsed === 'object') problems.push(parsed);
        else values[index] = parsed;
      } else if (column.isRequired) problems.push(missValue(column));
      index += 1;
    }
    return isSome(problems) ? { problems } : { values };
  };
}

function isSome(problems: readonly RowProblem[]): problems is readonly [RowProblem, ...RowProblem[]] {
  return problems.length > 0;
}

function missValue({ name, labels }: Column): RowProblem {
  return { column: name, code: 'MISSING_VALUE', value: null, allowed: `a value: "${name}" (${labels.vi}) is needed` };
}

/** The text in a column; null where there is none. */
export function getText(values: Values, place: Place): string | null {
  const value = values[place.index];
  return typeof value === 'string' ? value : null;
}

/** The number (or the instant) in a column; null where there is none. */
export function getNumber(values: Values, place: Place): number | null {
  const value = values[place.index];
  return typeof value === 'number' ? value : null;
}

/** The member of a list in a column; null where there is none. The row has been parsed against the same list. */
export function getChoice<T extends string | number>(values: Values, place: Place, list: readonly T[]): T | null {
  const value = values[place.index];
  for (const each of list) if (each === value) return each;
  return null;
}

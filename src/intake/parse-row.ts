import type { RowProblem } from '../domain/rejected-row.ts';
import type { Layout } from './column.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { parseCell } from './parse-cell.ts';
import type { Cells } from './source-table.ts';

/** The parsed values of a row by column; a column without a value is absent. */
export type Values = ReadonlyMap<string, string | number>;

/** Parses every cell of a row: its values, or everything wrong with it. */
export function parseRow(
  cells: Cells,
  layout: Layout,
  limits: IntakeLimits,
): { readonly values: Values } | { readonly problems: readonly [RowProblem, ...RowProblem[]] } {
  const values = new Map<string, string | number>();
  const problems: RowProblem[] = [];
  for (const column of layout.columns) {
    const text = cells[column.name];
    if (text === undefined) {
      if (column.isRequired) {
        const allowed = `a value: "${column.name}" (${column.labels.vi}) is needed`;
        problems.push({ column: column.name, code: 'MISSING_VALUE', value: null, allowed });
      }
      continue;
    }
    const parsed = parseCell(text, column, limits);
    if ('problem' in parsed) problems.push(parsed.problem);
    else values.set(column.name, parsed.value);
  }
  const [first, ...rest] = problems;
  return first === undefined ? { values } : { problems: [first, ...rest] };
}

/** The text in a column; null where there is none. */
export function getText(values: Values, column: string): string | null {
  const value = values.get(column);
  return typeof value === 'string' ? value : null;
}

/** The number (or the instant) in a column; null where there is none. */
export function getNumber(values: Values, column: string): number | null {
  const value = values.get(column);
  return typeof value === 'number' ? value : null;
}

/** The member of a list in a column; null where there is none. The row has been parsed against the same list. */
export function getChoice<T extends string | number>(values: Values, column: string, list: readonly T[]): T | null {
  const value = values.get(column);
  return list.find((each) => each === value) ?? null;
}

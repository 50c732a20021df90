import type { RowWarning } from '../domain/rejected-row.ts';

/** The row that a warning is about. */
type WarnedRow = {
  readonly file: { readonly input: string; readonly fileName: string };
  readonly line: number;
  readonly id: string;
};

/** The warning of a code that the reference data does not know; the row is kept. */
export function warnUnknown(
  value: string | null,
  known: ReadonlyMap<string, unknown>,
  warning: Pick<RowWarning, 'column' | 'code'>,
  { file, line, id }: WarnedRow,
): readonly RowWarning[] {
  if (value === null || known.has(value)) return [];
  return [{ input: file.input, file: file.fileName, line, id, ...warning, value }];
}

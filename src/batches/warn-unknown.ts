import type { RowWarning } from '../domain/rejected-row.ts';

/** The row that a warning is about. */
type WarnedRow = {
  readonly file: { readonly input: string; readonly fileName: string };
  readonly line: number;
  readonly id: string;
};

/** Adds the warning of a code that the reference data does not know; the row is kept. */
export function warnUnknown(
  warnings: RowWarning[],
  value: string | null,
  known: ReadonlyMap<string, unknown>,
  { column, code }: Pick<RowWarning, 'column' | 'code'>,
  { file, line, id }: WarnedRow,
): void {
  if (value === null || known.has(value)) return;
  warnings.push({ input: file.input, file: file.fileName, line, id, column, code, value });
}

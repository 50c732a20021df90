import type { Bilingual } from '../domain/fact.ts';

/** What a cell of a column holds. */
export type ColumnType =
  | 'id'
  | 'code'
  | 'text'
  | 'instant'
  | 'choice'
  | 'integer'
  | 'date'
  | 'month'
  | 'amount'
  | 'currency'
  | 'boolean'
  | 'codes';

/** A column of a canonical input file. */
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
  /** The values of a choice, or of an integer with few values, as they stand in a file. */
  readonly values?: readonly string[];
  readonly labels: Bilingual;
  /** Other headers by which people call it. */
  readonly aliases: readonly string[];
};

/** The layout of a file: its columns by name. */
export type Layout = {
  readonly input: string;
  /** The column by which people know a row. */
  readonly idColumn: string;
  readonly columns: readonly Column[];
};

/** A column that may be empty. */
export function optional(
  name: string,
  type: ColumnType,
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column {
  return { name, type, isRequired: false, labels: { vi, en }, aliases };
}

/** A column that must have a value. */
export function required(
  name: string,
  type: ColumnType,
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column {
  return { ...optional(name, type, vi, en, aliases), isRequired: true };
}

/** A column with one of some values; it may be empty. */
export function choice(
  name: string,
  values: readonly string[],
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column {
  return { ...optional(name, 'choice', vi, en, aliases), values };
}

/** Headers compare without case, accents, blanks and signs: "Mã phiếu", "ma_phieu" and "MA PHIEU" are one. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The columns of a layout by every header that names them. */
export function indexHeaders(layout: Layout): ReadonlyMap<string, Column> {
  return new Map(
    layout.columns.flatMap((column) =>
      [column.name, column.labels.vi, column.labels.en, ...column.aliases].map(
        (header) => [foldHeader(header), column] as const,
      ),
    ),
  );
}

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
export type Column<Name extends string = string> = {
  readonly name: Name;
  readonly type: ColumnType;
  readonly isRequired: boolean;
  /** The values of a choice, or of an integer with few values, as they stand in a file. */
  readonly values?: readonly string[];
  readonly labels: Bilingual;
  /** Other headers by which people call it. */
  readonly aliases: readonly string[];
};

/** The layout of a file: its columns, and the order in which their problems are told. */
export type Layout<Name extends string = string> = {
  readonly input: string;
  /** The column by which people know a row. */
  readonly idColumn: string;
  readonly columns: readonly Column<Name>[];
};

/** A column, and where its text and its value stand in those of a row: in the order of the layout, from 0. */
export type Place = { readonly name: string; readonly index: number };

/** A column that may be empty. */
export function optional<const Name extends string>(
  name: Name,
  type: ColumnType,
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column<Name> {
  return { name, type, isRequired: false, labels: { vi, en }, aliases };
}

/** A column that must have a value. */
export function required<const Name extends string>(
  name: Name,
  type: ColumnType,
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column<Name> {
  return { ...optional(name, type, vi, en, aliases), isRequired: true };
}

/** A column with one of some values; it may be empty. */
export function choice<const Name extends string>(
  name: Name,
  values: readonly string[],
  vi: string,
  en: string,
  aliases: readonly string[] = [],
): Column<Name> {
  return { ...optional(name, 'choice', vi, en, aliases), values };
}

/** The places of the columns of a layout, by name. (Two signatures: how many names there are is not known within.) */
export function placeColumns<Name extends string>(layout: Layout<Name>): Readonly<Record<Name, Place>>;
export function placeColumns(layout: Layout): Readonly<Record<string, Place>> {
  return Object.fromEntries(layout.columns.map(({ name }, index) => [name, { name, index }]));
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

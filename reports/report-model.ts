import type { Bilingual } from '../src/domain/fact.ts';
import type { Instant } from '../src/domain/instant.ts';
import type { DeflatedPiece } from './deflate.ts';

/**
 * What a cell can hold before it is formatted: text, a number (instants are milliseconds since 1970, percents are
 * shares of 1), a date as `YYYY-MM-DD`, or nothing. Formulas are no data: only the writer makes them.
 */
export type CellValue = string | number | null;

/**
 * How the values of a column are checked and shown; `hours` are decimal hours.
 * Money is a whole number of the minor unit: `money` of a currency without decimals, `money-cents` of one with two.
 */
export type ColumnType = 'text' | 'integer' | 'instant' | 'date' | 'hours' | 'percent' | 'money' | 'money-cents';

/** A column of a table sheet. */
export type Column<Key extends string = string> = {
  readonly key: Key;
  readonly heading: Bilingual;
  /** In characters of the standard font. */
  readonly width: number;
  readonly type: ColumnType;
  /** What stands in the totals row; `count` counts the cells that are not empty. */
  readonly total: 'none' | 'sum' | 'count';
  /** Long text goes on in further lines of the cell instead of being cut off by its neighbour. */
  readonly isWrapped?: boolean;
  /** Makes the column a live formula: one column over the sum of others, empty where that sum is 0. */
  readonly share?: { readonly of: Key; readonly among: readonly Key[] };
};

/** A row of a table sheet: one value for every column that is no share, by its key. */
export type SheetRow = Readonly<Record<string, CellValue>>;

/** What has been added up, by column key; money in its minor unit. */
export type RunningTotals = ReadonlyMap<string, number>;

/** Sums that are exact to the last unit, by column key. */
export type ExactSums = ReadonlyMap<string, bigint>;

/** What the rows on one sheet of a table add up to. */
export type PartTally = {
  /** Of the columns that have a total, and a value somewhere. */
  readonly totals: RunningTotals;
  /** Of the columns of whole numbers, whether they have a total or not. */
  readonly sums: ExactSums;
};

/** Rows of a table as the XML that stands on its sheet; compressed already where they had to wait for it. */
export type RowBlock = {
  readonly xml: Uint8Array | DeflatedPiece;
  /** Number of the last row in it; the headings are row 1. */
  readonly lastRow: number;
};

/** The rows that a table has on one sheet, made into XML before the workbook is written. */
export type TablePart = { readonly tally: PartTally; readonly readBlocks: () => Iterable<RowBlock> };

/** Rows that are made into XML when the workbook is written. */
export type StreamedRows = { readonly readRows: () => AsyncIterable<SheetRow> };

/** Rows that were made into XML when they were gathered, for each sheet that they take; one where there are none. */
export type GatheredRows = { readonly listParts: () => readonly TablePart[] };

/** What a table is apart from its rows: one header row above them, as a filter or a pivot table expects. */
type TableFrame = {
  readonly kind: 'table';
  readonly name: string;
  readonly title: Bilingual;
  readonly columns: readonly Column[];
  /** Lines under the totals: notes, the place to sign. */
  readonly closing: readonly PageLine[];
};

/** A table whose rows are read when the workbook is written. */
export type StreamedTable = TableFrame & StreamedRows;

/** A table whose rows are there as XML. */
export type GatheredTable = TableFrame & GatheredRows;

/** One header row and its data. */
export type TableSheet = StreamedTable | GatheredTable;

/**
 * How a cell of a free page looks. `body`, `centred` and `document-title` are the running text of a document that is
 * signed: larger, without borders, going on in further lines.
 */
export type PageCellLook =
  | 'organisation'
  | 'title'
  | 'subtitle'
  | 'section'
  | 'heading'
  | 'label'
  | 'text'
  | 'integer'
  | 'instant'
  | 'date'
  | 'money'
  | 'money-cents'
  | 'agreement'
  | 'note'
  | 'body'
  | 'body-bold'
  | 'body-italic'
  | 'centred'
  | 'centred-bold'
  | 'centred-italic'
  | 'centred-underlined'
  | 'document-title'
  | 'sign-role'
  | 'sign-hint';

/** A cell of a free page. */
export type PageCell = {
  readonly look: PageCellLook;
  readonly value: CellValue;
  /** Columns that it takes, one where it does not say. */
  readonly span?: number;
};

/**
 * A line of a free page: cells from the first column on, each behind the columns of the one before it, null where a
 * column stays empty; an empty list is a blank line.
 */
export type PageLine = readonly (PageCell | null)[];

/** A page that people read from top to bottom, such as a cover. */
export type PageSheet = {
  readonly kind: 'page';
  readonly name: string;
  readonly title: Bilingual;
  /** Column widths in characters of the standard font. */
  readonly widths: readonly number[];
  /** The lines of each printed page. A single one is made to fit, of several each begins on new paper. */
  readonly printedPages: readonly (readonly PageLine[])[];
};

/** A whole workbook, as plain data, streams of rows and rows that are XML already. */
export type Report = {
  readonly title: Bilingual;
  readonly organisation: string;
  /** Printed at the foot of every page: what tells this workbook from others. */
  readonly footer: string;
  /** The moment that stands as the time of creation, so that the same run gives the same bytes. */
  readonly createdAt: Instant;
  readonly sheets: readonly (PageSheet | TableSheet)[];
};

/** A row with a value for every column of the list that is no share, for the compiler to check. */
export type RowOf<Columns extends readonly Column[]> = Readonly<
  Record<Exclude<Columns[number], { readonly share: object }>['key'], CellValue>
>;

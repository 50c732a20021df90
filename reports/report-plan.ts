import type { Bilingual } from '../src/domain/fact.ts';
import type { Instant } from '../src/domain/instant.ts';
import type { Currency } from '../src/domain/money.ts';
import type { RejectedRow } from '../src/domain/rejected-row.ts';
import type { RunSummary } from '../src/domain/run-summary.ts';
import type { PageSheet, TableSheet } from './report-model.ts';

/** Two numbers that were counted in different places and must be the same; sums of money are exact as bigint. */
export type ControlTotal = {
  readonly name: Bilingual;
  readonly left: number | bigint;
  readonly right: number | bigint;
  /** Both sides are amounts in its minor unit. */
  readonly currency?: Currency;
};

/** One line on the cover: what it is, and its value (a number is shown with thousands separators). */
export type CoverLine = {
  readonly label: Bilingual;
  readonly value: string | number | bigint;
  /** The value is an amount in its minor unit. */
  readonly currency?: Currency;
};

/** A table sheet with what a first look at the data has counted; what is written must agree. */
export type PlannedSheet = {
  readonly sheet: TableSheet;
  readonly rows: number;
  /** Expected sums by column key, in the minor unit of the column's currency. */
  readonly sums: Readonly<Record<string, bigint>>;
};

/** Everything that one workbook is made of; the cover and the sheet of rejected rows come with every one. */
export type ReportPlan = {
  /** `debt-ageing`: the beginning of the file name. */
  readonly report: string;
  readonly title: Bilingual;
  readonly run: RunSummary;
  /** The moment that the data stand at; of a run with a date the beginning of that day. */
  readonly asOf: Instant;
  /** `2026-11-23` or `2026-11-23T09-00-00`, as the file name has it. */
  readonly asOfInFileName: string;
  /** As the cover shows it: `31/12/2026`, or `09:00:00 ngày 23/11/2026 (giờ Việt Nam)`. */
  readonly asOfOnCover: string;
  /** Further facts about the run, after run id, release and so on. */
  readonly coverFacts: readonly CoverLine[];
  /** What came out, beside the facts: counts or sums, with a heading. */
  readonly coverResults: { readonly heading: Bilingual; readonly lines: readonly CoverLine[] };
  /** Free pages right after the cover, such as the minutes of a council. */
  readonly pages: readonly PageSheet[];
  readonly sheets: readonly PlannedSheet[];
  /** Besides those of the run, its files and its rejected rows, which are proved for every report. */
  readonly controlTotals: readonly ControlTotal[];
  readonly readRejectedRows: () => AsyncIterable<RejectedRow>;
};

/** What one workbook adds to what all workbooks of a batch have in common. */
export type ReportBody = Pick<ReportPlan, 'report' | 'title' | 'coverResults' | 'pages' | 'sheets' | 'controlTotals'>;

/** A report that stands in the output folder, with the data rows of each of its sheets. */
export type WrittenReport = {
  readonly report: string;
  readonly fileName: string;
  readonly rowsBySheet: Readonly<Record<string, number>>;
};

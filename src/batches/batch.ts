import type { Instant } from '../domain/instant.ts';
import type { RejectedRow, RowWarning } from '../domain/rejected-row.ts';
import type { RunSummary } from '../domain/run-summary.ts';
import type { InputFile } from '../intake/input-file.ts';
import type { IntakeOptions } from '../intake/read-tickets.ts';
import type { Database } from '../store/database.ts';
import type { StoredDecision } from '../store/decisions.ts';
import type { StagedFragment } from '../store/fragments.ts';
import type { StagedRecord } from '../store/records.ts';
import type { KyhanRelease } from './kyhan-release.ts';

/** One thing that intake read from a file, ready to be stored. */
export type StageItem =
  | { readonly kind: 'record'; readonly record: StagedRecord; readonly warnings: readonly RowWarning[] }
  | { readonly kind: 'fragment'; readonly fragment: StagedFragment }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

/** What folding one group of fragments came to. */
export type FoldedGroup =
  | { readonly record: StagedRecord; readonly warnings: readonly RowWarning[] }
  | { readonly rejected: readonly RejectedRow[] };

/** A rejection found by comparing stored records with each other or with asOf. */
export type CrossRejection = { readonly recordId: string; readonly rejected: RejectedRow };

/** A report that was written. */
export type WrittenFile = { readonly report: string; readonly fileName: string };

/**
 * What one kind of batch (tickets; later invoices and debts) brings to the one pipeline: how its files become records,
 * how its records are decided, and which reports come out.
 */
export type Batch = {
  readonly kind: string;
  /** Names of the inputs it can have. */
  readonly inputs: readonly string[];
  /** The input whose records are the subjects of decisions. */
  readonly subjectInput: string;
  readonly readInput: (file: InputFile, options: IntakeOptions, release: KyhanRelease) => AsyncIterable<StageItem>;
  /** Builds the function that makes the rows of one group into one record, where a mapping groups rows. */
  readonly buildFolder: (
    file: InputFile,
    options: IntakeOptions,
    release: KyhanRelease,
    asOf: Instant,
  ) => (fragments: readonly StagedFragment[]) => FoldedGroup;
  /** Checks between records once all are stored; the rejected ones leave the run, check by check. */
  readonly crossChecks: readonly ((
    database: Database,
    runId: string,
    inputs: readonly InputFile[],
    asOf: Instant,
  ) => { readonly input: string; readonly rejections: AsyncIterable<CrossRejection> })[];
  /** Builds the function that decides the records of one chunk. */
  readonly buildDecider: (
    release: KyhanRelease,
    asOf: Instant,
  ) => (records: readonly StagedRecord[]) => Promise<readonly StoredDecision[]>;
  readonly writeReports: (
    database: Database,
    run: RunSummary,
    release: KyhanRelease,
    asOf: Instant,
    folder: string,
  ) => Promise<readonly WrittenFile[]>;
};

import type { EngineName } from '../decisions/build-evaluator.ts';
import type { Instant } from '../domain/instant.ts';
import type { Currency } from '../domain/money.ts';
import type { RejectedRow, RowWarning } from '../domain/rejected-row.ts';
import type { RunSummary } from '../domain/run-summary.ts';
import type { Blocks } from '../intake/blocks.ts';
import type { InputFile } from '../intake/input-file.ts';
import type { IntakeOptions } from '../intake/read-records.ts';
import type { DecidedChunk } from '../store/chunk-leases.ts';
import type { Chunk } from '../store/chunks.ts';
import type { Database } from '../store/database.ts';
import type { StagedFragment } from '../store/fragments.ts';
import type { ChunkPlan } from '../store/plan-chunks.ts';
import type { StagedRecord } from '../store/records.ts';
import type { KyhanRelease } from './kyhan-release.ts';

/** One thing that intake read from a file, ready to be stored. */
export type StageItem =
  | {
      readonly kind: 'record';
      readonly record: StagedRecord;
      readonly warnings: readonly RowWarning[];
      /** Something else that the same row says; it comes and goes with the record. */
      readonly derived?: StagedRecord;
    }
  | { readonly kind: 'fragment'; readonly fragment: StagedFragment }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow }
  | { readonly kind: 'warning'; readonly warning: RowWarning };

/** What folding one group of fragments came to. */
export type FoldedGroup =
  | { readonly record: StagedRecord; readonly warnings: readonly RowWarning[] }
  | { readonly rejected: readonly RejectedRow[] };

/** What comparing stored records with each other or with asOf has found: a row to reject, or one to warn of. */
export type CrossFinding =
  | {
      readonly recordId: string;
      readonly rejected: RejectedRow;
      /** The amount that leaves the run with it. */
      readonly amount: Amount | null;
    }
  | { readonly warning: RowWarning };

/** An amount in the minor unit of its currency. */
export type Amount = { readonly minor: number; readonly currency: Currency };

/** Which workbooks of a run are to be written, and when. */
export type Writing = {
  readonly only: readonly string[];
  /** Ends when they may be written: what stands in them is gathered until then. Rejects where they may not. */
  readonly mayWrite: () => Promise<void>;
};

/** A report that was written. */
export type WrittenFile = { readonly report: string; readonly fileName: string };

/**
 * Decides the subjects of one chunk from what the store has of them; throws the reason of the signal when it is raised
 * meanwhile.
 */
export type DecideChunk = (
  database: Database,
  runId: string,
  chunk: Chunk,
  signal: AbortSignal,
) => Promise<DecidedChunk>;

/**
 * What one kind of batch (tickets, billing, debts) brings to the one pipeline: how its files become records, how its
 * subjects are decided, what must be proved, and which reports come out.
 */
export type Batch = {
  readonly kind: string;
  /** Names of the inputs it can have; the first one is needed. */
  readonly inputs: readonly [string, ...string[]];
  /** Rule sets of which some rule must be valid on asOf; others are told of where they have none. */
  readonly datedRuleSets: { readonly needed: readonly string[]; readonly told: readonly string[] };
  /** Which stored records name a subject, and so a place in a chunk. */
  readonly subjects: Pick<ChunkPlan, 'inputs' | 'tag'>;
  readonly readInput: (file: InputFile, options: IntakeOptions, release: KyhanRelease) => Blocks<StageItem>;
  /** Builds the function that makes the rows of one group into one record; null where no mapping groups rows. */
  readonly buildFolder:
    | ((
        file: InputFile,
        options: IntakeOptions,
        release: KyhanRelease,
        asOf: Instant,
      ) => (fragments: readonly StagedFragment[]) => FoldedGroup)
    | null;
  /** Checks between records once all are stored; the rejected ones leave the run, check by check. */
  readonly crossChecks: readonly ((
    database: Database,
    runId: string,
    inputs: readonly InputFile[],
    asOf: Instant,
  ) => { readonly input: string; readonly findings: AsyncIterable<CrossFinding> })[];
  /** Builds the function that decides the subjects of one chunk. */
  readonly buildDecider: (release: KyhanRelease, asOf: Instant, engine: EngineName) => DecideChunk;
  /** The control totals of the decisions, counted in the store in two ways each. */
  readonly readControlTotals: (database: Database, runId: string, asOf: Instant) => Promise<readonly StoreTotal[]>;
  /** Names of the workbooks that a run ends with, in their order. */
  readonly reports: readonly string[];
  /** Those that a second thread builds, where there is one: about half of the work. */
  readonly reportsBeside: readonly string[];
  /** Writes workbooks of a run into a folder. */
  readonly writeReports: (
    database: Database,
    run: RunSummary,
    release: KyhanRelease,
    asOf: Instant,
    folder: string,
    writing: Writing,
  ) => Promise<readonly WrittenFile[]>;
};

/** Two numbers of the store that must be the same. */
export type StoreTotal = { readonly what: string; readonly left: number | bigint; readonly right: number | bigint };

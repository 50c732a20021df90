import type { Currency } from './money.ts';

/** One input file of a run and how many of its rows could be used. */
export type InputSummary = {
  readonly input: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
};

/** The sum of the amounts of one input in one currency: as read from the files, and as the store adds it up. */
export type InputAmount = {
  readonly input: string;
  readonly currency: Currency;
  /** Accepted amounts as they were read; payments count with their sign. */
  readonly readMinor: bigint;
  readonly storedMinor: bigint;
};

/** What a report says of the run that it belongs to. */
export type RunSummary = {
  readonly runId: string;
  readonly kind: string;
  /** Instant or date text, as the run was asked for. */
  readonly asOf: string;
  readonly release: string;
  /** Who started the run: user@host. */
  readonly startedBy: string;
  readonly inputs: readonly InputSummary[];
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  /** Decisions in the store. */
  readonly decisionCount: number;
  readonly warningCount: number;
};

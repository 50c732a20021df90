import type { DebtBalance } from './debt-ageing.ts';
import type {
  CollectionDecision,
  CollectionDetails,
  DebtInvoiceDecision,
  DebtInvoiceDetails,
} from './debt-decision.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { InputAmount, RunSummary } from './run-summary.ts';

/** Names of the workbooks of a debt run, in their order. */
export const DEBT_REPORTS = ['debt-ageing', 'debt-collection', 'debt-provision', 'debt-write-off'] as const;

/** A decided open invoice as reports see it. */
export type DecidedInvoice = { readonly decision: DebtInvoiceDecision; readonly details: DebtInvoiceDetails };

/** A decided locked or terminated contract as reports see it. */
export type DecidedCollection = { readonly decision: CollectionDecision; readonly details: CollectionDetails };

/** Everything that the debt reports are built from. Rejected rows are read more than once. */
export type DebtReportSource = {
  readonly run: RunSummary;
  /** Vietnamese display names of units and products by code; a code without one shows itself. */
  readonly names: ReadonlyMap<string, string>;
  readonly amounts: readonly InputAmount[];
  /** Sorted by invoice id. */
  readonly readDecidedInvoices: () => AsyncIterable<DecidedInvoice>;
  /** Sorted by contract id. */
  readonly readDecidedCollections: () => AsyncIterable<DecidedCollection>;
  /** Sorted by customer id, then currency. */
  readonly readBalances: () => AsyncIterable<DebtBalance>;
  /** All rejected rows, sorted by input, then line. */
  readonly readRejectedRows: () => AsyncIterable<RejectedRow>;
};

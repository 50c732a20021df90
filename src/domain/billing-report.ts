import type { BillingDecision, ContractDetails } from './billing-decision.ts';
import type { CustomerBalance } from './debt-decision.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { InputAmount, RunSummary } from './run-summary.ts';

/** Names of the workbooks of a billing run, in their order. */
export const BILLING_REPORTS = ['billing-notices', 'billing-service-orders', 'billing-collection-rate'] as const;

/** A decided contract as reports see it. */
export type DecidedContract = { readonly decision: BillingDecision; readonly details: ContractDetails };

/** Everything that the billing reports are built from. Rejected rows are read more than once. */
export type BillingReportSource = {
  readonly run: RunSummary;
  /** Vietnamese display names of units and products by code; a code without one shows itself. */
  readonly names: ReadonlyMap<string, string>;
  readonly amounts: readonly InputAmount[];
  /** Sorted by contract id, then currency. */
  readonly readDecidedContracts: () => AsyncIterable<DecidedContract>;
  /** Sorted by customer id, then currency. */
  readonly readBalances: () => AsyncIterable<CustomerBalance>;
  /** All rejected rows, sorted by input, then line. */
  readonly readRejectedRows: () => AsyncIterable<RejectedRow>;
};

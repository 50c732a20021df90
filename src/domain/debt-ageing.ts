import {
  AGEING_BUCKETS,
  type AgeingBucket,
  type CustomerBalance,
  type DebtInvoiceDecision,
  type DebtInvoiceDetails,
} from './debt-decision.ts';
import type { DebtorType } from './invoice.ts';
import { addMinor, type Currency } from './money.ts';

/** Open amounts of some invoices in one currency, in its minor unit. */
export type AgeingSums = {
  /** Undisputed ones by age. */
  readonly buckets: Readonly<Record<AgeingBucket, number>>;
  readonly undisputedMinor: number;
  readonly disputedMinor: number;
  readonly invoices: number;
};

/** How old what one customer owes in one currency is, and what its invoices say of it. */
export type CustomerAgeing = AgeingSums & { readonly customerName: string | null; readonly debtorType: DebtorType };

/** The balance of a customer in the debt batch; its ageing is null where no invoice is open. */
export type DebtBalance = CustomerBalance & { readonly ageing: CustomerAgeing | null };

/** What is looked at of an open invoice. */
type AgedInvoice = {
  readonly decision: Pick<DebtInvoiceDecision, 'currency' | 'openAmount' | 'ageingBucket'>;
  readonly details: Pick<DebtInvoiceDetails, 'customerName' | 'debtorType' | 'isDisputed'>;
};

/** Sums that are still growing. */
export type AgeingDraft = { -readonly [Key in keyof AgeingSums]: AgeingSums[Key] } & {
  buckets: Record<AgeingBucket, number>;
};

/** Sums of nothing. */
export function createAgeing(): AgeingDraft {
  const buckets: Record<AgeingBucket, number> = {
    'not-due': 0,
    'dpd-1-30': 0,
    'dpd-31-60': 0,
    'dpd-61-90': 0,
    'dpd-91-180': 0,
    'dpd-181-365': 0,
    'dpd-over-365': 0,
  };
  return { buckets, undisputedMinor: 0, disputedMinor: 0, invoices: 0 };
}

/** Adds an open invoice; what is disputed has no age. */
export function addToAgeing(draft: AgeingDraft, { decision, details }: AgedInvoice): void {
  const { openAmount, ageingBucket } = decision;
  draft.invoices += 1;
  if (details.isDisputed) {
    draft.disputedMinor = addMinor(draft.disputedMinor, openAmount);
    return;
  }
  draft.undisputedMinor = addMinor(draft.undisputedMinor, openAmount);
  draft.buckets[ageingBucket] = addMinor(draft.buckets[ageingBucket], openAmount);
}

/** All that is open: of every age, and disputed. */
export function sumAgeing({ buckets, disputedMinor }: Pick<AgeingSums, 'buckets' | 'disputedMinor'>): bigint {
  return AGEING_BUCKETS.reduce((sum, bucket) => sum + BigInt(buckets[bucket]), BigInt(disputedMinor));
}

/** Adds the ageing of a customer's open invoices, sorted by id, to its balance in the same currency. */
export function ageBalance(balance: CustomerBalance, invoices: readonly AgedInvoice[]): DebtBalance {
  return {
    customerId: balance.customerId,
    customerName: balance.customerName,
    currency: balance.currency,
    invoicedMinor: balance.invoicedMinor,
    settledMinor: balance.settledMinor,
    openMinor: balance.openMinor,
    creditMinor: balance.creditMinor,
    releasedProvisions: balance.releasedProvisions,
    writeOffs: balance.writeOffs,
    ageing: ageInvoices(invoices, balance.currency),
  };
}

function ageInvoices(invoices: readonly AgedInvoice[], currency: Currency): CustomerAgeing | null {
  const sums = createAgeing();
  let customerName: string | null = null;
  let debtorType: DebtorType | null = null;
  for (const invoice of invoices) {
    if (invoice.decision.currency !== currency) continue;
    addToAgeing(sums, invoice);
    customerName ??= invoice.details.customerName;
    debtorType ??= invoice.details.debtorType;
  }
  if (debtorType === null) return null;
  const { buckets, undisputedMinor, disputedMinor } = sums;
  return { buckets, undisputedMinor, disputedMinor, invoices: sums.invoices, customerName, debtorType };
}

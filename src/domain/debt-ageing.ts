import {
  AGEING_BUCKETS,
  type AgeingBucket,
  type CustomerBalance,
  type DebtInvoiceDecision,
  type DebtInvoiceDetails,
} from './debt-decision.ts';
import type { DebtorType } from './invoice.ts';
import { addMinor } from './money.ts';

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
  const { currency } = balance;
  const open = invoices.filter(({ decision }) => decision.currency === currency);
  return { ...balance, ageing: ageInvoices(open) };
}

function ageInvoices(invoices: readonly AgedInvoice[]): CustomerAgeing | null {
  const [first] = invoices;
  if (first === undefined) return null;
  const sums = createAgeing();
  for (const invoice of invoices) addToAgeing(sums, invoice);
  const named = invoices.find(({ details }) => details.customerName !== null);
  return { ...sums, customerName: named?.details.customerName ?? null, debtorType: first.details.debtorType };
}

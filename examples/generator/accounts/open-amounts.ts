import type { SampleInvoice, SamplePayment } from './sample-account.ts';
import { type Day, rollToWorkingDay } from './sample-days.ts';

/** An invoice of which something is open on a day. */
export type OpenAmount = {
  readonly invoice: SampleInvoice;
  readonly effectiveDueDay: Day;
  readonly openMinor: number;
};

const SIGNS = { payment: 1, 'credit-note': 1, refund: -1, chargeback: -1 } as const;

/** What is open on a day, oldest first. Payments without an invoice pay the oldest ones (of the only contract). */
export function findOpenAmounts(
  invoices: readonly SampleInvoice[],
  payments: readonly SamplePayment[],
  today: Day,
): readonly OpenAmount[] {
  const paid = new Map<string | null, number>();
  for (const { invoiceId, amountMinor, kind, paidDay } of payments) {
    if (paidDay <= today) paid.set(invoiceId, (paid.get(invoiceId) ?? 0) + SIGNS[kind] * amountMinor);
  }
  let unnamedMinor = paid.get(null) ?? 0;
  return invoices
    .filter((invoice) => !invoice.isVoided && invoice.issuedDay <= today)
    .map((invoice) => ({ invoice, effectiveDueDay: rollToWorkingDay(invoice.dueDay) }))
    .toSorted((a, b) => a.effectiveDueDay - b.effectiveDueDay)
    .map((each) => {
      const named = Math.max(0, each.invoice.amountMinor - (paid.get(each.invoice.invoiceId) ?? 0));
      const fromUnnamed = Math.min(named, unnamedMinor);
      unnamedMinor -= fromUnnamed;
      return { ...each, openMinor: named - fromUnnamed };
    })
    .filter((each) => each.openMinor > 0);
}

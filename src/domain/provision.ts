import type { InvoiceState } from './account-state.ts';
import { compareText } from './compare-text.ts';
import { HOME_CURRENCY } from './money.ts';

const NO_OFFSETS: ReadonlyMap<string, number> = new Map();

/**
 * Sets what we owe a debtor off against its open invoices, by original due date, then id, whatever their rate, dispute
 * or evidence. In VND only, as the reconciled figure is. Returns the amount for each invoice id that gets one.
 */
export function setOff(open: readonly InvoiceState[], payableMinor: number): ReadonlyMap<string, number> {
  if (payableMinor <= 0) return NO_OFFSETS;
  const offsets = new Map<string, number>();
  let leftMinor = payableMinor;
  const ordered = open
    .filter(({ invoice }) => invoice.currency === HOME_CURRENCY)
    .toSorted(
      (a, b) => compareText(a.invoice.dueOn, b.invoice.dueOn) || compareText(a.invoice.invoiceId, b.invoice.invoiceId),
    );
  for (const { invoice, openMinor } of ordered) {
    const takenMinor = Math.min(openMinor, leftMinor);
    if (takenMinor <= 0) break;
    offsets.set(invoice.invoiceId, takenMinor);
    leftMinor -= takenMinor;
  }
  return offsets;
}

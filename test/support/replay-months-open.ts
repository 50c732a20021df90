import type { AccountRow, AccountRows } from '../../examples/generator/accounts/account-rows.ts';
import { rollToWorkingDay } from '../../examples/generator/accounts/sample-days.ts';
import { type CalendarDate, fromEpochDay, toEpochDay } from '../../src/domain/calendar-date.ts';

/** What is left of an invoice on a day. */
export type LeftInvoice = {
  readonly invoiceId: string;
  readonly contractId: string;
  readonly currency: string;
  readonly effectiveDueOn: CalendarDate;
  readonly openMinor: number;
  readonly isDisputed: boolean;
};

const NOTHING = 0;

/**
 * Lists what is open on a day, straight from the rows and with nothing of the product's own settling: amount less
 * payments and credit notes plus refunds and chargebacks, then payments of the customer from the earliest due date on.
 */
export function listLeft(rows: AccountRows, asOf: CalendarDate): readonly LeftInvoice[] {
  const named = new Map<string, number>();
  const unnamed = new Map<string, number>();
  for (const row of rows.payments) {
    if (row.paidOn > asOf) continue;
    const sums = row.invoiceId === '' ? unnamed : named;
    const key = row.invoiceId === '' ? `${row.customerId} ${row.currency}` : row.invoiceId;
    const sign = row.kind === 'refund' || row.kind === 'chargeback' ? -1 : 1;
    sums.set(key, (sums.get(key) ?? NOTHING) + sign * toMinor(row));
  }
  const left: LeftInvoice[] = [];
  for (const row of listCounting(rows, asOf).toSorted(compareDue)) {
    const key = `${row.customerId} ${row.currency}`;
    const unpaid = Math.max(0, toMinor(row) - (named.get(row.invoiceId) ?? NOTHING));
    const taken = Math.max(0, Math.min(unpaid, unnamed.get(key) ?? NOTHING));
    unnamed.set(key, (unnamed.get(key) ?? NOTHING) - taken);
    const { invoiceId, contractId, currency } = row;
    const openMinor = unpaid - taken;
    const isDisputed = row.disputed === 'yes' || isInDispute(row, rows, asOf);
    if (openMinor > 0) {
      left.push({ invoiceId, contractId, currency, effectiveDueOn: toEffective(row), openMinor, isDisputed });
    }
  }
  return left;
}

/** Invoices that are issued by the day and not voided, without the blanks of careless rows. */
export function listCounting(rows: AccountRows, asOf: CalendarDate): readonly AccountRow<'invoices'>[] {
  return rows.invoices
    .filter((row) => row.issuedOn <= asOf && row.voided !== 'yes')
    .map((row) => ({ ...row, invoiceId: row.invoiceId.trim(), currency: row.currency || 'VND' }));
}

function compareDue(a: AccountRow<'invoices'>, b: AccountRow<'invoices'>): number {
  const [left, right] = [a, b].map((row) => `${toEffective(row)} ${row.invoiceId}`);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}

/** The generator's own calendar, which knows the days off of the sample year. */
function toEffective(row: AccountRow<'invoices'>): CalendarDate {
  return fromEpochDay(rollToWorkingDay(toEpochDay(row.dueOn)));
}

function isInDispute(invoice: AccountRow<'invoices'>, rows: AccountRows, asOf: CalendarDate): boolean {
  return rows.holds.some(
    (hold) =>
      hold.kind === 'dispute' &&
      hold.from <= asOf &&
      (hold.until === '' || asOf <= hold.until) &&
      (hold.invoiceId === '' ? hold.contractId === invoice.contractId : hold.invoiceId === invoice.invoiceId),
  );
}

/** Đồng have no minor unit, everything else of the sample has cents. */
function toMinor({ amount, currency }: { readonly amount: string; readonly currency: string }): number {
  return currency === 'VND' || currency === '' ? Number(amount) : Math.round(Number(amount) * 100);
}

import type { CalendarDate } from './calendar-date.ts';
import type { Invoice, Payment } from './invoice.ts';
import { addMinor, type Currency, sumMinor } from './money.ts';

/** What has become of an invoice up to a day; amounts in the minor unit of its currency. */
export type SettledInvoice = {
  readonly invoice: Invoice;
  readonly effectiveDueOn: CalendarDate;
  readonly openMinor: number;
  /** Paid too much on this very invoice; it is not moved to another one. */
  readonly overpaidMinor: number;
};

/** What a customer owes and has to its credit in one currency. */
export type CustomerAccount = {
  readonly customerId: string;
  readonly currency: Currency;
  /** Invoices that are issued, by effective due date, then id; voided ones count as 0. */
  readonly invoices: readonly SettledInvoice[];
  readonly invoicedMinor: number;
  readonly settledMinor: number;
  /** Overpaid on invoices, and what is left of payments without an invoice; negative where more was refunded. */
  readonly creditMinor: number;
};

/** How the settling is done: as of which day, when an invoice falls due, and which ones are off the books. */
export type SettlingTerms = {
  readonly asOf: CalendarDate;
  readonly toEffectiveDueOn: (dueOn: CalendarDate) => CalendarDate;
  /** Invoices that were written off by asOf: they are open no more, and what is paid since is no settlement of them. */
  readonly writtenOffOn: (invoiceId: string) => CalendarDate | null;
};

/**
 * Settles the invoices of customers as of a day: open = amount − credit notes − payments + refunds + chargebacks up to
 * then. Payments without an invoice are one sum per customer and currency and go to its open invoices by effective due
 * date, then id. One account for each customer and currency, sorted by both.
 */
export function settleInvoices(
  invoices: readonly Invoice[],
  payments: readonly Payment[],
  terms: SettlingTerms,
): readonly CustomerAccount[] {
  const { asOf } = terms;
  const made = payments.filter((payment) => payment.paidOn <= asOf);
  const paidByInvoice = sumByKey(made.filter((payment) => payment.invoiceId !== null && !isRecovery(payment, terms)));
  const unnamed = made.filter((payment) => payment.invoiceId === null);
  const accounts = new Map<string, { customerId: string; currency: Currency; invoices: Invoice[]; free: Payment[] }>();
  const open = (customerId: string, currency: Currency) => {
    const key = `${customerId}\n${currency}`;
    const account = accounts.get(key) ?? { customerId, currency, invoices: [], free: [] };
    accounts.set(key, account);
    return account;
  };
  for (const invoice of invoices) {
    if (invoice.issuedOn <= asOf) open(invoice.customerId, invoice.currency).invoices.push(invoice);
  }
  for (const payment of unnamed) open(payment.customerId ?? '', payment.currency).free.push(payment);
  return [...accounts.values()]
    .sort((a, b) => compareText(a.customerId, b.customerId) || compareText(a.currency, b.currency))
    .map(({ free, ...account }) => settleAccount(account, sumMinor(free.map(toSignedMinor)), paidByInvoice, terms));
}

/** What a payment takes off a debt: refunds and chargebacks bring it back. */
export function toSignedMinor(payment: Payment): number {
  return payment.kind === 'refund' || payment.kind === 'chargeback' ? -payment.amountMinor : payment.amountMinor;
}

/** Compares ids by code units, as the store does. */
export function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

/** Money that comes in after the write-off is a recovery and reopens nothing. */
function isRecovery(payment: Payment, terms: SettlingTerms): boolean {
  const writtenOffOn = payment.invoiceId === null ? null : terms.writtenOffOn(payment.invoiceId);
  return writtenOffOn !== null && payment.paidOn > writtenOffOn;
}

function sumByKey(payments: readonly Payment[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const payment of payments) {
    const key = payment.invoiceId ?? '';
    sums.set(key, addMinor(sums.get(key) ?? 0, toSignedMinor(payment)));
  }
  return sums;
}

function settleAccount(
  account: { readonly customerId: string; readonly currency: Currency; readonly invoices: readonly Invoice[] },
  freeMinor: number,
  paidByInvoice: ReadonlyMap<string, number>,
  terms: SettlingTerms,
): CustomerAccount {
  const nets = account.invoices
    .map((invoice) => {
      const paidMinor = paidByInvoice.get(invoice.invoiceId) ?? 0;
      const isOff = terms.writtenOffOn(invoice.invoiceId) !== null;
      const chargedMinor = invoice.isVoided
        ? 0
        : isOff
          ? Math.min(invoice.amountMinor, paidMinor)
          : invoice.amountMinor;
      const effectiveDueOn = terms.toEffectiveDueOn(invoice.dueOn);
      return { invoice, effectiveDueOn, chargedMinor, paidMinor, netMinor: addMinor(chargedMinor, -paidMinor) };
    })
    .sort(
      (a, b) =>
        compareText(a.effectiveDueOn, b.effectiveDueOn) || compareText(a.invoice.invoiceId, b.invoice.invoiceId),
    );
  let leftMinor = freeMinor;
  const settled = nets.map(({ invoice, effectiveDueOn, netMinor }): SettledInvoice => {
    // A voided invoice counts for nothing: more refunded than paid on it is a negative credit and no open amount.
    if (invoice.isVoided) return { invoice, effectiveDueOn, openMinor: 0, overpaidMinor: -netMinor };
    const takenMinor = Math.max(0, Math.min(netMinor, leftMinor));
    leftMinor -= takenMinor;
    return {
      invoice,
      effectiveDueOn,
      openMinor: Math.max(0, netMinor - takenMinor),
      overpaidMinor: Math.max(0, -netMinor),
    };
  });
  return {
    customerId: account.customerId,
    currency: account.currency,
    invoices: settled,
    invoicedMinor: sumMinor(nets.map((net) => net.chargedMinor)),
    settledMinor: addMinor(sumMinor(nets.map((net) => net.paidMinor)), freeMinor),
    creditMinor: addMinor(leftMinor, sumMinor(settled.map((each) => each.overpaidMinor))),
  };
}

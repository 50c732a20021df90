import type { CalendarDate } from './calendar-date.ts';
import { compareText } from './compare-text.ts';
import type { Invoice, Payment } from './invoice.ts';
import { addMinor, type Currency } from './money.ts';
import { sortFew } from './sort-few.ts';

/** What has become of an invoice up to a day; amounts in the minor unit of its currency. */
export type SettledInvoice = {
  readonly invoice: Invoice;
  readonly effectiveDueOn: CalendarDate;
  readonly openMinor: number;
  /** Paid too much on this very invoice; it is not moved to another one. */
  readonly overpaidMinor: number;
  /** What was open when it was written off; null where it was not. */
  readonly writtenOffMinor: number | null;
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
  /**
   * When invoices were written off, by id; days after asOf do not count yet. They are open no more, and what is paid since is
   * no settlement of them.
   */
  readonly writtenOffOn: ReadonlyMap<string, CalendarDate | null>;
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
  return settleOn(terms.asOf, invoices, payments, findWriteOffs(invoices, payments, terms), terms);
}

/** An invoice that is off the books: since when, and what was open then. */
type WriteOff = { readonly on: CalendarDate; readonly openMinor: number };
type WriteOffs = ReadonlyMap<string, WriteOff>;
const NO_WRITE_OFFS: WriteOffs = new Map();

/**
 * What was open of each invoice on the day on which it was written off; the earliest day first, because what was off the
 * books by then takes no money from the others.
 */
function findWriteOffs(invoices: readonly Invoice[], payments: readonly Payment[], terms: SettlingTerms): WriteOffs {
  if (terms.writtenOffOn.size === 0) return NO_WRITE_OFFS;
  const days = new Map<string, CalendarDate>();
  for (const invoice of invoices) {
    const day = terms.writtenOffOn.get(invoice.invoiceId) ?? null;
    if (day === null || day > terms.asOf || invoice.isVoided || invoice.issuedOn > terms.asOf) continue;
    days.set(invoice.invoiceId, day);
  }
  const known = new Map<string, WriteOff>();
  for (const day of [...new Set(days.values())].sort(compareText)) {
    const own = invoices.filter(({ invoiceId }) => days.get(invoiceId) === day);
    const settled = settleOn(day, invoices, payments, known, terms).flatMap((account) => account.invoices);
    const openOf = new Map(settled.map((each) => [each.invoice.invoiceId, each.openMinor]));
    // One that was written off before it was issued was never paid.
    for (const { invoiceId, amountMinor } of own) {
      known.set(invoiceId, { on: day, openMinor: openOf.get(invoiceId) ?? amountMinor });
    }
  }
  return known;
}

function settleOn(
  asOf: CalendarDate,
  invoices: readonly Invoice[],
  payments: readonly Payment[],
  writeOffs: WriteOffs,
  terms: SettlingTerms,
): readonly CustomerAccount[] {
  const accounts: OpenAccounts = { byKey: new Map(), last: null };
  for (const invoice of invoices) {
    if (invoice.issuedOn <= asOf) getAccount(accounts, invoice.customerId, invoice.currency).invoices.push(invoice);
  }
  const paidByInvoice = new Map<string, number>();
  for (const payment of payments) {
    if (payment.paidOn > asOf) continue;
    const { invoiceId } = payment;
    if (invoiceId === null) {
      const account = getAccount(accounts, payment.customerId ?? '', payment.currency);
      account.freeMinor = addMinor(account.freeMinor, toSignedMinor(payment));
    } else if (!isRecovery(payment, writeOffs.get(invoiceId))) {
      paidByInvoice.set(invoiceId, addMinor(paidByInvoice.get(invoiceId) ?? 0, toSignedMinor(payment)));
    }
  }
  return sortFew([...accounts.byKey.values()], compareAccounts).map((account) =>
    settleAccount(account, paidByInvoice, writeOffs, terms),
  );
}

/** What is to be settled of one customer in one currency: its invoices, and what it paid without naming one. */
type OpenAccount = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly invoices: Invoice[];
  freeMinor: number;
};

/** Invoices come by customer, so the account is mostly that of the invoice before. */
type OpenAccounts = { readonly byKey: Map<string, OpenAccount>; last: OpenAccount | null };

function getAccount(accounts: OpenAccounts, customerId: string, currency: Currency): OpenAccount {
  const { byKey, last } = accounts;
  if (last !== null && last.customerId === customerId && last.currency === currency) return last;
  const key = `${customerId}\n${currency}`;
  const account = byKey.get(key) ?? { customerId, currency, invoices: [], freeMinor: 0 };
  byKey.set(key, account);
  accounts.last = account;
  return account;
}

function compareAccounts(a: OpenAccount, b: OpenAccount): number {
  return compareText(a.customerId, b.customerId) || compareText(a.currency, b.currency);
}

/** Order in which invoices are looked at: by effective due date, then id. */
export function compareByDue(
  a: Pick<SettledInvoice, 'invoice' | 'effectiveDueOn'>,
  b: Pick<SettledInvoice, 'invoice' | 'effectiveDueOn'>,
): number {
  return compareText(a.effectiveDueOn, b.effectiveDueOn) || compareText(a.invoice.invoiceId, b.invoice.invoiceId);
}

/** What a payment takes off a debt: refunds and chargebacks bring it back. */
export function toSignedMinor(payment: Payment): number {
  return payment.kind === 'refund' || payment.kind === 'chargeback' ? -payment.amountMinor : payment.amountMinor;
}

/** Money that comes in after the write-off is a recovery and reopens nothing. */
function isRecovery(payment: Payment, writeOff: WriteOff | undefined): boolean {
  return writeOff !== undefined && payment.paidOn > writeOff.on;
}

/** What has become of an invoice is found out in the order in which money goes to invoices. */
type SettlingInvoice = { -readonly [Key in keyof SettledInvoice]: SettledInvoice[Key] };

function settleAccount(
  account: OpenAccount,
  paidByInvoice: ReadonlyMap<string, number>,
  writeOffs: WriteOffs,
  terms: SettlingTerms,
): CustomerAccount {
  const settling = account.invoices.map(
    (invoice): SettlingInvoice => ({
      invoice,
      effectiveDueOn: terms.toEffectiveDueOn(invoice.dueOn),
      openMinor: 0,
      overpaidMinor: 0,
      writtenOffMinor: writeOffs.get(invoice.invoiceId)?.openMinor ?? null,
    }),
  );
  let leftMinor = account.freeMinor;
  let [invoicedMinor, settledMinor, overpaidMinor] = [0, 0, 0];
  for (const each of sortFew(settling, compareByDue)) {
    const { invoice, writtenOffMinor } = each;
    const paidMinor = paidByInvoice.get(invoice.invoiceId) ?? 0;
    const chargedMinor = invoice.isVoided ? 0 : invoice.amountMinor - (writtenOffMinor ?? 0);
    const netMinor = addMinor(chargedMinor, -paidMinor);
    const takenMinor = invoice.isVoided ? 0 : Math.max(0, Math.min(netMinor, leftMinor));
    leftMinor -= takenMinor;
    const restMinor = netMinor - takenMinor;
    // Voided or written off it is never open: what was refunded meanwhile is a negative credit.
    const isOff = invoice.isVoided || writtenOffMinor !== null;
    each.openMinor = isOff ? 0 : Math.max(0, restMinor);
    each.overpaidMinor = isOff ? 0 - restMinor : Math.max(0, -restMinor);
    invoicedMinor = addMinor(invoicedMinor, chargedMinor);
    settledMinor = addMinor(settledMinor, paidMinor);
    overpaidMinor = addMinor(overpaidMinor, each.overpaidMinor);
  }
  return {
    customerId: account.customerId,
    currency: account.currency,
    invoices: settling,
    invoicedMinor,
    settledMinor: addMinor(settledMinor, account.freeMinor),
    creditMinor: addMinor(leftMinor, overpaidMinor),
  };
}

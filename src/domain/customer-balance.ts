import { type AccountState, findNewest } from './account-state.ts';
import { addMonths, type CalendarDate } from './calendar-date.ts';
import { compareText } from './compare-text.ts';
import type { CustomerBalance, ReleasedProvision, TrackedWriteOff } from './debt-decision.ts';
import type { BookedProvision, CustomerFile, Invoice, Payment } from './invoice.ts';
import { addMinor, type Currency, sumMinor } from './money.ts';
import { type SettledInvoice, toSignedMinor } from './settle-invoices.ts';
import { sortFew } from './sort-few.ts';

/** What a customer owes and has to its credit, one balance for each currency; the base of the control totals. */
export function readBalances(
  file: CustomerFile,
  state: AccountState,
  asOf: CalendarDate,
  trackingMonths: number,
): readonly CustomerBalance[] {
  const own = file.invoices.filter((invoice) => invoice.customerId === file.customerId);
  const { released, writeOffs } = readBooked(file, own, state, { asOf, trackingMonths });
  const customerName = findName(own);
  const currencies = new Set<Currency>();
  for (const account of state.accounts) currencies.add(account.currency);
  for (const each of released) currencies.add(each.currency);
  return sortFew([...currencies], compareText).map((currency): CustomerBalance => {
    const account = state.accounts.find((each) => each.currency === currency);
    return {
      customerId: file.customerId,
      customerName,
      currency,
      invoicedMinor: account?.invoicedMinor ?? 0,
      settledMinor: account?.settledMinor ?? 0,
      openMinor: account === undefined ? 0 : sumOpen(account.invoices),
      creditMinor: account?.creditMinor ?? 0,
      releasedProvisions: released.filter((each) => each.currency === currency),
      writeOffs: writeOffs.filter((each) => each.currency === currency),
    };
  });
}

function sumOpen(invoices: readonly SettledInvoice[]): number {
  let sum = 0;
  for (const { openMinor } of invoices) sum = addMinor(sum, openMinor);
  return sum;
}

/** What provisions in the books add to balances. */
type Booked = { readonly released: readonly ReleasedProvision[]; readonly writeOffs: readonly TrackedWriteOff[] };
const NOTHING_BOOKED: Booked = { released: [], writeOffs: [] };

type Tracking = { readonly asOf: CalendarDate; readonly trackingMonths: number };

/** The provisions of the customer's own invoices that are not needed any more, and what was written off with them. */
function readBooked(file: CustomerFile, own: readonly Invoice[], state: AccountState, tracking: Tracking): Booked {
  if (file.provisions.length === 0) return NOTHING_BOOKED;
  const byId = new Map(own.map((invoice) => [invoice.invoiceId, invoice]));
  const open = new Set(state.invoices.filter((each) => each.openMinor > 0).map((each) => each.invoice.invoiceId));
  const provisions = file.provisions
    .flatMap((provision) => {
      const invoice = byId.get(provision.invoiceId);
      return invoice === undefined ? [] : [{ provision, invoice }];
    })
    .sort((a, b) => compareText(a.invoice.invoiceId, b.invoice.invoiceId));
  const settledById = new Map(
    state.accounts.flatMap((account) => account.invoices.map((each) => [each.invoice.invoiceId, each])),
  );
  // What was written off has used its provision up.
  const isOff = (invoiceId: string): boolean => (settledById.get(invoiceId)?.writtenOffMinor ?? null) !== null;
  const released = provisions
    .filter(({ provision }) => sumBooked(provision, tracking.asOf) > 0 && !open.has(provision.invoiceId))
    .filter(({ provision }) => !isOff(provision.invoiceId))
    .map(toReleased);
  const writeOffs = provisions.flatMap(({ provision }) => {
    const settled = settledById.get(provision.invoiceId);
    return settled === undefined ? [] : trackWriteOff(settled, provision, file.payments, tracking);
  });
  return { released, writeOffs };
}

/** What stands in the books by the day. */
function sumBooked(provision: BookedProvision, asOf: CalendarDate): number {
  return provision.bookedOn === null || provision.bookedOn <= asOf ? provision.bookedMinor : 0;
}

function toReleased({
  provision,
  invoice,
}: {
  readonly provision: BookedProvision;
  readonly invoice: Invoice;
}): ReleasedProvision {
  return {
    invoiceId: invoice.invoiceId,
    contractId: invoice.contractId,
    managingUnit: invoice.managingUnit,
    currency: invoice.currency,
    bookedMinor: provision.bookedMinor,
    bookedOn: provision.bookedOn,
  };
}

function trackWriteOff(
  { invoice, writtenOffMinor }: SettledInvoice,
  provision: BookedProvision,
  payments: readonly Payment[],
  { asOf, trackingMonths }: Tracking,
): readonly TrackedWriteOff[] {
  const { writtenOffOn } = provision;
  if (writtenOffMinor === null || writtenOffOn === null) return [];
  const since = payments.filter(
    ({ invoiceId, paidOn }) => invoiceId === invoice.invoiceId && paidOn > writtenOffOn && paidOn <= asOf,
  );
  return [
    {
      invoiceId: invoice.invoiceId,
      contractId: invoice.contractId,
      currency: invoice.currency,
      writtenOffOn,
      writtenOffMinor,
      recoveredMinor: sumMinor(since.map(toSignedMinor)),
      usedProvisionMinor: sumBooked(provision, asOf),
      trackedUntil: addMonths(writtenOffOn, trackingMonths),
    },
  ];
}

/** Of the newest invoice that has one. */
function findName(invoices: readonly Invoice[]): string | null {
  const newest = findNewest(invoices);
  if (newest === null || newest.customerName !== null) return newest?.customerName ?? null;
  return findNewest(invoices.filter((invoice) => invoice.customerName !== null))?.customerName ?? null;
}

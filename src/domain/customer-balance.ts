import { type AccountState, findNewest } from './account-state.ts';
import { addMonths, type CalendarDate } from './calendar-date.ts';
import { compareText } from './compare-text.ts';
import type { CustomerBalance, ReleasedProvision, TrackedWriteOff } from './debt-decision.ts';
import type { BookedProvision, CustomerFile, Invoice, Payment } from './invoice.ts';
import { type Currency, sumMinor } from './money.ts';
import { type SettledInvoice, toSignedMinor } from './settle-invoices.ts';

/** What a customer owes and has to its credit, one balance for each currency; the base of the control totals. */
export function readBalances(
  file: CustomerFile,
  state: AccountState,
  asOf: CalendarDate,
  trackingMonths: number,
): readonly CustomerBalance[] {
  const own = file.invoices.filter((invoice) => invoice.customerId === file.customerId);
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
    .filter(({ provision }) => readBooked(provision, asOf) > 0 && !open.has(provision.invoiceId))
    .filter(({ provision }) => !isOff(provision.invoiceId))
    .map(toReleased);
  const writeOffs = provisions.flatMap(({ provision }) => {
    const settled = settledById.get(provision.invoiceId);
    return settled === undefined ? [] : trackWriteOff(settled, provision, file.payments, { asOf, trackingMonths });
  });
  const currencies = new Set<Currency>([
    ...state.accounts.map((account) => account.currency),
    ...released.map((each) => each.currency),
  ]);
  return [...currencies].sort(compareText).map((currency): CustomerBalance => {
    const account = state.accounts.find((each) => each.currency === currency);
    return {
      customerId: file.customerId,
      customerName: findName(own),
      currency,
      invoicedMinor: account?.invoicedMinor ?? 0,
      settledMinor: account?.settledMinor ?? 0,
      openMinor: sumMinor((account?.invoices ?? []).map((each) => each.openMinor)),
      creditMinor: account?.creditMinor ?? 0,
      releasedProvisions: released.filter((each) => each.currency === currency),
      writeOffs: writeOffs.filter((each) => each.currency === currency),
    };
  });
}

/** What stands in the books by the day. */
function readBooked(provision: BookedProvision, asOf: CalendarDate): number {
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
  { asOf, trackingMonths }: { readonly asOf: CalendarDate; readonly trackingMonths: number },
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
      usedProvisionMinor: readBooked(provision, asOf),
      trackedUntil: addMonths(writtenOffOn, trackingMonths),
    },
  ];
}

/** Of the newest invoice that has one. */
function findName(invoices: readonly Invoice[]): string | null {
  const named = invoices.filter((invoice) => invoice.customerName !== null);
  return findNewest(named)?.customerName ?? null;
}

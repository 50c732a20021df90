import { type AccountState, findNewest } from './account-state.ts';
import { addMonths, type CalendarDate } from './calendar-date.ts';
import type { CustomerBalance, ReleasedProvision, TrackedWriteOff } from './debt-decision.ts';
import type { BookedProvision, CustomerFile, Invoice } from './invoice.ts';
import { type Currency, sumMinor } from './money.ts';
import { compareText, toSignedMinor } from './settle-invoices.ts';

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
  const released = provisions.filter(({ provision }) => isReleased(provision, open, asOf)).map(toReleased);
  const writeOffs = provisions.flatMap(({ provision, invoice }) =>
    provision.writtenOffOn === null ||
    provision.writtenOffOn > asOf ||
    invoice.isVoided ||
    // Whatever its row says: what does not exist yet cannot be written off.
    invoice.issuedOn > asOf
      ? []
      : [trackWriteOff(invoice, provision.writtenOffOn, file, asOf, trackingMonths)],
  );
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

/** A provision that stands in the books while nothing is open any more has to be released. */
function isReleased(provision: BookedProvision, open: ReadonlySet<string>, asOf: CalendarDate): boolean {
  const isBooked = provision.bookedOn === null || provision.bookedOn <= asOf;
  return isBooked && provision.bookedMinor > 0 && !open.has(provision.invoiceId);
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
  invoice: Invoice,
  writtenOffOn: CalendarDate,
  file: CustomerFile,
  asOf: CalendarDate,
  trackingMonths: number,
): TrackedWriteOff {
  const made = file.payments.filter((each) => each.invoiceId === invoice.invoiceId && each.paidOn <= asOf);
  const sum = (isAfter: boolean): number =>
    sumMinor(made.filter((each) => each.paidOn > writtenOffOn === isAfter).map(toSignedMinor));
  return {
    invoiceId: invoice.invoiceId,
    contractId: invoice.contractId,
    currency: invoice.currency,
    writtenOffOn,
    writtenOffMinor: Math.max(0, invoice.amountMinor - sum(false)),
    recoveredMinor: sum(true),
    trackedUntil: addMonths(writtenOffOn, trackingMonths),
  };
}

/** Of the newest invoice that has one. */
function findName(invoices: readonly Invoice[]): string | null {
  const named = invoices.filter((invoice) => invoice.customerName !== null);
  return findNewest(named)?.customerName ?? null;
}

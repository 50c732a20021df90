import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { CustomerFile, Hold, HoldKind, Invoice, Payment, ServiceStatus } from '../../src/domain/invoice.ts';

/** An invoice that counts on the day (issued by then, not voided), also when nothing of it is open. */
export type CountedInvoice = {
  readonly invoice: Invoice;
  readonly openMinor: number;
  readonly effectiveDueOn: CalendarDate;
  readonly daysPastDue: number;
  readonly isDisputed: boolean;
};

/**
 * The invoices of a file that count as of a day, with what is open of each. Those of `isWrittenOff` are left out, as if
 * they had never been issued.
 */
export function countInvoices(
  file: CustomerFile,
  asOf: CalendarDate,
  isWrittenOff: (invoice: Invoice) => boolean = () => false,
): readonly CountedInvoice[] {
  const counting = file.invoices.filter((invoice) => isCounting(invoice, asOf) && !isWrittenOff(invoice));
  // "paid too much on a named invoice is not moved to another"
  const open = new Map(counting.map((invoice) => [invoice.invoiceId, Math.max(0, sumNamed(invoice, file, asOf))]));
  allocateUnnamed(file, counting, open, asOf);
  return counting.map((invoice) => {
    const effectiveDueOn = rollDueDate(invoice.dueOn);
    return {
      invoice,
      openMinor: open.get(invoice.invoiceId) ?? 0,
      effectiveDueOn,
      daysPastDue: daysBetween(effectiveDueOn, asOf),
      isDisputed: isDisputed(invoice, file, asOf),
    };
  });
}

function isCounting(invoice: Invoice, asOf: CalendarDate): boolean {
  return !invoice.isVoided && invoice.issuedOn <= asOf;
}

/** "amount − credit notes − payments + refunds + chargebacks dated ≤ asOf, at invoice level" */
function sumNamed(invoice: Invoice, file: CustomerFile, asOf: CalendarDate): number {
  let open = invoice.amountMinor;
  for (const payment of file.payments) {
    if (payment.invoiceId === invoice.invoiceId && payment.paidOn <= asOf) open -= signed(payment);
  }
  return open;
}

function signed(payment: Payment): number {
  return payment.kind === 'payment' || payment.kind === 'credit-note' ? payment.amountMinor : -payment.amountMinor;
}

/** "one sum per customer and currency …, by effective due date, then invoice id" */
function allocateUnnamed(
  file: CustomerFile,
  counting: readonly Invoice[],
  open: Map<string, number>,
  asOf: CalendarDate,
): void {
  const sums = new Map<string, number>();
  for (const payment of file.payments) {
    if (payment.invoiceId !== null || payment.paidOn > asOf) continue;
    const key = `${payment.currency} ${payment.customerId}`;
    sums.set(key, (sums.get(key) ?? 0) + signed(payment));
  }
  const inOrder = [...counting].sort(
    (a, b) => compareText(rollDueDate(a.dueOn), rollDueDate(b.dueOn)) || compareText(a.invoiceId, b.invoiceId),
  );
  for (const { invoiceId, customerId, currency } of inOrder) {
    const left = sums.get(`${currency} ${customerId}`) ?? 0;
    const used = Math.max(0, Math.min(left, open.get(invoiceId) ?? 0));
    sums.set(`${currency} ${customerId}`, left - used);
    open.set(invoiceId, (open.get(invoiceId) ?? 0) - used);
  }
}

/** "A disputed one (column, or an active dispute hold on it)"; a dispute may name the contract with all its invoices. */
function isDisputed(invoice: Invoice, file: CustomerFile, asOf: CalendarDate): boolean {
  if (invoice.isDisputed) return true;
  return file.holds.some((hold) => {
    if (hold.kind !== 'dispute' || !isActive(hold, asOf)) return false;
    return hold.invoiceId === null ? hold.contractId === invoice.contractId : hold.invoiceId === invoice.invoiceId;
  });
}

/** "active (from ≤ asOf ≤ until)", "an empty `until` means until further notice" */
function isActive(hold: Hold, asOf: CalendarDate): boolean {
  return hold.from <= asOf && (hold.until === null || asOf <= hold.until);
}

/** Ids of the contracts that belong to the customer of the file, by the contracts file or else by the newest invoice. */
export function findOwnContracts(file: CustomerFile): readonly string[] {
  const ids = new Set([...file.contracts, ...file.invoices].map(({ contractId }) => contractId));
  const owned = [...ids].filter((id) => {
    const row = file.contracts.find(({ contractId }) => contractId === id);
    const invoices = file.invoices.filter(({ contractId }) => contractId === id);
    return (row ?? findNewest(invoices))?.customerId === file.customerId;
  });
  return owned.sort(compareText);
}

/** The invoice that was issued last; of one day the one with the highest id. */
export function findNewest(invoices: readonly Invoice[]): Invoice | undefined {
  return [...invoices].sort((a, b) => compareText(b.issuedOn, a.issuedOn) || compareText(b.invoiceId, a.invoiceId))[0];
}

/** The state of a contract as of a day. */
export type ContractState = {
  readonly status: ServiceStatus;
  readonly since: CalendarDate | null;
  readonly isHandedOver: boolean;
};

/** "Notices, holds and states dated after asOf do not exist yet"; "without the file a contract is active". */
export function readState(file: CustomerFile, id: string, asOf: CalendarDate): ContractState {
  const row = file.contracts.find(({ contractId }) => contractId === id);
  if (row === undefined || (row.statusSince !== null && row.statusSince > asOf)) {
    return { status: 'active', since: null, isHandedOver: false };
  }
  const isHandedOver = row.handedOverOn !== null && row.handedOverOn <= asOf;
  return { status: row.serviceStatus, since: row.statusSince, isHandedOver };
}

/** The active holds on a contract or on one of its invoices, disputes too, by id. */
export function findHolds(
  file: CustomerFile,
  id: string,
  invoices: readonly CountedInvoice[],
  asOf: CalendarDate,
): readonly Hold[] {
  const isOnIt = (hold: Hold) =>
    hold.kind === 'dispute' && hold.invoiceId !== null
      ? invoices.some(({ invoice }) => invoice.invoiceId === hold.invoiceId)
      : hold.contractId === id;
  return file.holds
    .filter((hold) => isActive(hold, asOf) && isOnIt(hold))
    .sort((a, b) => compareText(a.holdId, b.holdId));
}

/** "moratorium before exemption before promise"; null where none of them is among the holds. */
export function findHoldReason(holds: readonly Hold[]): Exclude<HoldKind, 'dispute'> | null {
  const kinds = holds.map(({ kind }) => kind);
  if (kinds.includes('moratorium')) return 'moratorium';
  if (kinds.includes('exemption')) return 'exemption';
  return kinds.includes('promise') ? 'promise' : null;
}

/** The sum of what is open, past due by a day or more and not disputed. */
export function sumOverdue(invoices: readonly CountedInvoice[]): number {
  return sumOpen(invoices.filter((counted) => counted.daysPastDue >= 1 && !counted.isDisputed));
}

/** The sum of what is open. */
export function sumOpen(invoices: readonly CountedInvoice[]): number {
  return invoices.reduce((sum, { openMinor }) => sum + openMinor, 0);
}

/** Order of ids: by code unit, never by language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Months and days of the weekdays off, and of the Saturdays worked instead, as the table of the process has them. */
const DAYS_OFF: Record<string, string> = {
  2020: '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02',
  2021: '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03',
  2022: '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02',
  2023: '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04',
  2024: '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03',
  2025: '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02',
  2026: '01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02',
  2027: '01-01 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03',
};
const WORKED_SATURDAYS = ['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'];

/** "rolls a due date that falls on a weekend or day off to the next working day" */
export function rollDueDate(dueOn: CalendarDate): CalendarDate {
  let day = dueOn;
  while (!isWorkingDay(day)) day = shiftDays(day, 1);
  return day;
}

function isWorkingDay(day: CalendarDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return WORKED_SATURDAYS.includes(day);
  return !(DAYS_OFF[day.slice(0, 4)] ?? '').split(' ').includes(day.slice(5));
}

/** Calendar days from one day to another; "the first day is not counted". */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** The day so many days later, or earlier. */
export function shiftDays(day: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "reached on the corresponding day of the month, or its last day where it has none" */
export function hasReachedMonths(from: CalendarDate, months: number, asOf: CalendarDate): boolean {
  return shiftMonths(from, months) <= asOf;
}

/** The corresponding day so many months later or earlier, or the last day of that month. */
export function shiftMonths(day: CalendarDate, months: number): CalendarDate {
  const total = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const dayOfMonth = Math.min(Number(day.slice(8)), lengths[month - 1] ?? 31);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

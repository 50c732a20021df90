import type { ContractState, InvoiceState } from '../domain/account-state.ts';
import { type CalendarDate, countDays } from '../domain/calendar-date.ts';
import type { Facts } from '../domain/fact.ts';
import type { DebtorType, Hold, Notice, NoticeKind } from '../domain/invoice.ts';
import { joinObjects } from '../domain/join-objects.ts';
import { type Currency, sumMinor } from '../domain/money.ts';
import type { Segment } from '../domain/ticket.ts';

/** A contract in one currency: its open invoices, and what of them is overdue and undisputed. */
export type ContractDebt = {
  readonly currency: Currency | null;
  /** By effective due date, then id; disputed ones too. */
  readonly open: readonly InvoiceState[];
  /** The open undisputed invoice with the earliest effective due date. */
  readonly oldest: InvoiceState | null;
  readonly openMinor: number;
  readonly overdueMinor: number;
};

/** The segment of overrides for each type of debtor [A]. */
const SEGMENT_OF: Readonly<Record<DebtorType, Segment>> = {
  organisation: 'business',
  individual: 'individual',
  household: 'household',
  'household-business': 'household',
};

/** The customer segment to which a debtor belongs. */
export function toSegment(debtorType: DebtorType): Segment {
  return SEGMENT_OF[debtorType];
}

/** What a contract owes in one currency. */
export function readContractDebt(contract: ContractState, currency: Currency | null): ContractDebt {
  const open = contract.invoices.filter((each) => each.invoice.currency === currency && each.openMinor > 0);
  const undisputed = open.filter((each) => !each.isDisputed);
  return {
    currency,
    open,
    oldest: undisputed[0] ?? null,
    openMinor: sumMinor(open.map((each) => each.openMinor)),
    overdueMinor: sumMinor(undisputed.filter((each) => each.daysPastDue >= 1).map((each) => each.openMinor)),
  };
}

/** Facts about a contract in one currency that billing and collection both look at. */
export function readContractFacts(contract: ContractState, debt: ContractDebt, asOf: CalendarDate): Facts {
  const { newest, statusSince } = contract;
  return {
    asOf,
    debtorType: newest?.debtorType ?? null,
    segment: newest === null ? null : toSegment(newest.debtorType),
    product: contract.product,
    managingUnit: newest?.managingUnit ?? null,
    regionUnit: newest?.regionUnit ?? null,
    currency: debt.currency,
    agentModel: newest?.agentModel ?? null,
    serviceStatus: contract.serviceStatus,
    daysSinceStatus: statusSince === null ? null : countDays(statusSince, asOf),
    overdueAmount: debt.overdueMinor,
    holdKinds: listHoldKinds(contract.holds),
  };
}

/** Facts that only billing looks at: notices of the present window, reminders and payment notices of invoices. */
export function readBillingFacts(contract: ContractState, debt: ContractDebt, asOf: CalendarDate): Facts {
  const { oldest } = debt;
  const since = oldest?.effectiveDueOn ?? null;
  const overdueNotice = readSendings(contract.notices, 'overdue-notice', since, asOf);
  const warning = readSendings(contract.notices, 'suspension-warning', since, asOf);
  const undisputed = debt.open.filter((each) => !each.isDisputed);
  return joinObjects(readContractFacts(contract, debt, asOf), {
    isMainCurrency: debt.currency === (contract.currencies[0] ?? null),
    isHandedOver: contract.handedOverOn !== null,
    openInvoiceCount: debt.open.length,
    undisputedOpenCount: undisputed.length,
    daysPastDue: oldest?.daysPastDue ?? null,
    isOverdueNoticeDone: overdueNotice.firstDeliveredDaysAgo !== null || warning.firstDeliveredDaysAgo !== null,
    overdueNoticeSendings: overdueNotice.undelivered,
    overdueNoticeSentDaysAgo: overdueNotice.lastSentDaysAgo,
    isWarningDone: warning.firstDeliveredDaysAgo !== null,
    warningSendings: warning.undelivered,
    warningSentDaysAgo: warning.lastSentDaysAgo,
    warningDeliveredDaysAgo: warning.firstDeliveredDaysAgo,
    nextReminderInDays: findNextReminder(undisputed, contract.notices),
    unnoticedInvoiceCount: listUnnoticed(undisputed, contract.notices).length,
  });
}

/** Open undisputed invoices of which no payment notice was sent. */
export function listUnnoticed(
  undisputed: readonly InvoiceState[],
  notices: readonly Notice[],
): readonly InvoiceState[] {
  const noticed = listInvoicesWith('payment-notice', notices);
  return undisputed.filter((each) => !noticed.has(each.invoice.invoiceId));
}

/** Open undisputed invoices that are not past due and of which no reminder was sent, soonest first. */
export function listUnreminded(
  undisputed: readonly InvoiceState[],
  notices: readonly Notice[],
): readonly InvoiceState[] {
  const reminded = listInvoicesWith('reminder', notices);
  return undisputed.filter((each) => each.daysPastDue <= 0 && !reminded.has(each.invoice.invoiceId));
}

/** Notices of one kind sent after the oldest unpaid invoice fell due, and not delivered by asOf. */
export function listUndelivered(
  notices: readonly Notice[],
  kind: NoticeKind,
  since: CalendarDate | null,
  asOf: CalendarDate,
): readonly Notice[] {
  return listSince(notices, kind, since).filter((notice) => !isDelivered(notice, asOf));
}

type Sendings = {
  readonly undelivered: number;
  readonly lastSentDaysAgo: number | null;
  readonly firstDeliveredDaysAgo: number | null;
};

function readSendings(
  notices: readonly Notice[],
  kind: NoticeKind,
  since: CalendarDate | null,
  asOf: CalendarDate,
): Sendings {
  const undelivered = listUndelivered(notices, kind, since, asOf);
  const delivered = listSince(notices, kind, since).filter((notice) => isDelivered(notice, asOf));
  const ago = (days: readonly (CalendarDate | null)[], choose: (a: number, b: number) => number): number | null => {
    const counts = days.flatMap((day) => (day === null ? [] : countDays(day, asOf)));
    return counts.length === 0 ? null : counts.reduce((best, each) => choose(best, each));
  };
  return {
    undelivered: undelivered.length,
    lastSentDaysAgo: ago(
      undelivered.map((notice) => notice.sentOn),
      Math.min,
    ),
    firstDeliveredDaysAgo: ago(
      delivered.map((notice) => notice.deliveredOn),
      Math.max,
    ),
  };
}

/** What was sent before the oldest unpaid invoice fell due no longer counts. */
function listSince(notices: readonly Notice[], kind: NoticeKind, since: CalendarDate | null): readonly Notice[] {
  return since === null ? [] : notices.filter((notice) => notice.kind === kind && notice.sentOn > since);
}

function isDelivered(notice: Notice, asOf: CalendarDate): boolean {
  return notice.deliveredOn !== null && notice.deliveredOn <= asOf;
}

function findNextReminder(undisputed: readonly InvoiceState[], notices: readonly Notice[]): number | null {
  const [soonest] = listUnreminded(undisputed, notices).toSorted((a, b) => b.daysPastDue - a.daysPastDue);
  return soonest === undefined ? null : -soonest.daysPastDue + 0;
}

function listInvoicesWith(kind: NoticeKind, notices: readonly Notice[]): ReadonlySet<string | null> {
  return new Set(notices.filter((notice) => notice.kind === kind).map((notice) => notice.invoiceId));
}

function listHoldKinds(holds: readonly Hold[]): readonly string[] {
  return [...new Set(holds.map((hold) => hold.kind))].sort();
}

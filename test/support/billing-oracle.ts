import type { BillingAction, BillingDecision, BillingReason } from '../../src/domain/billing-decision.ts';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { CustomerFile, Hold, Notice } from '../../src/domain/invoice.ts';
import type { Currency } from '../../src/domain/money.ts';
import {
  type ContractState,
  type CountedInvoice,
  compareText,
  countInvoices,
  daysBetween,
  findHoldReason,
  findHolds,
  findNewest,
  findOwnContracts,
  readState,
  sumOpen,
  sumOverdue,
} from './account-oracle.ts';

/** What can be decided without a rule engine: all of a decision but the names of rules and the release. */
export type PlainBillingDecision = Omit<BillingDecision, 'rules' | 'release'>;

/**
 * Decides all contracts of the file's customer the plain way, as a second opinion on the rules (default parameters, no
 * overrides): one row per contract and currency, by id, then currency.
 */
export function decideBillingPlainly(file: CustomerFile, asOf: CalendarDate): readonly PlainBillingDecision[] {
  const counted = countInvoices(file, asOf);
  return findOwnContracts(file).flatMap((id) => decideContract(file, id, counted, asOf));
}

function decideContract(
  file: CustomerFile,
  id: string,
  counted: readonly CountedInvoice[],
  asOf: CalendarDate,
): readonly PlainBillingDecision[] {
  const ofContract = counted.filter(({ invoice }) => invoice.contractId === id);
  const newestCounting = findNewest(ofContract.map(({ invoice }) => invoice));
  const newest = newestCounting ?? findNewest(file.invoices.filter(({ contractId }) => contractId === id));
  const mainCurrency = newest?.currency ?? null;
  const currencies = new Set([mainCurrency, ...ofContract.map(({ invoice }) => invoice.currency)]);
  return [...currencies]
    .sort((a, b) => compareText(a ?? '', b ?? ''))
    .map((currency) =>
      decideRow({
        file,
        id,
        asOf,
        currency,
        isMain: currency === mainCurrency,
        isWholesale: newestCounting?.agentModel === 'wholesale',
        state: readState(file, id, asOf),
        invoices: ofContract.filter(({ invoice }) => invoice.currency === currency),
        holds: findHolds(file, id, ofContract, asOf),
      }),
    );
}

type Row = {
  readonly file: CustomerFile;
  readonly id: string;
  readonly asOf: CalendarDate;
  readonly currency: Currency | null;
  readonly isMain: boolean;
  readonly isWholesale: boolean;
  readonly state: ContractState;
  readonly invoices: readonly CountedInvoice[];
  readonly holds: readonly Hold[];
};

function decideRow(row: Row): PlainBillingDecision {
  const outcome = holdBack(decideStep(row), row.holds);
  const oldestUnpaidDueOn = findOldestDueOn(row);
  return {
    subject: 'contract',
    id: row.id,
    customerId: row.file.customerId,
    currency: row.currency,
    openAmount: sumOpen(row.invoices),
    overdueAmount: sumOverdue(row.invoices),
    oldestUnpaidDueOn,
    daysPastDue: oldestUnpaidDueOn === null ? null : daysBetween(oldestUnpaidDueOn, row.asOf),
    serviceStatus: row.state.status,
    action: outcome.action,
    reason: outcome.reason,
    heldAction: outcome.heldAction,
    // "restricting the agent cuts end customers, so it is marked as needing approval"
    needsApproval: row.isWholesale && (outcome.action === 'restrict-service' || outcome.action === 'lock-service'),
    holds: row.holds.map(({ holdId }) => holdId),
  };
}

type Step = { readonly action: BillingAction; readonly reason: BillingReason | null };

/** "A step from overdue notice upward while an exemption, a promise or a moratorium is active → `hold`" */
function holdBack(step: Step, holds: readonly Hold[]): Step & { readonly heldAction: BillingAction | null } {
  const neverHeld: readonly BillingAction[] = ['none', 'restore-service', 'send-reminder', 'send-payment-notice'];
  const reason = findHoldReason(holds);
  if (reason === null || neverHeld.includes(step.action)) return { ...step, heldAction: null };
  return { action: 'hold', reason, heldAction: step.action };
}

function decideStep(row: Row): Step {
  const overdue = sumOverdue(row.invoices);
  const { status } = row.state;
  if (status === 'terminated') return { action: 'none', reason: 'terminated' };
  // "Restricted or locked, and overdue amount ≤ tolerance (0)"; service actions by the main currency only
  if (row.isMain && status !== 'active' && overdue <= 0) return { action: 'restore-service', reason: null };

  let isBelowMinimum = false;
  for (const { action, isDue, minimumMinor } of SERVICE_STEPS) {
    if (!row.isMain || !isDue(row)) continue;
    if (overdue >= minimumOf(row, minimumMinor)) return { action, reason: null };
    isBelowMinimum = true;
  }
  for (const { action, kind, fromDay, doneBy, minimumMinor } of OVERDUE_STEPS) {
    if (status !== 'active' || daysPastDue(row) < fromDay || isDelivered(row, doneBy)) continue;
    if (overdue >= minimumOf(row, minimumMinor)) return sendOrWait(row, action, kind);
    isBelowMinimum = true;
  }
  if (needsReminder(row)) return { action: 'send-reminder', reason: null };
  if (needsPaymentNotice(row)) return { action: 'send-payment-notice', reason: null };
  return { action: 'none', reason: isBelowMinimum ? 'below-minimum' : findReason(row) };
}

/** Steps on the service, the most severe first, each with the preconditions of the ladder but its minimum. */
const SERVICE_STEPS: readonly {
  readonly action: BillingAction;
  readonly minimumMinor: number;
  readonly isDue: (row: Row) => boolean;
}[] = [
  {
    action: 'hand-over-to-collection',
    minimumMinor: 0,
    isDue: (row) => row.state.status === 'locked' && !row.state.isHandedOver && daysInState(row) >= 30,
  },
  {
    action: 'lock-service',
    minimumMinor: 100_000,
    isDue: (row) => row.state.status === 'restricted' && daysPastDue(row) >= 30 && daysInState(row) >= 15,
  },
  {
    action: 'restrict-service',
    minimumMinor: 100_000,
    isDue: (row) =>
      row.state.status === 'active' &&
      daysPastDue(row) >= 15 &&
      findSent(row, 'suspension-warning').some(
        ({ deliveredOn }) => deliveredOn !== null && daysBetween(deliveredOn, row.asOf) >= 5,
      ),
  },
];

/** Notices about what is overdue, the more severe first; "a delivered warning also does the overdue notice". */
const OVERDUE_STEPS: readonly {
  readonly action: BillingAction;
  readonly kind: Notice['kind'];
  readonly fromDay: number;
  readonly minimumMinor: number;
  readonly doneBy: readonly Notice['kind'][];
}[] = [
  {
    action: 'send-suspension-warning',
    kind: 'suspension-warning',
    fromDay: 7,
    minimumMinor: 50_000,
    doneBy: ['suspension-warning'],
  },
  {
    action: 'send-overdue-notice',
    kind: 'overdue-notice',
    fromDay: 1,
    minimumMinor: 0,
    doneBy: ['overdue-notice', 'suspension-warning'],
  },
];

/** Minimums are figures in VND; another currency has none. */
function minimumOf(row: Row, minimumMinor: number): number {
  return row.currency === 'VND' ? minimumMinor : 0;
}

/** "0 or 1 days after the last sending → awaiting; then it is due again; after 3 undelivered sendings → manually" */
function sendOrWait(row: Row, action: BillingAction, kind: Notice['kind']): Step {
  const daysSinceSent = findSent(row, kind).map(({ sentOn }) => daysBetween(sentOn, row.asOf));
  if (daysSinceSent.some((days) => days <= 1)) return { action: 'none', reason: 'awaiting-delivery' };
  return { action: daysSinceSent.length >= 3 ? 'deliver-manually' : action, reason: null };
}

function isDelivered(row: Row, kinds: readonly Notice['kind'][]): boolean {
  return kinds.some((kind) =>
    findSent(row, kind).some(({ deliveredOn }) => deliveredOn !== null && deliveredOn <= row.asOf),
  );
}

/** Notices of the contract that were "sent after the effective due date of the oldest unpaid invoice", by asOf. */
function findSent(row: Row, kind: Notice['kind']): readonly Notice[] {
  const dueOn = findOldestDueOn(row);
  return row.file.notices.filter(
    (notice) =>
      notice.kind === kind &&
      notice.contractId === row.id &&
      dueOn !== null &&
      notice.sentOn > dueOn &&
      notice.sentOn <= row.asOf,
  );
}

/** "an open invoice whose effective due date is 0 to 3 days ahead, without a reminder of its own sent" */
function needsReminder(row: Row): boolean {
  return findUnpaid(row).some(
    (unpaid) => unpaid.daysPastDue <= 0 && unpaid.daysPastDue >= -3 && !hasOwnNotice(row, unpaid, 'reminder'),
  );
}

/** "an open invoice, however old, without one of its own sent" */
function needsPaymentNotice(row: Row): boolean {
  return findUnpaid(row).some((unpaid) => !hasOwnNotice(row, unpaid, 'payment-notice'));
}

function hasOwnNotice(row: Row, { invoice }: CountedInvoice, kind: Notice['kind']): boolean {
  return row.file.notices.some(
    (notice) => notice.kind === kind && notice.invoiceId === invoice.invoiceId && notice.sentOn <= row.asOf,
  );
}

function findReason(row: Row): BillingReason {
  if (sumOpen(row.invoices) === 0) return 'nothing-open';
  if (findUnpaid(row).length === 0) return 'disputed';
  return sumOverdue(row.invoices) > 0 ? 'waiting' : 'not-due';
}

/** Open invoices without the disputed ones, which "leave the overdue sum and the ladder". */
function findUnpaid(row: Row): readonly CountedInvoice[] {
  return row.invoices.filter(({ openMinor, isDisputed }) => openMinor > 0 && !isDisputed);
}

function findOldestDueOn(row: Row): CalendarDate | null {
  const dates = findUnpaid(row).map(({ effectiveDueOn }) => effectiveDueOn);
  return dates.sort(compareText)[0] ?? null;
}

function daysPastDue(row: Row): number {
  const dueOn = findOldestDueOn(row);
  return dueOn === null ? Number.NEGATIVE_INFINITY : daysBetween(dueOn, row.asOf);
}

/** A state without its first day never reaches a bound. */
function daysInState(row: Row): number {
  return row.state.since === null ? Number.NEGATIVE_INFINITY : daysBetween(row.state.since, row.asOf);
}

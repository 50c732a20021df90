import type { NoticeKind } from '../../../src/domain/invoice.ts';
import { findOpenAmounts, type OpenAmount } from './open-amounts.ts';
import type { LadderInput, LadderState, SampleHold } from './sample-account.ts';
import type { Day } from './sample-days.ts';

/** What a run of the sample year does about a contract. */
export type LadderStep =
  | { readonly kind: 'restrict' | 'lock' | 'restore' | 'hand-over' | 'terminate' }
  | { readonly kind: 'deliver-manually'; readonly notice: NoticeKind }
  | { readonly kind: 'notice'; readonly notice: NoticeKind; readonly invoiceId: string | null };

/** The ladder as the company of the sample used it in its year; the files must not change when rules/ does. */
const WARN = { afterDays: 7, minimum: 50_000 };
const RESTRICT = { afterDays: 15, warnedDays: 5, minimum: 100_000 };
const LOCK = { afterDays: 30, restrictedDays: 15, minimum: 100_000 };
const HAND_OVER_DAYS = 30;
const REMIND_DAYS = 3;
const RESEND_DAYS = 2;
const MAX_SENDINGS = 3;
const COLLECTION_STEPS = [
  { afterDays: 7, notice: 'call' },
  { afterDays: 15, notice: 'demand-letter' },
  { afterDays: 30, notice: 'visit' },
  { afterDays: 45, notice: 'final-demand' },
  { afterDays: 60, notice: 'termination' },
] as const;
const LEGAL_DAYS = 30;

type Situation = {
  readonly state: LadderState;
  readonly today: Day;
  readonly open: readonly OpenAmount[];
  readonly overdueMinor: number;
  readonly daysPastDue: number;
};

/** The step that is due today, null where there is none or where a hold stops it. */
export function chooseStep(
  state: LadderState,
  input: LadderInput,
  today: Day,
  part: 'billing' | 'collection',
): LadderStep | null {
  const open = findOpenAmounts(state.invoices, input.payments, today).filter(
    (each) => !isDisputed(each, input.holds, today),
  );
  const overdue = open.filter((each) => each.effectiveDueDay < today);
  const overdueMinor = overdue.reduce((sum, each) => sum + each.openMinor, 0);
  const daysPastDue = today - (open[0]?.effectiveDueDay ?? today);
  const situation = { state, today, open, overdueMinor, daysPastDue };
  const step = part === 'billing' ? chooseBillingStep(situation) : chooseCollectionStep(situation);
  const isFree = step?.kind === 'restore' || (step?.kind === 'notice' && step.notice === 'reminder');
  return isFree || !input.holds.some((hold) => hold.kind !== 'dispute' && isActive(hold, today)) ? step : null;
}

function chooseBillingStep(situation: Situation): LadderStep | null {
  const { state, today, overdueMinor, daysPastDue } = situation;
  const statusDays = today - state.statusDay;
  if (state.status === 'terminated') return null;
  if (state.status !== 'active' && overdueMinor === 0) return { kind: 'restore' };
  if (state.status === 'locked' && state.handedOverDay === null && statusDays >= HAND_OVER_DAYS) {
    return { kind: 'hand-over' };
  }
  const isLockDue = state.status === 'restricted' && daysPastDue >= LOCK.afterDays && overdueMinor >= LOCK.minimum;
  if (isLockDue && statusDays >= LOCK.restrictedDays) return { kind: 'lock' };
  return (state.status === 'active' ? chooseWarning(situation) : null) ?? chooseReminder(situation);
}

function chooseWarning(situation: Situation): LadderStep | null {
  const { today, overdueMinor, daysPastDue } = situation;
  const warnedDay = findDelivery(situation, 'suspension-warning');
  const isRestrictDue = daysPastDue >= RESTRICT.afterDays && overdueMinor >= RESTRICT.minimum;
  if (isRestrictDue && warnedDay !== null && today - warnedDay >= RESTRICT.warnedDays) return { kind: 'restrict' };
  if (warnedDay !== null) return null;
  if (daysPastDue >= WARN.afterDays && overdueMinor >= WARN.minimum) return sendAgain(situation, 'suspension-warning');
  const isNoticeDue = daysPastDue >= 1 && findDelivery(situation, 'overdue-notice') === null;
  return isNoticeDue ? sendAgain(situation, 'overdue-notice') : null;
}

function sendAgain(situation: Situation, notice: NoticeKind): LadderStep | null {
  const sent = listSent(situation, notice);
  const last = sent.at(-1)?.sentDay;
  if (last !== undefined && situation.today - last < RESEND_DAYS) return null;
  return sent.length >= MAX_SENDINGS
    ? { kind: 'deliver-manually', notice }
    : { kind: 'notice', notice, invoiceId: null };
}

function chooseReminder({ state, open, today }: Situation): LadderStep | null {
  const reminded = new Set(state.notices.filter((each) => each.kind === 'reminder').map((each) => each.invoiceId));
  const next = open.find(
    ({ effectiveDueDay, invoice }) =>
      effectiveDueDay >= today && effectiveDueDay <= today + REMIND_DAYS && !reminded.has(invoice.invoiceId),
  );
  return next === undefined ? null : { kind: 'notice', notice: 'reminder', invoiceId: next.invoice.invoiceId };
}

function chooseCollectionStep({ state, today, overdueMinor }: Situation): LadderStep | null {
  if (overdueMinor === 0) return null;
  const done = new Set(state.notices.filter((each) => each.sentDay >= state.statusDay).map((each) => each.kind));
  const days = today - state.statusDay;
  if (state.status === 'terminated') {
    const isDue = days >= LEGAL_DAYS && !done.has('legal-referral');
    return isDue ? { kind: 'notice', notice: 'legal-referral', invoiceId: null } : null;
  }
  if (state.status !== 'locked') return null;
  const next = COLLECTION_STEPS.find((step) => !done.has(step.notice));
  if (next === undefined || days < next.afterDays) return null;
  if (next.notice === 'termination') return { kind: 'terminate' };
  return { kind: 'notice', notice: next.notice, invoiceId: null };
}

/** Notices of the kind since the oldest unpaid invoice fell due; earlier ones were about debts that are paid. */
function listSent({ state, open }: Situation, kind: NoticeKind): LadderState['notices'] {
  const dueDay = open[0]?.effectiveDueDay ?? Number.POSITIVE_INFINITY;
  return state.notices.filter((each) => each.kind === kind && each.sentDay > dueDay);
}

function findDelivery(situation: Situation, kind: NoticeKind): Day | null {
  const days = listSent(situation, kind).flatMap((each) => each.deliveredDay ?? []);
  return days.filter((day) => day <= situation.today).toSorted((a, b) => a - b)[0] ?? null;
}

function isDisputed({ invoice }: OpenAmount, holds: readonly SampleHold[], today: Day): boolean {
  const isHeld = holds.some(
    (hold) =>
      hold.kind === 'dispute' &&
      isActive(hold, today) &&
      (hold.invoiceId === null || hold.invoiceId === invoice.invoiceId),
  );
  return invoice.isDisputed || isHeld;
}

function isActive(hold: SampleHold, today: Day): boolean {
  return hold.fromDay <= today && (hold.untilDay === null || today <= hold.untilDay);
}

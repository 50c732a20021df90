import { toEpochDay } from '../../../src/domain/calendar-date.ts';
import type { NoticeKind } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { NOTICE_CHANNELS } from './account-words.ts';
import { chooseStep, type LadderStep } from './choose-step.ts';
import type { AccountPlan, LadderInput, LadderState, SampleInvoice, SampleNotice } from './sample-account.ts';
import { BILLING_DAY, type Day } from './sample-days.ts';

const FIRST_RUN = toEpochDay('2025-12-01');
const LAST_RUN = toEpochDay('2026-11-16');
const RUN_EVERY_DAYS = 7;
/** One regional company lets its messages go out on the eve of asOf too: nobody knows yet whether they arrive. */
const EVE_REGION = 'CTKV1';
const EVE_RUN = BILLING_DAY - 1;
const INVOICED_AFTER_LOCK_DAYS = 31;
/** Steps that need a person are not always taken when they are due. */
const MANUAL_SHARE = 0.4;
const COLLECTION_SHARE = 0.9;

/** Lets the weekly runs of the sample year act on a contract, and tells where it stands on the eve of asOf. */
export function replayLadder(random: SeededRandom, input: LadderInput): LadderState {
  const { plan, invoices } = input;
  const begun = invoices[0]?.issuedDay ?? FIRST_RUN;
  let state: LadderState = {
    status: 'active',
    statusDay: begun - 40,
    handedOverDay: null,
    notices: [],
    invoices: [],
  };
  let previousDay = 0;
  for (const today of listRunDays(plan)) {
    state = issue(state, invoices, previousDay, today);
    previousDay = today;
    const billing = chooseStep(state, input, today, 'billing');
    if (billing !== null) state = take(random, plan, state, billing, today);
    const collection = today === EVE_RUN ? null : chooseStep(state, input, today, 'collection');
    if (collection !== null && random.chance(COLLECTION_SHARE)) state = take(random, plan, state, collection, today);
  }
  return issue(state, invoices, previousDay, BILLING_DAY);
}

function listRunDays(plan: AccountPlan): readonly Day[] {
  const count = (LAST_RUN - FIRST_RUN) / RUN_EVERY_DAYS + 1;
  const weekly = Array.from({ length: count }, (_, index) => FIRST_RUN + index * RUN_EVERY_DAYS);
  return plan.debtor.regionUnit === EVE_REGION ? [...weekly, EVE_RUN] : weekly;
}

/** Adds what has been issued since the last run. */
function issue(state: LadderState, all: readonly SampleInvoice[], previousDay: Day, today: Day): LadderState {
  const isLockedLong = state.status === 'locked' && today - state.statusDay > INVOICED_AFTER_LOCK_DAYS;
  if (isLockedLong || state.status === 'terminated') return state;
  const fresh = all.filter((each) => each.issuedDay > previousDay && each.issuedDay <= today);
  return { ...state, invoices: [...state.invoices, ...fresh] };
}

function take(random: SeededRandom, plan: AccountPlan, state: LadderState, step: LadderStep, today: Day): LadderState {
  const statusDay = today + 1;
  switch (step.kind) {
    case 'restrict':
      return { ...state, status: 'restricted', statusDay };
    case 'lock':
      return { ...state, status: 'locked', statusDay };
    case 'restore':
      return { ...state, status: 'active', statusDay, handedOverDay: null };
    case 'hand-over':
      return { ...state, handedOverDay: today };
    case 'deliver-manually':
      if (!random.chance(MANUAL_SHARE)) return state;
      return send(state, { ...write(step.notice, today), channel: 'in-person', deliveredDay: keepKnown(today + 1) });
    case 'notice':
      return send(state, drawNotice(random, plan, step.notice, step.invoiceId, today));
    case 'terminate': {
      const ended = send(state, {
        ...write('termination', today),
        channel: 'registered-post',
        proof: drawProof(random),
      });
      return { ...ended, status: 'terminated', statusDay: today + 2 };
    }
  }
}

function send(state: LadderState, notice: SampleNotice): LadderState {
  return { ...state, notices: [...state.notices, notice] };
}

function drawNotice(
  random: SeededRandom,
  plan: AccountPlan,
  kind: NoticeKind,
  invoiceId: string | null,
  today: Day,
): SampleNotice {
  const notice = { ...write(kind, today), invoiceId };
  switch (kind) {
    case 'call':
      return { ...notice, channel: 'call', deliveredDay: random.chance(0.7) ? today : null };
    case 'visit':
      return { ...notice, channel: 'in-person', deliveredDay: random.chance(0.6) ? today : null };
    case 'demand-letter':
    case 'final-demand': {
      const arrives = today + random.integer(2, 6);
      const deliveredDay = random.chance(0.75) ? keepKnown(arrives) : null;
      return { ...notice, channel: 'registered-post', deliveredDay, proof: drawProof(random) };
    }
    case 'legal-referral':
      return { ...notice, channel: 'document', deliveredDay: today };
    default: {
      const deliveredDay = random.chance(plan.reach) ? keepKnown(today + random.integer(0, 1)) : null;
      return { ...notice, channel: random.pickWeighted(NOTICE_CHANNELS).channel, deliveredDay };
    }
  }
}

function write(kind: NoticeKind, sentDay: Day): SampleNotice {
  return { kind, invoiceId: null, channel: '', sentDay, deliveredDay: null, proof: '' };
}

/** The number of a registered letter. */
export function drawProof(random: SeededRandom): string {
  return `RR${random.integer(100_000_000, 999_999_999)}VN`;
}

/** The export was made on the eve of asOf and knows of no later delivery. */
function keepKnown(day: Day): Day | null {
  return day < BILLING_DAY ? day : null;
}

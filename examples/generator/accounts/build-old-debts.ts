import { fromEpochDay, toEpochDay } from '../../../src/domain/calendar-date.ts';
import type { LegalStatus, NoticeKind } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { SampleCustomer } from '../build-customers.ts';
import { DEBT_STORIES, type DebtStory } from './debt-stories.ts';
import { drawProduct, toDebtor } from './plan-accounts.ts';
import { drawProof } from './replay-ladder.ts';
import type { AccountPlan, SampleAccount, SampleInvoice, SampleNotice, SamplePayment } from './sample-account.ts';
import { addMonths, type Day } from './sample-days.ts';

/** An old contract that still owes, and what became of its debtor. */
export type OldDebt = {
  readonly account: SampleAccount;
  readonly legalStatus: LegalStatus;
  readonly legalDay: Day;
};

const FIRST_NUMBER = 4001;
const TERM_DAYS = 20;
const PARTLY_PAID_SHARE = 0.2;
const REFERRED_SHARE = 0.75;
/** No status is older than a month before asOf, so that both runs know it. */
const LAST_STATUS_DAY = toEpochDay('2026-10-20');

/** Contracts of years ago that were ended, or locked and left, each of a customer of its own. */
export function buildOldDebts(random: SeededRandom, customers: readonly SampleCustomer[]): readonly OldDebt[] {
  const waiting = [...customers];
  const debts: OldDebt[] = [];
  for (const story of DEBT_STORIES) {
    for (let index = 0; index < story.count; index += 1) {
      const place = waiting.findIndex((each) => each.segment === story.segment);
      const [customer] = waiting.splice(place, 1);
      if (customer === undefined || place < 0) throw new RangeError(`too few customers: ${story.segment}`);
      debts.push(buildDebt(random, FIRST_NUMBER + debts.length, story, customer));
    }
  }
  return debts;
}

function buildDebt(random: SeededRandom, number: number, story: DebtStory, customer: SampleCustomer): OldDebt {
  const plan = planDebt(random, number, customer);
  const [from, to] = story.due;
  const firstDue = random.integer(toEpochDay(from), toEpochDay(to));
  const count = random.integer(1, 4);
  const invoices = Array.from({ length: count }, (_, index) => buildInvoice(random, plan, index, firstDue));
  const payments = invoices.flatMap((each) => payAPart(random, each));
  const lockDay = firstDue + random.integer(35, 60);
  const isEnded = story.serviceStatus === 'terminated';
  const statusDay = isEnded ? lockDay + random.integer(62, 120) : lockDay;
  const account = {
    plan,
    invoices,
    payments,
    holds: [],
    notices: isEnded ? endContract(random, lockDay, statusDay) : leaveLocked(random, lockDay),
    status: story.serviceStatus,
    statusDay,
    handedOverDay: lockDay + 31,
  };
  const legalDay = random.integer(statusDay + 20, Math.max(statusDay + 30, LAST_STATUS_DAY));
  return { account, legalStatus: story.legalStatus, legalDay };
}

function planDebt(random: SeededRandom, number: number, customer: SampleCustomer): AccountPlan {
  const debtor = toDebtor(random, customer);
  const { product, unit, amountMinor } = drawProduct(random, debtor.debtorType);
  return {
    number,
    debtor,
    agentModel: 'direct',
    agentId: '',
    product,
    managingUnit: unit,
    currency: 'VND',
    monthlyMinor: amountMinor,
    issueDay: 1,
    termDays: TERM_DAYS,
    cycleDay: null,
    firstMonth: 0,
    payer: 'stopper',
    stopMonth: 0,
    reach: 0,
  };
}

/** The months of very old invoices are no longer known. */
function buildInvoice(random: SeededRandom, plan: AccountPlan, index: number, firstDue: Day): SampleInvoice {
  const dueDay = addMonths(firstDue, index);
  const issuedDay = dueDay - TERM_DAYS;
  const isPenalty = index > 0 && random.chance(0.12);
  return {
    invoiceId: `HDN-${plan.number}-${String(index + 1).padStart(2, '0')}`,
    chargeKind: isPenalty ? 'penalty' : random.chance(0.06) ? 'hardware' : 'service',
    period: fromEpochDay(dueDay) < '2020' ? '' : fromEpochDay(addMonths(issuedDay, -1)).slice(0, 7),
    cycle: null,
    issuedDay,
    dueDay,
    amountMinor: isPenalty
      ? Math.round(plan.monthlyMinor * 0.08)
      : Math.round(plan.monthlyMinor * random.number(0.8, 1.2)),
    isDisputed: random.chance(0.02),
    isVoided: false,
  };
}

function payAPart(random: SeededRandom, invoice: SampleInvoice): readonly SamplePayment[] {
  if (!random.chance(PARTLY_PAID_SHARE)) return [];
  const amountMinor = Math.round(invoice.amountMinor * random.number(0.1, 0.7));
  return [
    { invoiceId: invoice.invoiceId, paidDay: invoice.dueDay + random.integer(10, 200), amountMinor, kind: 'payment' },
  ];
}

function endContract(random: SeededRandom, lockDay: Day, endDay: Day): readonly SampleNotice[] {
  const sent = [
    register(random, 'demand-letter', lockDay + 16),
    register(random, 'final-demand', lockDay + 46),
    register(random, 'termination', endDay - 1),
  ];
  if (!random.chance(REFERRED_SHARE)) return sent;
  return [...sent, tell('legal-referral', 'document', endDay + random.integer(30, 60))];
}

/** Somewhere on the way somebody forgot to go on. */
function leaveLocked(random: SeededRandom, lockDay: Day): readonly SampleNotice[] {
  const all = [
    tell('call', 'call', lockDay + 8),
    register(random, 'demand-letter', lockDay + 16),
    tell('visit', 'in-person', lockDay + 33),
    register(random, 'final-demand', lockDay + 47),
  ];
  return all.slice(0, random.integer(0, all.length));
}

function tell(kind: NoticeKind, channel: string, day: Day): SampleNotice {
  return { kind, invoiceId: null, channel, sentDay: day, deliveredDay: day, proof: '' };
}

function register(random: SeededRandom, kind: NoticeKind, sentDay: Day): SampleNotice {
  const deliveredDay = random.chance(0.7) ? sentDay + random.integer(2, 6) : null;
  return { ...tell(kind, 'registered-post', sentDay), deliveredDay, proof: drawProof(random) };
}

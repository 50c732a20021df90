import type { ChargeKind } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { AccountPlan, SampleInvoice } from './sample-account.ts';
import { BILLING_DAY, findMonthStart, formatMonth, MONTH_COUNT } from './sample-days.ts';

const DISPUTED_SHARE = 0.006;
const VOIDED_SHARE = 0.005;
/** Days from the end of a cycle to its invoice. */
const CYCLE_ISSUE_DAYS = 2;

type Month = Pick<SampleInvoice, 'period' | 'cycle' | 'issuedDay' | 'dueDay'>;

/** Invoices of a contract for its months of the sample year, with other charges in between; issued by asOf. */
export function buildInvoices(random: SeededRandom, plan: AccountPlan): readonly SampleInvoice[] {
  const invoices: SampleInvoice[] = [];
  const add = (month: Month, chargeKind: ChargeKind, amountMinor: number): void => {
    const invoiceId = `HDN-${plan.number}-${String(invoices.length + 1).padStart(2, '0')}`;
    const isVoided = random.chance(VOIDED_SHARE);
    const isDisputed = !isVoided && random.chance(DISPUTED_SHARE);
    invoices.push({ ...month, invoiceId, chargeKind, amountMinor, isDisputed, isVoided });
  };
  for (let index = plan.firstMonth; index < MONTH_COUNT; index += 1) {
    const month = planMonth(plan, index);
    if (month.issuedDay >= BILLING_DAY) break;
    add(month, 'service', drawAmount(random, plan));
    const extra = drawExtraCharge(random, plan, index);
    if (extra !== null) add(month, extra, drawExtraAmount(random, plan, extra));
  }
  return invoices;
}

function planMonth(plan: AccountPlan, index: number): Month {
  const start = findMonthStart(index);
  const next = findMonthStart(index + 1);
  if (plan.cycleDay === null) {
    const issuedDay = next + plan.issueDay - 1;
    return { period: formatMonth(index), cycle: null, issuedDay, dueDay: issuedDay + plan.termDays };
  }
  const cycle = { from: start + plan.cycleDay - 1, to: next + plan.cycleDay - 2 };
  const issuedDay = cycle.to + CYCLE_ISSUE_DAYS;
  return { period: '', cycle, issuedDay, dueDay: issuedDay + plan.termDays };
}

/** Fixed fees stay as they are; charges by use go up and down. */
function drawAmount(random: SeededRandom, plan: AccountPlan): number {
  const isFixed = plan.product === 'mobifiber' || plan.product === 'mbiz360' || plan.product === 'transmission';
  return isFixed ? plan.monthlyMinor : Math.round(plan.monthlyMinor * random.number(0.7, 1.3));
}

function drawExtraCharge(random: SeededRandom, plan: AccountPlan, index: number): ChargeKind | null {
  const isFirst = index === plan.firstMonth;
  const takesDevice = ['mobifiber', 'mobile-pbx', 'proconnect'].includes(plan.product);
  if (isFirst && takesDevice && random.chance(0.12)) return 'hardware';
  const hasArrears = plan.payer === 'slow' || (plan.payer === 'stopper' && index > plan.stopMonth);
  if (hasArrears && random.chance(0.15)) return 'penalty';
  return random.chance(0.008) ? 'other' : null;
}

function drawExtraAmount(random: SeededRandom, plan: AccountPlan, kind: ChargeKind): number {
  if (kind === 'penalty') return Math.round(plan.monthlyMinor * 0.05);
  if (plan.currency === 'USD') return random.integer(2_000, 30_000);
  return (kind === 'hardware' ? random.integer(6, 90) : random.integer(2, 30)) * 50_000;
}

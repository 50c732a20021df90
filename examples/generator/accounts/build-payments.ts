import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { AccountPlan, SampleInvoice, SamplePayment } from './sample-account.ts';
import { BILLING_DAY, type Day } from './sample-days.ts';

const BOUNCED_SHARE = 0.012;
const CREDITED_SHARE = 0.008;
const REFUNDED_SHARE = 0.5;
const SETTLING_SHARE = 0.2;

/** All payments of a contract that were made by asOf. Voided and disputed invoices are not paid. */
export function buildPayments(
  random: SeededRandom,
  plan: AccountPlan,
  invoices: readonly SampleInvoice[],
): readonly SamplePayment[] {
  const stoppedFrom = findStop(plan, invoices);
  const settleDay = random.chance(SETTLING_SHARE) ? stoppedFrom + random.integer(40, 150) : Number.POSITIVE_INFINITY;
  return invoices
    .filter((invoice) => !invoice.isVoided && !invoice.isDisputed)
    .flatMap((invoice) => {
      if (invoice.issuedDay >= stoppedFrom) return paySomeDay(random, invoice, settleDay);
      return payByHabit(random, plan, invoice);
    })
    .filter((payment) => payment.paidDay < BILLING_DAY);
}

function findStop(plan: AccountPlan, invoices: readonly SampleInvoice[]): Day {
  if (plan.payer !== 'stopper') return Number.POSITIVE_INFINITY;
  return invoices.filter((each) => each.chargeKind === 'service')[plan.stopMonth - plan.firstMonth]?.issuedDay ?? 0;
}

/** Who stopped may pay everything one day, or a part of it and no more. */
function paySomeDay(random: SeededRandom, invoice: SampleInvoice, settleDay: Day): readonly SamplePayment[] {
  if (settleDay !== Number.POSITIVE_INFINITY) {
    return [pay(invoice, Math.max(settleDay, invoice.issuedDay + 9), invoice.amountMinor)];
  }
  if (!random.chance(0.06)) return [];
  return [pay(invoice, invoice.dueDay + random.integer(5, 60), share(invoice, random.number(0.2, 0.7)))];
}

function payByHabit(random: SeededRandom, plan: AccountPlan, invoice: SampleInvoice): readonly SamplePayment[] {
  const { issuedDay, dueDay, amountMinor } = invoice;
  const inTime = random.integer(issuedDay + 1, dueDay);
  switch (plan.payer) {
    case 'prompt':
    case 'stopper':
      return addMishap(random, plan, invoice, inTime);
    case 'late':
      return addMishap(random, plan, invoice, random.chance(0.4) ? inTime : dueDay + random.integer(1, 15));
    case 'slow':
      return [pay(invoice, dueDay + random.integer(8, 75), amountMinor)];
    case 'short':
      return [pay(invoice, inTime, amountMinor - drawShortage(random, plan, amountMinor))];
    case 'partial': {
      const first = share(invoice, random.number(0.3, 0.8));
      const rest = pay(invoice, dueDay + random.integer(3, 45), amountMinor - first);
      return [pay(invoice, inTime, first), rest];
    }
    case 'rounding':
      return overpay(random, invoice, inTime, plan.currency === 'VND' ? 50_000 : 1_000);
    case 'unnamed':
      return [{ ...pay(invoice, inTime, amountMinor), invoiceId: null }];
  }
}

/** A payment that may bounce, or an invoice of which a part is credited first. */
function addMishap(
  random: SeededRandom,
  plan: AccountPlan,
  invoice: SampleInvoice,
  paidDay: Day,
): readonly SamplePayment[] {
  const { amountMinor } = invoice;
  if (random.chance(BOUNCED_SHARE)) {
    const bouncedDay = paidDay + random.integer(3, 12);
    const bounced = [
      pay(invoice, paidDay, amountMinor),
      { ...pay(invoice, bouncedDay, amountMinor), kind: 'chargeback' as const },
    ];
    // Prompt payers pay again within days; of the others some wait for a warning.
    const again = bouncedDay + (plan.payer === 'prompt' ? random.integer(1, 9) : random.integer(10, 70));
    return [...bounced, pay(invoice, again, amountMinor)];
  }
  if (!random.chance(CREDITED_SHARE)) return [pay(invoice, paidDay, amountMinor)];
  const credited = share(invoice, random.number(0.05, 0.3));
  return [
    { ...pay(invoice, random.integer(invoice.issuedDay, paidDay), credited), kind: 'credit-note' },
    pay(invoice, paidDay, amountMinor - credited),
  ];
}

/** Pays a round amount; what is too much is sometimes paid back. */
function overpay(
  random: SeededRandom,
  invoice: SampleInvoice,
  paidDay: Day,
  roundTo: number,
): readonly SamplePayment[] {
  const paid = Math.ceil(invoice.amountMinor / roundTo) * roundTo;
  const excess = paid - invoice.amountMinor;
  const payment = pay(invoice, paidDay, paid);
  if (excess === 0 || !random.chance(REFUNDED_SHARE)) return [payment];
  return [payment, { ...pay(invoice, paidDay + random.integer(5, 40), excess), kind: 'refund' }];
}

function drawShortage(random: SeededRandom, plan: AccountPlan, amountMinor: number): number {
  if (plan.currency === 'USD' || !random.chance(0.3)) return 0;
  return Math.min(random.integer(1, 9) * 3_000, amountMinor - 1_000);
}

function pay(invoice: SampleInvoice, paidDay: Day, amountMinor: number): SamplePayment {
  return { invoiceId: invoice.invoiceId, paidDay, amountMinor, kind: 'payment' };
}

function share(invoice: SampleInvoice, part: number): number {
  return Math.max(1, Math.round(invoice.amountMinor * part));
}

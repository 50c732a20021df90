import { toEpochDay } from '../../../src/domain/calendar-date.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { SampleCustomer } from '../build-customers.ts';
import { NOTICE_CHANNELS } from './account-words.ts';
import { buildHolds } from './build-holds.ts';
import { buildInvoices } from './build-invoices.ts';
import { buildPayments } from './build-payments.ts';
import { planAccounts } from './plan-accounts.ts';
import { replayLadder } from './replay-ladder.ts';
import type { AccountPlan, SampleAccount, SampleInvoice, SampleNotice } from './sample-account.ts';
import { BILLING_DAY } from './sample-days.ts';

const NOTICED_SHARE = 0.92;
/** Of the first months fewer notices are kept; those about debts that are still open nearly all. */
const KEPT_FROM = toEpochDay('2026-07-01');
const KEPT_SHARE = 0.1;
const ARRIVING_SHARE = 0.97;

/** The contracts of the sample year with all that happened to them until asOf. */
export function buildAccountsOfYear(
  random: SeededRandom,
  customers: readonly SampleCustomer[],
): readonly SampleAccount[] {
  return planAccounts(random, customers).map((plan) => buildAccount(random, plan));
}

function buildAccount(random: SeededRandom, plan: AccountPlan): SampleAccount {
  const planned = buildInvoices(random, plan);
  const holds = buildHolds(random, plan, planned);
  const payments = buildPayments(random, plan, planned);
  const input = { plan, invoices: planned, payments, holds };
  const state = replayLadder(random, input);
  const issued = new Set(state.invoices.map((each) => each.invoiceId));
  const isIssued = (each: { readonly invoiceId: string | null }): boolean =>
    each.invoiceId === null || issued.has(each.invoiceId);
  return {
    ...input,
    ...state,
    payments: payments.filter(isIssued),
    holds: holds.filter(isIssued),
    notices: [...buildPaymentNotices(random, plan, state.invoices), ...state.notices],
  };
}

/** Most invoices are told to the customer when they are issued. */
function buildPaymentNotices(
  random: SeededRandom,
  plan: AccountPlan,
  invoices: readonly SampleInvoice[],
): readonly SampleNotice[] {
  return invoices
    .filter(({ issuedDay }) => {
      const isKept = plan.payer === 'stopper' || issuedDay >= KEPT_FROM;
      return random.chance(isKept ? NOTICED_SHARE : KEPT_SHARE);
    })
    .map((each) => {
      const sentDay = each.issuedDay + random.integer(0, 2);
      const arrives = sentDay + random.integer(0, 1);
      return {
        kind: 'payment-notice' as const,
        invoiceId: each.invoiceId,
        channel: random.pickWeighted(NOTICE_CHANNELS).channel,
        sentDay,
        deliveredDay: arrives <= BILLING_DAY && random.chance(ARRIVING_SHARE) ? arrives : null,
        proof: '',
      };
    })
    .filter((notice) => notice.sentDay < BILLING_DAY);
}

import type { DebtorType } from '../../../src/domain/invoice.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { SampleCustomer } from '../build-customers.ts';
import { COMPANY_NAMES, REGIONS } from '../vocabulary/people.ts';
import { ISSUE_DAYS, PAYERS, PRICED_PRODUCTS, TERMS } from './account-words.ts';
import type { AccountPlan, Payer, SampleDebtor } from './sample-account.ts';
import { MONTH_COUNT } from './sample-days.ts';

const FIRST_NUMBER = 1001;
const WHOLESALE_AGENTS = 10;
const CONTRACTS_OF_AN_AGENT = 9;
const COMMISSION_AGENTS = 15;
/** Three of the wholesale agents stop paying for some of their contracts. */
const STOPPING_AGENTS = 3;
const USD_SHARE = 0.2;
const FULL_YEAR_SHARE = 0.16;
const UNREACHABLE_SHARE = 0.2;

type Terms = Pick<AccountPlan, 'payer' | 'agentModel' | 'agentId'>;

/** Plans the contracts of all customers: one each, for every fifth organisation more; then those of wholesale agents. */
export function planAccounts(random: SeededRandom, customers: readonly SampleCustomer[]): readonly AccountPlan[] {
  const plans: AccountPlan[] = [];
  const add = (debtor: SampleDebtor, terms: Terms): void => {
    plans.push(planAccount(random, FIRST_NUMBER + plans.length, debtor, terms));
  };
  for (const customer of customers) {
    const debtor = toDebtor(random, customer);
    const count = debtor.debtorType === 'organisation' && random.chance(0.25) ? random.integer(2, 3) : 1;
    for (let index = 0; index < count; index += 1) add(debtor, drawTerms(random, count));
  }
  for (let number = 1; number <= WHOLESALE_AGENTS; number += 1) {
    const agent = inventAgent(random, number);
    const isStopping = number <= STOPPING_AGENTS;
    for (let index = 0; index < CONTRACTS_OF_AN_AGENT; index += 1) {
      const payer: Payer = isStopping && random.chance(0.7) ? 'stopper' : random.chance(0.2) ? 'late' : 'prompt';
      add(agent, { payer, agentModel: 'wholesale', agentId: agent.customerId });
    }
  }
  return plans;
}

/** A customer as a debtor. Shops are household businesses; some persons sign for their household. */
export function toDebtor(random: SeededRandom, customer: SampleCustomer): SampleDebtor {
  const { customerId, customerName, regionUnit } = customer;
  const person: DebtorType = random.chance(0.3) ? 'household' : 'individual';
  const types = { business: 'organisation', household: 'household-business', individual: person } as const;
  return { customerId, customerName, debtorType: types[customer.segment], regionUnit };
}

/** A product that such a debtor may have, with a price of a month in VND. */
export function drawProduct(
  random: SeededRandom,
  debtorType: DebtorType,
): { readonly product: string; readonly unit: string; readonly amountMinor: number } {
  const isConsumer = debtorType === 'individual' || debtorType === 'household';
  const weighted = PRICED_PRODUCTS.map((entry) => ({
    ...entry,
    weight: isConsumer ? entry.consumer : entry.business,
  }));
  const { product, unit, from, to } = random.pickWeighted(weighted);
  // Most contracts are small: the lower of two draws.
  const amount = Math.min(random.integer(from, to), random.integer(from, to));
  return { product, unit, amountMinor: Math.round(amount / 1000) * 1000 };
}

function planAccount(random: SeededRandom, number: number, debtor: SampleDebtor, terms: Terms): AccountPlan {
  const { product, unit, amountMinor } = drawProduct(random, debtor.debtorType);
  const isUsd = product === 'transmission' && random.chance(USD_SHARE);
  const firstMonth = random.chance(FULL_YEAR_SHARE) ? 0 : random.integer(2, MONTH_COUNT - 1);
  return {
    ...terms,
    // The minimum amounts of the ladder are in VND, so contracts in USD stay out of its later steps.
    payer: isUsd ? random.pick(['prompt', 'prompt', 'late']) : terms.payer,
    number,
    debtor,
    product,
    managingUnit: unit,
    currency: isUsd ? 'USD' : 'VND',
    monthlyMinor: isUsd ? Math.round(amountMinor / 250) : amountMinor,
    issueDay: random.pickWeighted(ISSUE_DAYS).day,
    termDays: random.pickWeighted(TERMS).days,
    cycleDay: random.chance(0.06) ? random.pick([11, 15, 16, 21]) : null,
    firstMonth,
    stopMonth: random.integer(firstMonth, MONTH_COUNT - 1),
    reach: random.chance(UNREACHABLE_SHARE) ? 0.15 : 0.95,
  };
}

/** Payments without an invoice are only made where one contract leaves no doubt what they are for. */
function drawTerms(random: SeededRandom, contracts: number): Terms {
  const { payer } = random.pickWeighted(PAYERS);
  const isCommission = random.chance(0.08);
  const agent = `HH-${String(random.integer(1, COMMISSION_AGENTS)).padStart(2, '0')}`;
  return {
    payer: payer === 'unnamed' && contracts > 1 ? 'prompt' : payer,
    agentModel: isCommission ? 'commission' : 'direct',
    agentId: isCommission ? agent : '',
  };
}

function inventAgent(random: SeededRandom, number: number): SampleDebtor {
  return {
    customerId: `DL-${String(number).padStart(2, '0')}`,
    customerName: `Đại lý ${random.pick(COMPANY_NAMES)} ${number}`,
    debtorType: 'organisation',
    regionUnit: random.pickWeighted(REGIONS).unit,
  };
}

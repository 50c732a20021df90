import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { buildAccountRules } from '../../src/batches/accounts/account-rules.ts';
import { decideContracts } from '../../src/batches/billing/decide-contracts.ts';
import { decideDebts } from '../../src/batches/debt/decide-debts.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import { readAccountState } from '../../src/domain/account-state.ts';
import type { BillingDecision } from '../../src/domain/billing-decision.ts';
import { readBalances } from '../../src/domain/customer-balance.ts';
import type { CustomerFile, Payment } from '../../src/domain/invoice.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { type AccountCase, accountCaseArbitrary } from '../support/account-arbitraries.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const release = await loadShippedRelease();
const billing = buildReferenceEvaluator(BILLING_CATALOGUE);
const debts = buildReferenceEvaluator(DEBT_CATALOGUE);
const rulesByDay = new Map<string, ReturnType<typeof buildAccountRules>>();

function readRules(asOf: string) {
  const rules = rulesByDay.get(asOf) ?? buildAccountRules(release, asOf);
  rulesByDay.set(asOf, rules);
  return rules;
}

async function decide(file: CustomerFile, asOf: string): Promise<readonly BillingDecision[]> {
  return (await decideContracts(file, asOf, readRules(asOf), billing)).map(({ decision }) => decision);
}

const SEVERE: readonly string[] = ['restrict-service', 'lock-service', 'hand-over-to-collection'];

function check(numRuns: number, property: (accounts: AccountCase) => Promise<void>) {
  return fc.assert(fc.asyncProperty(accountCaseArbitrary, property), { numRuns });
}

/** A payment of what is open on an invoice, or of any amount. */
function pay(invoiceId: string, currency: Payment['currency'], amountMinor: number, paidOn: string): Payment {
  return {
    paymentId: `paid-${invoiceId}`,
    invoiceId,
    customerId: null,
    paidOn,
    amountMinor,
    currency,
    kind: 'payment',
  };
}

describe('whatever the accounts of a customer are', function () {
  this.timeout(120_000);

  it('paying everything restores what was restricted or locked, and leaves nothing to collect', () =>
    check(400, async ({ file, asOf }) => {
      const state = readAccountState(file, asOf, readRules(asOf).calendar);
      const open = state.contracts.flatMap((contract) => contract.invoices).filter((each) => each.openMinor > 0);
      const paid = open.map(({ invoice, openMinor }) => pay(invoice.invoiceId, invoice.currency, openMinor, asOf));
      const settled = { ...file, payments: [...file.payments, ...paid] };
      for (const decision of await decide(settled, asOf)) {
        const isMain = state.contracts.find((each) => each.contractId === decision.id)?.currencies[0] ?? null;
        const isOff = decision.serviceStatus === 'restricted' || decision.serviceStatus === 'locked';
        expect(decision.openAmount).to.equal(0);
        expect(decision.action).to.equal(isOff && decision.currency === isMain ? 'restore-service' : 'none');
      }
      const { collections } = await decideDebts(settled, asOf, readRules(asOf), debts);
      for (const { decision } of collections) expect(decision.reason).to.equal('paid');
    }));

  it('a payment never leads to a restriction, a lock or a hand-over that would not have come without it', () =>
    check(800, async ({ file, asOf }) => {
      const [first] = file.invoices.filter((invoice) => invoice.issuedOn <= asOf);
      if (first === undefined) return;
      const payment = pay(first.invoiceId, first.currency, Math.ceil(first.amountMinor / 2), asOf);
      const before = await decide(file, asOf);
      const after = await decide({ ...file, payments: [...file.payments, payment] }, asOf);
      for (const decision of after) {
        const earlier = before.find((each) => each.id === decision.id && each.currency === decision.currency);
        const step = decision.heldAction ?? decision.action;
        if (SEVERE.includes(step)) expect(earlier?.heldAction ?? earlier?.action).to.equal(step);
      }
    }));

  it('a payment on an invoice never raises the provision of its customer where nothing is set off', () =>
    check(400, async ({ file: drawn, asOf }) => {
      // With a set-off the offset moves on to another invoice, which may have a lower or a higher rate.
      const file = { ...drawn, debtors: drawn.debtors.map((debtor) => ({ ...debtor, payableMinor: 0 })) };
      const [first] = file.invoices.filter((invoice) => invoice.issuedOn <= asOf && !invoice.isVoided);
      if (first === undefined) return;
      const free = { ...file, payments: file.payments.filter((payment) => payment.invoiceId !== null) };
      const payment = pay(first.invoiceId, first.currency, Math.ceil(first.amountMinor / 2), asOf);
      const sum = async (each: CustomerFile): Promise<number> =>
        (await decideDebts(each, asOf, readRules(asOf), debts)).invoices.reduce(
          (total, { decision }) => total + decision.provisionAmount,
          0,
        );
      expect(await sum({ ...free, payments: [...free.payments, payment] })).to.be.at.most(await sum(free));
    }));

  it('the order of records decides nothing, and open amounts, buckets and balances come to one sum', () =>
    check(400, async ({ file, asOf }) => {
      const turned: CustomerFile = {
        ...file,
        invoices: file.invoices.toReversed(),
        payments: file.payments.toReversed(),
        contracts: file.contracts.toReversed(),
        holds: file.holds.toReversed(),
        notices: file.notices.toReversed(),
      };
      expect(await decide(turned, asOf)).to.deep.equal(await decide(file, asOf));
      const { invoices } = await decideDebts(turned, asOf, readRules(asOf), debts);
      const state = readAccountState(file, asOf, readRules(asOf).calendar);
      for (const balance of readBalances(file, state, asOf, 120)) {
        const own = invoices.filter(({ decision }) => decision.currency === balance.currency);
        expect(own.reduce((sum, { decision }) => sum + decision.openAmount, 0)).to.equal(balance.openMinor);
        expect(balance.invoicedMinor - balance.settledMinor).to.equal(balance.openMinor - balance.creditMinor);
      }
    }));
});

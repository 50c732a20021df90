import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type AccountState, readAccountState } from '../../src/domain/account-state.ts';
import type { BillingDecision } from '../../src/domain/billing-decision.ts';
import { addDays } from '../../src/domain/calendar-date.ts';
import { readBalances } from '../../src/domain/customer-balance.ts';
import type { CustomerFile, Payment } from '../../src/domain/invoice.ts';
import { sumMinor } from '../../src/domain/money.ts';
import { toSignedMinor } from '../../src/domain/settle-invoices.ts';
import { type AccountCase, accountCaseArbitrary } from '../support/account-arbitraries.ts';
import { decideBilling, decideDebt, readAccountRules } from '../support/account-decisions.ts';

const CASES = { numRuns: 1_500 };
const NOTHING_TRACKED = 0;

/** Steps that take something from the customer. */
const SEVERE = ['restrict-service', 'lock-service', 'hand-over-to-collection'] as const;

describe('whatever a customer owes', function () {
  this.timeout(300_000);

  it('paying every open invoice of a contract restores it, and leaves nothing else to be done', async () => {
    let restored = 0;
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary, async ({ file, asOf }) => {
        for (const contract of (await readState({ file, asOf })).contracts) {
          const { contractId, serviceStatus } = contract;
          const paid = await payAll({ file, asOf }, contractId);
          const seen = (await decideBilling(paid, asOf)).filter(({ decision }) => decision.id === contractId);
          const [main, ...others] = seen.map(({ decision }) => toVerdict(decision));
          const isOff = serviceStatus === 'restricted' || serviceStatus === 'locked';
          const reason = serviceStatus === 'terminated' ? 'terminated' : 'nothing-open';
          const idle = { action: 'none', reason, heldAction: null };
          expect(main).to.deep.equal(isOff ? { action: 'restore-service', reason: null, heldAction: null } : idle);
          for (const other of others) expect(other).to.deep.equal(idle);
          restored += Number(isOff);

          const { collections, invoices } = await decideDebt(paid, asOf);
          const collected = collections.filter(({ decision }) => decision.id === contractId);
          expect(collected.map(({ decision: { action, reason: why } }) => [action, why])).to.deep.equal(
            serviceStatus === 'locked' ? [['none', 'paid']] : [],
          );
          expect(invoices.filter(({ decision }) => decision.contractId === contractId)).to.deep.equal([]);
        }
      }),
      CASES,
    );
    expect(restored).to.be.greaterThan(100);
  });

  // Holds as it stands, for two reasons. Open amounts only fall, each by itself: what a named payment takes over from
  // the customer's unnamed ones, those put on other invoices. And the ladder re-anchors on a younger invoice only: its
  // days past due are fewer, and fewer of the notices that were sent count for it.
  it('one more payment takes no service away and hands nothing over that was safe without it', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary.chain(writeOffSome), morePaymentArbitrary, async (each, more) => {
        const before = listSevere(await decideBilling(each.file, each.asOf));
        const after = listSevere(await decideBilling(addPayment(each, more), each.asOf));
        expect(before).to.include.members(after);
        taken += before.length;
      }),
      CASES,
    );
    expect(taken).to.be.greaterThan(50);
  });

  // Holds as it stands, invoice by invoice: with smaller open amounts, what we owe the debtor reaches further down the
  // same order, so that no base grows; and a rate depends on days, not on amounts.
  it('one more payment raises the provision of no invoice', async () => {
    let offsets = 0;
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary.chain(writeOffSome), morePaymentArbitrary, async (each, more) => {
        const before = (await decideDebt(each.file, each.asOf)).invoices;
        const after = (await decideDebt(addPayment(each, more), each.asOf)).invoices;
        for (const { decision } of after) {
          const earlier = before.find((one) => one.decision.id === decision.id)?.decision.provisionAmount;
          expect(decision.provisionAmount, decision.id).to.be.at.most(earlier ?? 0);
        }
        offsets += before.filter(({ details }) => details.offsetMinor > 0).length;
      }),
      CASES,
    );
    expect(offsets).to.be.greaterThan(50);
  });

  it('the order of its records changes nothing that is decided or shown', async () => {
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary.chain(shuffle), async ({ asOf, file, shuffled }) => {
        expect(await decideBilling(shuffled, asOf)).to.deep.equal(await decideBilling(file, asOf));
        expect(await decideDebt(shuffled, asOf)).to.deep.equal(await decideDebt(file, asOf));
        expect(await listBalances({ file: shuffled, asOf })).to.deep.equal(await listBalances({ file, asOf }));
      }),
      CASES,
    );
  });

  it('open amounts by bucket, of invoices and of balances are one sum, and so is what was invoiced and paid', async () => {
    let writtenOff = 0;
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary.chain(writeOffSome), async ({ file, asOf }) => {
        const { invoices } = await decideDebt(file, asOf);
        const balances = await listBalances({ file, asOf });
        for (const balance of balances) {
          const { currency, invoicedMinor, settledMinor, openMinor, creditMinor, writeOffs } = balance;
          const buckets = new Map<string, number>();
          for (const { decision } of invoices.filter((each) => each.decision.currency === currency)) {
            buckets.set(decision.ageingBucket, (buckets.get(decision.ageingBucket) ?? 0) + decision.openAmount);
          }
          expect(sumMinor(buckets.values())).to.equal(openMinor);
          expect(invoicedMinor - settledMinor).to.equal(openMinor - creditMinor);
          const { issuedMinor, paidMinor } = sumRecords({ file, asOf }, currency);
          expect(invoicedMinor + sumMinor(writeOffs.map((each) => each.writtenOffMinor))).to.equal(issuedMinor);
          expect(settledMinor + sumMinor(writeOffs.map((each) => each.recoveredMinor))).to.equal(paidMinor);
          writtenOff += writeOffs.length;
        }
        const currencies = balances.map((balance) => balance.currency);
        expect(currencies).to.include.members(invoices.map(({ decision }) => decision.currency));
      }),
      CASES,
    );
    expect(writtenOff).to.be.greaterThan(50);
  });

  it('nothing is restricted without a delivered warning, locked without a restriction, handed over without a lock', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(accountCaseArbitrary, async ({ file, asOf }) => {
        for (const { decision } of await decideBilling(file, asOf)) {
          const step = decision.heldAction ?? decision.action;
          seen.set(step, (seen.get(step) ?? 0) + 1);
          if (step === 'restrict-service') {
            expect(decision.serviceStatus).to.equal('active');
            expect(hasWarned(file, decision, addDays(asOf, -5))).to.equal(true);
          }
          if (step === 'lock-service') expect(decision.serviceStatus).to.equal('restricted');
          if (step === 'hand-over-to-collection') expect(decision.serviceStatus).to.equal('locked');
        }
      }),
      CASES,
    );
    for (const step of SEVERE) expect(seen.get(step), step).to.be.greaterThan(10);
  });
});

async function readState({ file, asOf }: AccountCase): Promise<AccountState> {
  return readAccountState(file, asOf, (await readAccountRules(asOf)).calendar);
}

async function listBalances({ file, asOf }: AccountCase) {
  return readBalances(file, await readState({ file, asOf }), asOf, NOTHING_TRACKED);
}

/** A payment of just what is open on each invoice of a contract, made on the day itself. */
async function payAll({ file, asOf }: AccountCase, contractId: string): Promise<CustomerFile> {
  const { contracts } = await readState({ file, asOf });
  const invoices = contracts.find((contract) => contract.contractId === contractId)?.invoices ?? [];
  const payments = invoices.map(({ invoice, openMinor }): Payment => {
    const { invoiceId, currency } = invoice;
    const paymentId = `paid-${invoiceId}`;
    return { paymentId, invoiceId, customerId: null, paidOn: asOf, amountMinor: openMinor, currency, kind: 'payment' };
  });
  return { ...file, payments: [...file.payments, ...payments] };
}

const morePaymentArbitrary = fc.record({
  invoice: fc.nat({ max: 23 }),
  isNamed: fc.boolean(),
  daysAgo: fc.constantFrom(0, 0, 1, 10, 100),
  /** In hundredths of the invoice, so that all, a part or too much is paid; and a little more. */
  percent: fc.constantFrom(0, 1, 30, 50, 99, 100, 100, 101, 250, 10_000),
  plusMinor: fc.constantFrom(0, 0, 1, 50_000),
  kind: fc.constantFrom('payment', 'credit-note'),
});
type MorePayment = typeof morePaymentArbitrary extends fc.Arbitrary<infer More> ? More : never;

/** Like intake, lets no invoice be paid before it is issued. */
function addPayment({ file, asOf }: AccountCase, more: MorePayment): CustomerFile {
  const invoice = file.invoices[more.invoice % Math.max(1, file.invoices.length)];
  if (invoice === undefined) return file;
  const day = addDays(asOf, -more.daysAgo);
  const payment: Payment = {
    paymentId: 'one-more',
    invoiceId: more.isNamed ? invoice.invoiceId : null,
    customerId: more.isNamed ? null : invoice.customerId,
    paidOn: more.isNamed && day < invoice.issuedOn ? invoice.issuedOn : day,
    amountMinor: Math.floor((invoice.amountMinor * more.percent) / 100) + more.plusMinor,
    currency: invoice.currency,
    kind: more.kind,
  };
  return payment.paidOn > asOf ? file : { ...file, payments: [...file.payments, payment] };
}

function toVerdict({ action, reason, heldAction }: BillingDecision) {
  return { action, reason, heldAction };
}

function listSevere(outcomes: readonly { readonly decision: BillingDecision }[]): readonly string[] {
  return outcomes.flatMap(({ decision: { id, currency, action, heldAction } }) =>
    SEVERE.filter((step) => step === action || step === heldAction).map((step) => `${id} ${currency} ${step}`),
  );
}

function shuffle({ file, asOf }: AccountCase) {
  const mix = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  const parts = fc.record({
    invoices: mix(file.invoices),
    payments: mix(file.payments),
    contracts: mix(file.contracts),
    holds: mix(file.holds),
    notices: mix(file.notices),
    debtors: mix(file.debtors),
    provisions: mix(file.provisions),
  });
  const named = file.invoices.map((each, index) => ({ ...each, customerName: index % 3 === 0 ? null : `N${index}` }));
  return parts.map((mixed) => ({
    asOf,
    file: { ...file, invoices: named },
    shuffled: { ...file, ...mixed, invoices: mixed.invoices.map((each) => named[file.invoices.indexOf(each)] ?? each) },
  }));
}

/** Some invoices are written off, voided ones too, and some only after asOf. */
function writeOffSome({ file, asOf }: AccountCase): fc.Arbitrary<AccountCase> {
  const days = fc.array(fc.constantFrom(null, null, null, -1, 0, 1, 15, 400), {
    minLength: file.invoices.length,
    maxLength: file.invoices.length,
  });
  return days.map((daysAgo) => {
    const provisions = file.invoices.map(({ invoiceId }, index) => {
      const known = file.provisions.find((each) => each.invoiceId === invoiceId);
      const ago = daysAgo[index] ?? null;
      const empty = { invoiceId, bookedOn: null, bookedMinor: 0, fullyProvisionedOn: null };
      return { ...empty, ...known, writtenOffOn: ago === null ? null : addDays(asOf, -ago) };
    });
    return { asOf, file: { ...file, provisions } };
  });
}

/** What the records themselves say that was invoiced to the customer and paid by it. */
function sumRecords({ file, asOf }: AccountCase, currency: string) {
  const invoices = file.invoices.filter((invoice) => invoice.customerId === file.customerId);
  const own = new Set(invoices.map((invoice) => invoice.invoiceId));
  const paid = file.payments.filter(({ invoiceId, customerId, paidOn, ...payment }) => {
    const isOwn = invoiceId === null ? customerId === file.customerId : own.has(invoiceId);
    return isOwn && payment.currency === currency && paidOn <= asOf;
  });
  const issued = invoices.filter((each) => each.currency === currency && each.issuedOn <= asOf && !each.isVoided);
  return {
    issuedMinor: sumMinor(issued.map((invoice) => invoice.amountMinor)),
    paidMinor: sumMinor(paid.map(toSignedMinor)),
  };
}

function hasWarned(file: CustomerFile, { id, oldestUnpaidDueOn }: BillingDecision, by: string): boolean {
  return file.notices.some(
    ({ kind, contractId, sentOn, deliveredOn }) =>
      kind === 'suspension-warning' &&
      contractId === id &&
      sentOn > (oldestUnpaidDueOn ?? '') &&
      deliveredOn !== null &&
      deliveredOn <= by,
  );
}

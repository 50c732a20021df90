import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { Invoice, Payment } from '../../src/domain/invoice.ts';
import { type CustomerAccount, settleInvoices } from '../../src/domain/settle-invoices.ts';
import { buildInvoice, buildPayment } from '../support/account-samples.ts';
import { catchFailure } from '../support/catch-failure.ts';

const AS_OF = '2026-06-30';

/** Due dates stay where they are, unless the test moves them. */
function settle(
  invoices: readonly Invoice[],
  payments: readonly Payment[] = [],
  terms: {
    readonly writtenOff?: Readonly<Record<string, CalendarDate>>;
    readonly roll?: (dueOn: CalendarDate) => CalendarDate;
  } = {},
): readonly CustomerAccount[] {
  return settleInvoices(invoices, payments, {
    asOf: AS_OF,
    toEffectiveDueOn: terms.roll ?? ((dueOn) => dueOn),
    writtenOffOn: new Map(Object.entries(terms.writtenOff ?? {})),
  });
}

/** The only account there is, in a few words. */
function summarise(accounts: readonly CustomerAccount[]) {
  const [account, ...others] = accounts;
  if (account === undefined || others.length > 0) throw new Error(`${accounts.length} accounts`);
  const { invoices, invoicedMinor, settledMinor, creditMinor } = account;
  const open = invoices.map(({ invoice, openMinor }) => [invoice.invoiceId, openMinor]);
  expect(invoicedMinor - settledMinor).to.equal(
    invoices.reduce((sum, { openMinor }) => sum + openMinor, 0) - creditMinor,
  );
  return { open: Object.fromEntries(open), credit: creditMinor };
}

describe('settling invoices', () => {
  it('takes payments and credit notes off, and puts refunds and chargebacks back', () => {
    const payments = [
      buildPayment('P1', { invoiceId: 'I1', amountMinor: 600_000 }),
      buildPayment('P2', { invoiceId: 'I1', amountMinor: 100_000, kind: 'credit-note' }),
      buildPayment('P3', { invoiceId: 'I1', amountMinor: 30_000, kind: 'refund' }),
      buildPayment('P4', { invoiceId: 'I1', amountMinor: 5_000, kind: 'chargeback' }),
    ];
    expect(summarise(settle([buildInvoice('I1')], payments))).to.deep.equal({ open: { I1: 335_000 }, credit: 0 });
  });

  it('counts what is paid on the day itself and not what is paid on the next', () => {
    const paidOn = (day: CalendarDate) => [buildPayment('P1', { invoiceId: 'I1', paidOn: day })];
    expect(summarise(settle([buildInvoice('I1')], paidOn(AS_OF))).open).to.deep.equal({ I1: 0 });
    expect(summarise(settle([buildInvoice('I1')], paidOn('2026-07-01'))).open).to.deep.equal({ I1: 1_000_000 });
  });

  it('knows no invoice before the day of its issue', () => {
    expect(summarise(settle([buildInvoice('I1', { issuedOn: AS_OF })])).open).to.deep.equal({ I1: 1_000_000 });
    expect(settle([buildInvoice('I1', { issuedOn: '2026-07-01' })])).to.deep.equal([]);
  });

  it('brings a bounced payment back in full, more than once', () => {
    const payments = [
      buildPayment('P1', { invoiceId: 'I1' }),
      buildPayment('P2', { invoiceId: 'I1', kind: 'chargeback' }),
      buildPayment('P3', { invoiceId: 'I1' }),
      buildPayment('P4', { invoiceId: 'I1', kind: 'chargeback' }),
    ];
    expect(summarise(settle([buildInvoice('I1')], payments))).to.deep.equal({ open: { I1: 1_000_000 }, credit: 0 });
  });

  it('keeps what is paid too much on an invoice as a credit, and moves it to no other', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2')];
    const payments = [buildPayment('P1', { invoiceId: 'I1', amountMinor: 1_400_000 })];
    expect(summarise(settle(invoices, payments))).to.deep.equal({
      open: { I1: 0, I2: 1_000_000 },
      credit: 400_000,
    });
  });

  it('gives payments without an invoice to the earliest effective due date, then to the lower id by its bytes', () => {
    const invoices = [
      buildInvoice('I2'),
      buildInvoice('I10'),
      buildInvoice('i1', { dueOn: '2026-06-14' }),
      buildInvoice('I0', { dueOn: '2026-06-16' }),
    ];
    const pay = (amountMinor: number) => [buildPayment('P1', { amountMinor })];
    // The Sunday counts as the Monday after it, and then the ids decide: I10, I2, i1.
    const roll = (dueOn: CalendarDate): CalendarDate => (dueOn === '2026-06-14' ? '2026-06-15' : dueOn);
    expect(summarise(settle(invoices, pay(1_500_000), { roll })).open).to.deep.equal({
      I10: 0,
      I2: 500_000,
      i1: 1_000_000,
      I0: 1_000_000,
    });
    expect(summarise(settle(invoices, pay(1_500_000))).open).to.include({ i1: 0, I10: 500_000 });
  });

  it('gives them what payments by name leave open, whatever the days of either', () => {
    const payments = [
      buildPayment('P1', { amountMinor: 700_000, paidOn: '2026-06-02' }),
      buildPayment('P2', { invoiceId: 'I1', amountMinor: 800_000, paidOn: '2026-06-29' }),
    ];
    expect(summarise(settle([buildInvoice('I1'), buildInvoice('I2')], payments))).to.deep.equal({
      open: { I1: 0, I2: 500_000 },
      credit: 0,
    });
  });

  it('gives them to invoices that are disputed or not due too, and shows the rest as a credit', () => {
    const invoices = [buildInvoice('I1', { isDisputed: true }), buildInvoice('I2', { dueOn: '2026-12-31' })];
    expect(summarise(settle(invoices, [buildPayment('P1', { amountMinor: 2_300_000 })]))).to.deep.equal({
      open: { I1: 0, I2: 0 },
      credit: 300_000,
    });
  });

  it('shows a negative credit where a customer got more back than it had paid, and settles nothing', () => {
    const payments = [
      buildPayment('P1', { amountMinor: 200_000 }),
      buildPayment('P2', { amountMinor: 250_000, kind: 'refund' }),
    ];
    expect(summarise(settle([buildInvoice('I1')], payments))).to.deep.equal({
      open: { I1: 1_000_000 },
      credit: -50_000,
    });
  });

  it('owes more than the invoice where more was refunded on it than paid', () => {
    const payments = [buildPayment('P1', { invoiceId: 'I1', amountMinor: 250_000, kind: 'refund' })];
    expect(summarise(settle([buildInvoice('I1')], payments)).open).to.deep.equal({ I1: 1_250_000 });
  });

  it('makes what was paid on a voided invoice a credit, and what was refunded on it a negative one', () => {
    const voided = buildInvoice('I1', { isVoided: true });
    const paid = [buildPayment('P1', { invoiceId: 'I1', amountMinor: 400_000 })];
    expect(summarise(settle([voided], paid))).to.deep.equal({ open: { I1: 0 }, credit: 400_000 });
    const refunded = [...paid, buildPayment('P2', { invoiceId: 'I1', amountMinor: 900_000, kind: 'refund' })];
    expect(summarise(settle([voided], refunded))).to.deep.equal({ open: { I1: 0 }, credit: -500_000 });
    // Payments without an invoice pass it over.
    expect(summarise(settle([voided], [buildPayment('P1')]))).to.deep.equal({ open: { I1: 0 }, credit: 1_000_000 });
  });

  it('keeps customers and currencies apart, sorted by both', () => {
    const invoices = [
      buildInvoice('I1', { customerId: 'C-2' }),
      buildInvoice('I2', { currency: 'USD', amountMinor: 100 }),
      buildInvoice('I3'),
    ];
    const payments = [
      buildPayment('P1', { amountMinor: 70, currency: 'USD' }),
      buildPayment('P2', { amountMinor: 9, customerId: 'C-3', currency: 'EUR' }),
    ];
    const seen = settle(invoices, payments).map(({ customerId, currency, invoices: own, creditMinor }) => [
      customerId,
      currency,
      own.map((each) => each.openMinor),
      creditMinor,
    ]);
    expect(seen).to.deep.equal([
      ['C-1', 'USD', [30], 0],
      ['C-1', 'VND', [1_000_000], 0],
      ['C-2', 'VND', [1_000_000], 0],
      ['C-3', 'EUR', [], 9],
    ]);
  });
});

describe('an invoice that was written off', () => {
  const writtenOff = { I1: '2026-06-20' };

  it('is open no more, and keeps the payments without an invoice that had settled it until then', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2')];
    const before = buildPayment('P1', { amountMinor: 600_000, paidOn: '2026-06-20' });
    const after = buildPayment('P2', { amountMinor: 250_000, paidOn: '2026-06-21' });
    const accounts = settle(invoices, [before, after], { writtenOff });
    expect(summarise(accounts)).to.deep.equal({ open: { I1: 0, I2: 750_000 }, credit: 0 });
    expect(accounts[0]?.invoices.map((each) => each.writtenOffMinor)).to.deep.equal([400_000, null]);
    expect(accounts[0]).to.include({ invoicedMinor: 1_600_000, settledMinor: 850_000 });
  });

  it('leaves a negative credit, and nothing open, where that money was refunded later', () => {
    const before = buildPayment('P1', { amountMinor: 600_000, paidOn: '2026-06-20' });
    const refund = buildPayment('P2', { amountMinor: 600_000, paidOn: '2026-06-21', kind: 'refund' });
    const accounts = settle([buildInvoice('I1')], [before, refund], { writtenOff });
    expect(summarise(accounts)).to.deep.equal({ open: { I1: 0 }, credit: -600_000 });
  });

  it('of a later day was settled by what an earlier write-off had left', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2')];
    const payments = [buildPayment('P1', { amountMinor: 300_000, paidOn: '2026-06-21' })];
    const days = { I1: '2026-06-20', I2: '2026-06-22' };
    const [account] = settle(invoices, payments, { writtenOff: days });
    expect(account?.invoices.map((each) => each.writtenOffMinor)).to.deep.equal([1_000_000, 700_000]);
  });

  it('is reopened by no payment, refund or chargeback after that day, and none of them is a credit', () => {
    for (const kind of ['payment', 'refund', 'chargeback', 'credit-note'] as const) {
      const payments = [
        buildPayment('P1', { invoiceId: 'I1', amountMinor: 300_000 }),
        buildPayment('P2', { invoiceId: 'I1', kind, paidOn: '2026-06-21' }),
      ];
      const accounts = settle([buildInvoice('I1')], payments, { writtenOff });
      expect(summarise(accounts), kind).to.deep.equal({ open: { I1: 0 }, credit: 0 });
      expect(accounts[0], kind).to.include({ invoicedMinor: 300_000, settledMinor: 300_000 });
    }
  });

  it('counts a payment of that very day as made before', () => {
    const payments = [buildPayment('P1', { invoiceId: 'I1', amountMinor: 1_100_000, paidOn: '2026-06-20' })];
    const accounts = settle([buildInvoice('I1')], payments, { writtenOff });
    expect(summarise(accounts)).to.deep.equal({ open: { I1: 0 }, credit: 100_000 });
  });
});

describe('amounts beyond 2^53', () => {
  const LARGEST = Number.MAX_SAFE_INTEGER;

  it('stop the settling with a failure that names no customer, wherever they come up', async () => {
    const large = { amountMinor: LARGEST };
    for (const [invoices, payments] of [
      [[buildInvoice('I1', large), buildInvoice('I2', large)], []],
      [[buildInvoice('I1')], [buildPayment('P1', large), buildPayment('P2', large)]],
      [
        [buildInvoice('I1')],
        [buildPayment('P1', { ...large, invoiceId: 'I1' }), buildPayment('P2', { ...large, invoiceId: 'I1' })],
      ],
      [[buildInvoice('I1', large)], [buildPayment('P1', { invoiceId: 'I1', amountMinor: 1, kind: 'refund' })]],
    ] as const) {
      const failure = await catchFailure(async () => settle(invoices, payments));
      expect(failure.code).to.equal('AMOUNT_TOO_LARGE');
      expect(failure.message).to.not.include('C-1');
    }
  });

  it('are no matter of other customers and currencies', () => {
    const invoices = [
      buildInvoice('I1', { amountMinor: LARGEST }),
      buildInvoice('I2', { amountMinor: LARGEST, customerId: 'C-2' }),
      buildInvoice('I3', { amountMinor: LARGEST, currency: 'USD' }),
    ];
    expect(settle(invoices)).to.have.length(3);
  });
});

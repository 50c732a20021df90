import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getWorkingDays } from '../../src/batches/accounts/account-rules.ts';
import { readAccountState } from '../../src/domain/account-state.ts';
import type { BusinessCalendar } from '../../src/domain/business-calendar.ts';
import { readBalances } from '../../src/domain/customer-balance.ts';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import { buildCustomerFile, buildInvoice, buildPayment, buildProvision } from '../support/account-samples.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const AS_OF = '2026-06-30';
const TRACKING_MONTHS = 120;

describe('the balance of a customer', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });
  const read = (parts: Partial<CustomerFile>, asOf = AS_OF) => {
    const file = buildCustomerFile(parts);
    return readBalances(file, readAccountState(file, asOf, calendar), asOf, TRACKING_MONTHS);
  };

  it('is one for each currency, of this customer alone', () => {
    const invoices = [
      buildInvoice('I1', { customerName: 'Công ty A' }),
      buildInvoice('I2', { currency: 'USD', amountMinor: 500 }),
      buildInvoice('I3', { customerId: 'C-2', customerName: 'Công ty B' }),
    ];
    const seen = read({ invoices, payments: [buildPayment('P1', { amountMinor: 1_200_000 })] });
    const shared = { customerId: 'C-1', customerName: 'Công ty A', releasedProvisions: [], writeOffs: [] };
    expect(seen).to.deep.equal([
      { ...shared, currency: 'USD', invoicedMinor: 500, settledMinor: 0, openMinor: 500, creditMinor: 0 },
      {
        ...shared,
        currency: 'VND',
        invoicedMinor: 1_000_000,
        settledMinor: 1_200_000,
        openMinor: 0,
        creditMinor: 200_000,
      },
    ]);
  });

  it('has the name that the newest invoice with a name has, in whatever order they come', () => {
    const invoices = [
      buildInvoice('I2', { customerName: 'new' }),
      buildInvoice('I1', { customerName: 'old', issuedOn: '2026-05-01' }),
      buildInvoice('I3', { issuedOn: '2026-06-02' }),
    ];
    expect(read({ invoices })[0]?.customerName).to.equal('new');
    expect(read({ invoices: invoices.toReversed() })[0]?.customerName).to.equal('new');
  });

  it('lists provisions that stand in the books for what is no longer open', () => {
    const invoices = ['I1', 'I2', 'I3', 'I4', 'I5'].map((id) => buildInvoice(id, { managingUnit: 'TT-CNTT' }));
    const payments = ['I1', 'I3', 'I4', 'I5'].map((id) => buildPayment(`P-${id}`, { invoiceId: id }));
    const provisions = [
      buildProvision('I5', { bookedMinor: 5 }),
      buildProvision('I1', { bookedMinor: 300_000, bookedOn: AS_OF }),
      buildProvision('I2', { bookedMinor: 300_000 }), // still open
      buildProvision('I3', { bookedMinor: 300_000, bookedOn: '2026-07-01' }), // not booked yet
      buildProvision('I4', { bookedMinor: 0 }), // nothing booked
      buildProvision('I9', { bookedMinor: 7 }), // an invoice that no file has
    ];
    const [balance] = read({ invoices, payments, provisions });
    const shared = { contractId: 'K-1', managingUnit: 'TT-CNTT', currency: 'VND' };
    expect(balance?.releasedProvisions).to.deep.equal([
      { ...shared, invoiceId: 'I1', bookedMinor: 300_000, bookedOn: AS_OF },
      { ...shared, invoiceId: 'I5', bookedMinor: 5, bookedOn: null },
    ]);
  });

  it('is there for a provision to release where the invoice itself is not issued yet', () => {
    const invoices = [buildInvoice('I1', { issuedOn: '2026-07-01', dueOn: '2026-07-15' })];
    const [balance] = read({ invoices, provisions: [buildProvision('I1', { bookedMinor: 7 })] });
    expect(balance).to.include({ currency: 'VND', invoicedMinor: 0, openMinor: 0 });
    expect(balance?.releasedProvisions).to.have.length(1);
  });
});

describe('a write-off', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });
  const track = (parts: Partial<CustomerFile>, writtenOffOn: string) => {
    const file = buildCustomerFile({
      invoices: [buildInvoice('I1')],
      provisions: [buildProvision('I1', { writtenOffOn })],
      ...parts,
    });
    const [balance] = readBalances(file, readAccountState(file, AS_OF, calendar), AS_OF, TRACKING_MONTHS);
    return balance;
  };

  it('is tracked with what was given up and what came in since, and reopens nothing', () => {
    const balance = track(
      {
        payments: [
          buildPayment('P1', { invoiceId: 'I1', amountMinor: 400_000, paidOn: '2026-06-20' }),
          buildPayment('P2', { invoiceId: 'I1', amountMinor: 150_000, paidOn: '2026-06-21' }),
          buildPayment('P3', { invoiceId: 'I1', amountMinor: 20_000, paidOn: '2026-06-22', kind: 'refund' }),
          buildPayment('P4', { invoiceId: 'I1', amountMinor: 50_000, paidOn: '2026-07-01' }),
        ],
      },
      '2026-06-20',
    );
    expect(balance?.writeOffs).to.deep.equal([
      {
        invoiceId: 'I1',
        contractId: 'K-1',
        currency: 'VND',
        writtenOffOn: '2026-06-20',
        writtenOffMinor: 600_000,
        recoveredMinor: 130_000,
        usedProvisionMinor: 0,
        trackedUntil: '2036-06-20',
      },
    ]);
    expect(balance).to.include({ invoicedMinor: 400_000, settledMinor: 400_000, openMinor: 0, creditMinor: 0 });
  });

  it('uses its provision up instead of releasing it', () => {
    const provisions = [buildProvision('I1', { writtenOffOn: '2026-06-20', bookedMinor: 700_000 })];
    const balance = track({ provisions }, '');
    expect(balance?.releasedProvisions).to.deep.equal([]);
    expect(balance?.writeOffs.map((each) => each.usedProvisionMinor)).to.deep.equal([700_000]);
  });

  it('is none before its day', () => {
    expect(track({}, '2026-07-01')).to.deep.include({ openMinor: 1_000_000, writeOffs: [] });
    expect(track({}, AS_OF)?.writeOffs).to.have.length(1);
  });

  it('is none of an invoice that is voided: what is paid on it is a credit, before and after', () => {
    const payments = ['2026-06-19', '2026-06-21'].map((paidOn, index) =>
      buildPayment(`P${index}`, { invoiceId: 'I1', amountMinor: 100, paidOn }),
    );
    const balance = track({ invoices: [buildInvoice('I1', { isVoided: true })], payments }, '2026-06-20');
    expect(balance).to.deep.include({ invoicedMinor: 0, settledMinor: 200, creditMinor: 200, writeOffs: [] });
  });

  it('is none of an invoice that is not issued yet, whatever its row says', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2', { issuedOn: '2026-07-01' })];
    const balance = track({ invoices, provisions: [buildProvision('I2', { writtenOffOn: '2026-06-20' })] }, '');
    expect(balance).to.deep.include({ invoicedMinor: 1_000_000, writeOffs: [] });
  });
});

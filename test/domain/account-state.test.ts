import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getWorkingDays } from '../../src/batches/accounts/account-rules.ts';
import { type AccountState, readAccountState } from '../../src/domain/account-state.ts';
import type { BusinessCalendar } from '../../src/domain/business-calendar.ts';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import {
  buildContract,
  buildCustomerFile,
  buildHold,
  buildInvoice,
  buildNotice,
  buildPayment,
} from '../support/account-samples.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const AS_OF = '2026-06-30';

describe('the state of a customer', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });
  const read = (parts: Partial<CustomerFile>, asOf = AS_OF): AccountState =>
    readAccountState(buildCustomerFile(parts), asOf, calendar);
  const readOne = (parts: Partial<CustomerFile>, asOf = AS_OF) => {
    const [contract, ...others] = read(parts, asOf).contracts;
    if (contract === undefined || others.length > 0) throw new Error(`${others.length + 1} contracts`);
    return contract;
  };

  it('has the days past due from the effective due date, and the months from the original one', () => {
    // 30 May 2026 is a Saturday: it is due on Monday, 1 June.
    const invoices = [buildInvoice('I1', { issuedOn: '2026-05-15', dueOn: '2026-05-30' })];
    const seen = (asOf: string) => {
      const [state] = readOne({ invoices }, asOf).invoices;
      return [state?.effectiveDueOn, state?.daysPastDue, state?.monthsPastDue];
    };
    expect(seen('2026-05-31')).to.deep.equal(['2026-06-01', -1, 0]);
    expect(seen('2026-06-01')).to.deep.equal(['2026-06-01', 0, 0]);
    expect(seen('2026-06-02')).to.deep.equal(['2026-06-01', 1, 0]);
    expect(seen('2026-06-29')).to.deep.equal(['2026-06-01', 28, 0]);
    expect(seen('2026-06-30')).to.deep.equal(['2026-06-01', 29, 1]);
  });

  it('has an invoice that is due on Tết go past due from the first working day after it', () => {
    const invoices = [buildInvoice('I1', { issuedOn: '2026-02-02', dueOn: '2026-02-17' })];
    const days = ['2026-02-22', '2026-02-23', '2026-02-24'].map((asOf) => readOne({ invoices }, asOf).invoices[0]);
    expect(days.map((each) => each?.daysPastDue)).to.deep.equal([-1, 0, 1]);
  });

  it('has every contract of its file and of its invoices, by id, and no contract of somebody else', () => {
    const invoices = [
      buildInvoice('I1', { contractId: 'K-2' }),
      buildInvoice('I2', { contractId: 'K-10', customerId: 'C-2' }),
      buildInvoice('I3', { contractId: 'k-1' }),
    ];
    const contracts = [buildContract({ contractId: 'K-10' }), buildContract({ contractId: 'K-2', customerId: 'C-2' })];
    expect(read({ invoices, contracts }).contracts.map((each) => each.contractId)).to.deep.equal(['K-10', 'k-1']);
    expect(read({ invoices, contracts }).invoices.map((each) => each.invoice.invoiceId)).to.deep.equal(['I1', 'I3']);
  });

  it('gives a contract without a row to the customer of its newest invoice, by day and then by id', () => {
    const other = { customerId: 'C-2' };
    const owns = (...invoices: CustomerFile['invoices']) => read({ invoices }).contracts.length;
    expect(owns(buildInvoice('I1'), buildInvoice('I2', { ...other, issuedOn: '2026-05-31' }))).to.equal(1);
    expect(owns(buildInvoice('I1'), buildInvoice('I2', other))).to.equal(0);
    expect(owns(buildInvoice('I2'), buildInvoice('I10', other))).to.equal(1);
    // One that is not issued yet says whose contract it is where there is no other.
    expect(owns(buildInvoice('I1', { issuedOn: '2026-07-01' }))).to.equal(1);
  });

  it('has the currency of its newest invoice first, and the others by name', () => {
    const invoices = [
      buildInvoice('I1', { currency: 'USD' }),
      buildInvoice('I2', { currency: 'VND', issuedOn: '2026-06-02' }),
      buildInvoice('I3', { currency: 'EUR' }),
      buildInvoice('I4', { currency: 'JPY', issuedOn: '2026-06-03', isVoided: true }),
      buildInvoice('I5', { currency: 'GBP', issuedOn: '2026-07-01' }),
    ];
    expect(readOne({ invoices }).currencies).to.deep.equal(['VND', 'EUR', 'USD']);
    expect(readOne({ contracts: [buildContract()] }).currencies).to.deep.equal([]);
    // Where none counts, the newest of all names the currency.
    expect(readOne({ invoices: invoices.slice(3) }).currencies).to.deep.equal(['GBP']);
  });

  it('leaves voided and future invoices out, whatever is paid on them', () => {
    const invoices = [buildInvoice('I1', { isVoided: true }), buildInvoice('I2', { issuedOn: '2026-07-01' })];
    expect(readOne({ invoices }).invoices).to.deep.equal([]);
  });

  it('is active without a row, and while its state lies ahead', () => {
    const locked = { serviceStatus: 'locked', handedOverOn: '2026-06-30' } as const;
    const status = (statusSince: string | null) => {
      const contract = readOne({ contracts: [buildContract({ ...locked, statusSince })] });
      return [contract.serviceStatus, contract.statusSince, contract.handedOverOn];
    };
    expect(status('2026-06-30')).to.deep.equal(['locked', '2026-06-30', '2026-06-30']);
    expect(status('2026-07-01')).to.deep.equal(['active', null, null]);
    expect(status(null)).to.deep.equal(['locked', null, '2026-06-30']);
    const later = buildContract({ ...locked, statusSince: '2026-06-01', handedOverOn: '2026-07-01' });
    expect(readOne({ contracts: [later] }).handedOverOn).to.equal(null);
    expect(readOne({ invoices: [buildInvoice('I1')] })).to.include({ serviceStatus: 'active', statusSince: null });
  });

  it('has a hold from its first to its last day, or without end', () => {
    const holds = (from: string, until: string | null): number =>
      readOne({ contracts: [buildContract()], holds: [buildHold('h', { from, until })] }).holds.length;
    expect(holds('2026-06-30', null)).to.equal(1);
    expect(holds('2026-07-01', null)).to.equal(0);
    expect(holds('2026-06-01', '2026-06-30')).to.equal(1);
    expect(holds('2026-06-01', '2026-06-29')).to.equal(0);
  });

  it('disputes an invoice by its column, by a hold on it, or by one on its contract', () => {
    const invoices = [buildInvoice('I1', { isDisputed: true }), buildInvoice('I2'), buildInvoice('I3')];
    const disputed = (...holds: CustomerFile['holds']) =>
      readOne({ invoices, holds }).invoices.flatMap((each) => (each.isDisputed ? [each.invoice.invoiceId] : []));
    const onInvoice = buildHold('h', { kind: 'dispute', invoiceId: 'I2' });
    expect(disputed()).to.deep.equal(['I1']);
    // It names the contract too, and is about the one invoice.
    expect(disputed(onInvoice)).to.deep.equal(['I1', 'I2']);
    expect(disputed(buildHold('h', { kind: 'dispute' }))).to.deep.equal(['I1', 'I2', 'I3']);
    expect(disputed({ ...onInvoice, until: '2026-06-29' })).to.deep.equal(['I1']);
    // Another kind that mentions an invoice is about the contract, and disputes nothing.
    expect(disputed(buildHold('h', { invoiceId: 'I2' }))).to.deep.equal(['I1']);
  });

  it('lists holds on the contract and on its invoices by id, and notices that are sent by asOf', () => {
    const contract = readOne({
      invoices: [buildInvoice('I1')],
      holds: [
        buildHold('h2', { kind: 'dispute', invoiceId: 'I1', contractId: null }),
        buildHold('h10'),
        buildHold('h3', { contractId: 'K-9' }),
      ],
      notices: [
        buildNotice('n1', { sentOn: AS_OF }),
        buildNotice('n2', { sentOn: '2026-07-01' }),
        buildNotice('n3', { kind: 'reminder', contractId: null, invoiceId: 'I1' }),
        buildNotice('n4', { kind: 'reminder', contractId: 'K-1', invoiceId: 'I9' }),
        buildNotice('n5', { contractId: 'K-9' }),
      ],
    });
    expect(contract.holds.map((each) => each.holdId)).to.deep.equal(['h10', 'h2']);
    expect(contract.notices.map((each) => each.noticeId)).to.deep.equal(['n1', 'n3']);
  });

  it('settles with the money of this customer, and knows nothing of accounts of others', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2', { customerId: 'C-2' })];
    const payments = [buildPayment('P1', { customerId: 'C-2', amountMinor: 400_000 })];
    const state = read({ invoices, payments, contracts: [buildContract()] });
    expect(state.accounts.map((each) => each.customerId)).to.deep.equal(['C-1']);
    expect(state.contracts[0]?.invoices.map((each) => each.openMinor)).to.deep.equal([1_000_000, 600_000]);
  });
});

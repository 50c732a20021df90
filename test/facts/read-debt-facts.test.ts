import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getWorkingDays } from '../../src/batches/accounts/account-rules.ts';
import { type ContractState, readAccountState } from '../../src/domain/account-state.ts';
import type { BusinessCalendar } from '../../src/domain/business-calendar.ts';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import { readContractDebt } from '../../src/facts/read-contract-facts.ts';
import { findOldest, readCollectionFacts, readDebtInvoiceFacts } from '../../src/facts/read-debt-facts.ts';
import {
  buildContract,
  buildCustomerFile,
  buildDebtor,
  buildInvoice,
  buildNotice,
  buildPayment,
  buildProvision,
} from '../support/account-samples.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const AS_OF = '2026-06-30';

describe('the facts of debts', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });
  const readState = (parts: Partial<CustomerFile>): ContractState => {
    const file = buildCustomerFile({ invoices: [buildInvoice('I1')], ...parts });
    const [contract] = readAccountState(file, AS_OF, calendar).contracts;
    if (contract === undefined) throw new Error('no contract');
    return contract;
  };
  const readCollection = (parts: Partial<CustomerFile>) => {
    const contract = readState(parts);
    return readCollectionFacts(contract, readContractDebt(contract, 'VND'), 5, AS_OF);
  };

  it('count a step of collection from the day of the lock, delivered or not', () => {
    const contracts = [buildContract({ serviceStatus: 'locked', statusSince: '2026-06-10' })];
    const call = (sentOn: string) =>
      readCollection({ contracts, notices: [buildNotice('n', { kind: 'call', sentOn })] });
    expect(call('2026-06-09').isCallDone).to.equal(false);
    expect(call('2026-06-10')).to.include({ isCallDone: true, isVisitDone: false, tolerance: 5, daysSinceStatus: 20 });
    expect(call('2026-07-01').isCallDone).to.equal(false);
    // Without the day of the lock, any call is taken for one after it.
    const dateless = [buildContract({ serviceStatus: 'locked' })];
    const notices = [buildNotice('n', { kind: 'call', sentOn: '2020-01-01' })];
    expect(readCollection({ contracts: dateless, notices }).isCallDone).to.equal(true);
  });

  it('know the age of the oldest open invoice by its original due date, disputed ones too', () => {
    const invoices = [
      buildInvoice('I1', { issuedOn: '2023-12-01', dueOn: '2024-01-31' }),
      buildInvoice('I2', { issuedOn: '2023-12-01', dueOn: '2023-12-31', isDisputed: true }),
      buildInvoice('I3', { issuedOn: '2022-12-01', dueOn: '2022-12-31' }),
    ];
    const payments = [buildPayment('P', { invoiceId: 'I3' })];
    expect(readCollection({ invoices, payments }).oldestMonthsPastDue).to.equal(30);
    expect(findOldest(readState({ invoices, payments }))?.invoice.invoiceId).to.equal('I2');
    const paid = ['I1', 'I2', 'I3'].map((id) => buildPayment(id, { invoiceId: id }));
    expect(readCollection({ invoices, payments: paid }).oldestMonthsPastDue).to.equal(null);
  });

  it('let a legal status count from its day on, and a full provision too', () => {
    const [state] = readState({}).invoices;
    if (state === undefined) throw new Error('no invoice');
    const read = (legalStatusOn: string | null, fullyProvisionedOn: string | null) =>
      readDebtInvoiceFacts(
        state,
        buildDebtor({ legalStatus: 'bankrupt', legalStatusOn, evidence: ['books'] }),
        buildProvision('I1', { fullyProvisionedOn }),
        AS_OF,
      );
    expect(read(null, '2025-06-30')).to.deep.include({
      legalStatus: 'bankrupt',
      monthsFullyProvisioned: 12,
      evidence: ['books'],
    });
    expect(read('2026-06-30', '2025-07-01')).to.include({ legalStatus: 'bankrupt', monthsFullyProvisioned: 11 });
    expect(read('2026-07-01', '2026-06-30')).to.include({ legalStatus: null, monthsFullyProvisioned: 0 });
    expect(read(null, '2026-07-01').monthsFullyProvisioned).to.equal(null);
    expect(read(null, null).monthsFullyProvisioned).to.equal(null);
    expect(readDebtInvoiceFacts(state, null, null, AS_OF)).to.deep.include({ legalStatus: null, evidence: [] });
  });
});

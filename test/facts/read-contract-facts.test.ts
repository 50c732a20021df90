import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getWorkingDays } from '../../src/batches/accounts/account-rules.ts';
import { readAccountState } from '../../src/domain/account-state.ts';
import type { BusinessCalendar } from '../../src/domain/business-calendar.ts';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import { readBillingFacts, readContractDebt, toSegment } from '../../src/facts/read-contract-facts.ts';
import {
  buildContract,
  buildCustomerFile,
  buildHold,
  buildInvoice,
  buildNotice,
  buildPayment,
} from '../support/account-samples.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

/** The invoice of the samples fell due 15 days before, on 15 June. */
const AS_OF = '2026-06-30';

describe('the facts of billing', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });
  const read = (parts: Partial<CustomerFile>, currency: 'VND' | 'USD' | null = 'VND') => {
    const file = buildCustomerFile({ invoices: [buildInvoice('I1')], ...parts });
    const [contract] = readAccountState(file, AS_OF, calendar).contracts;
    if (contract === undefined) throw new Error('no contract');
    return readBillingFacts(contract, readContractDebt(contract, currency), AS_OF);
  };

  it('say what is open, overdue and undisputed, in one currency', () => {
    const invoices = [
      buildInvoice('I1'),
      buildInvoice('I2', { isDisputed: true, dueOn: '2026-06-02' }),
      buildInvoice('I3', { dueOn: '2026-06-29', amountMinor: 50_000 }),
      buildInvoice('I4', { dueOn: '2026-06-30', amountMinor: 7 }),
      buildInvoice('I5', { currency: 'USD', amountMinor: 300 }),
    ];
    expect(read({ invoices })).to.include({
      overdueAmount: 1_050_000,
      openInvoiceCount: 4,
      undisputedOpenCount: 3,
      daysPastDue: 15,
      isMainCurrency: false,
    });
    expect(read({ invoices }, 'USD')).to.include({ overdueAmount: 300, openInvoiceCount: 1, isMainCurrency: true });
  });

  it('take the oldest unpaid invoice anew when the oldest is paid', () => {
    const invoices = [buildInvoice('I1'), buildInvoice('I2', { dueOn: '2026-06-25' })];
    const notices = [buildNotice('n', { sentOn: '2026-06-25', deliveredOn: '2026-06-25' })];
    expect(read({ invoices, notices })).to.include({ daysPastDue: 15, isWarningDone: true });
    const payments = [buildPayment('P', { invoiceId: 'I1' })];
    // Sent on the very day on which the next one fell due: it no longer counts.
    expect(read({ invoices, notices, payments })).to.include({ daysPastDue: 5, isWarningDone: false });
  });

  it('have nothing to say of a contract without invoices', () => {
    const facts = read({ invoices: [], contracts: [buildContract()] }, null);
    expect(facts).to.include({
      overdueAmount: 0,
      currency: null,
      daysPastDue: null,
      debtorType: null,
      segment: null,
      agentModel: null,
      daysSinceStatus: null,
      isMainCurrency: true,
      nextReminderInDays: null,
      product: 'sms-brandname',
    });
  });

  it('count a warning from the day after the due date, by the first day on which one arrived', () => {
    const send = (sentOn: string, deliveredOn: string | null, id = sentOn) => buildNotice(id, { sentOn, deliveredOn });
    expect(read({ notices: [send('2026-06-15', '2026-06-16')] })).to.include({ isWarningDone: false });
    const notices = [
      send('2026-06-16', null),
      send('2026-06-20', '2026-06-24'),
      send('2026-06-22', '2026-06-23'),
      send('2026-06-25', '2026-07-01'),
      send('2026-07-01', '2026-07-01'),
    ];
    expect(read({ notices })).to.include({
      isWarningDone: true,
      isOverdueNoticeDone: true,
      warningDeliveredDaysAgo: 7,
      warningSendings: 2,
      warningSentDaysAgo: 5,
      overdueNoticeSendings: 0,
      overdueNoticeSentDaysAgo: null,
    });
  });

  it('take an overdue notice for no warning', () => {
    const notices = [buildNotice('n', { kind: 'overdue-notice', deliveredOn: '2026-06-23' })];
    expect(read({ notices })).to.include({ isOverdueNoticeDone: true, isWarningDone: false });
  });

  it('know the next invoice to remind of, and those without a payment notice', () => {
    const invoices = [
      buildInvoice('I1', { dueOn: '2026-07-03' }),
      buildInvoice('I2', { dueOn: '2026-07-01' }),
      buildInvoice('I3', { dueOn: '2026-06-30' }),
      buildInvoice('I4', { dueOn: '2026-06-30', isDisputed: true }),
    ];
    const about = (kind: 'reminder' | 'payment-notice', invoiceId: string) =>
      buildNotice(`${kind} ${invoiceId}`, { kind, contractId: null, invoiceId });
    expect(read({ invoices })).to.include({ nextReminderInDays: 0, unnoticedInvoiceCount: 3 });
    const notices = [about('reminder', 'I3'), about('payment-notice', 'I1'), about('payment-notice', 'I4')];
    expect(read({ invoices, notices })).to.include({ nextReminderInDays: 1, unnoticedInvoiceCount: 2 });
    const all = ['I1', 'I2', 'I3'].map((id) => about('reminder', id));
    expect(read({ invoices, notices: all })).to.include({ nextReminderInDays: null });
  });

  it('list the kinds of active holds once, and the days since the state began', () => {
    const holds = [buildHold('h1'), buildHold('h2'), buildHold('h3', { kind: 'exemption' })];
    const contracts = [buildContract({ serviceStatus: 'restricted', statusSince: '2026-06-15' })];
    const facts = read({ holds, contracts });
    expect(facts.holdKinds).to.deep.equal(['exemption', 'promise']);
    expect(facts).to.include({ serviceStatus: 'restricted', daysSinceStatus: 15, isHandedOver: false });
  });

  it('put every type of debtor into a segment', () => {
    expect(toSegment('organisation')).to.equal('business');
    expect(toSegment('individual')).to.equal('individual');
    expect([toSegment('household'), toSegment('household-business')]).to.deep.equal(['household', 'household']);
  });
});

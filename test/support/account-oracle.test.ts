import assert from 'node:assert/strict';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { BILLING_ACTIONS, BILLING_REASONS } from '../../src/domain/billing-decision.ts';
import * as debtCodes from '../../src/domain/debt-decision.ts';
import * as records from '../../src/domain/invoice.ts';
import { accountCaseArbitrary, customerFileArbitrary, USUAL_AS_OF } from './account-arbitraries.ts';
import { rollDueDate, shiftDays, shiftMonths } from './account-oracle.ts';
import { decideBillingPlainly } from './billing-oracle.ts';
import { decideDebtPlainly } from './debt-oracle.ts';

/** A Monday without days off around it; days of the tests below are days past due of it. */
const DUE_ON = '2026-03-02';
const on = (daysPastDue: number) => shiftDays(DUE_ON, daysPastDue);
const PAID = { amountMinor: 200_000 };

describe('account oracle: dates and open amounts', () => {
  it('takes the last day of a month that has no corresponding day', () => {
    const monthsAfter = (day: string, ...months: readonly number[]) => months.map((count) => shiftMonths(day, count));
    expect(monthsAfter('2023-01-31', 1, 13)).to.deep.equal(['2023-02-28', '2024-02-29']);
    expect(monthsAfter('2024-02-29', 12, -12)).to.deep.equal(['2025-02-28', '2023-02-28']);
  });

  it('rolls a due date on Tết, a weekend or a day off to the next working day, and keeps a worked Saturday', () => {
    const rolled = ['2026-02-17', '2026-11-21', '2026-08-29', '2026-08-22'].map(rollDueDate);
    expect(rolled).to.deep.equal(['2026-02-23', '2026-11-23', '2026-09-03', '2026-08-22']);
    expect(rollDueDate('2028-01-03'), 'beyond the table').to.equal('2028-01-03');
  });

  it('counts days past due from the effective due date, months from the original one', () => {
    const invoices = [{ dueOn: '2026-02-17', debtorType: 'individual' as const }];
    expect(billOn({ invoices }, '2026-02-23')).to.include({ daysPastDue: 0, overdueAmount: 0 });
    expect(billOn({ invoices }, '2026-02-24')).to.include({ daysPastDue: 1, overdueAmount: 200_000 });
    expect(debtOn({ invoices }, '2026-05-16').invoice).to.include({ provisionRatePercent: 0 });
    expect(debtOn({ invoices }, '2026-05-17').invoice).to.include({ provisionRatePercent: 30, daysPastDue: 83 });
  });

  it('takes credit notes and payments off, adds refunds and chargebacks, and ignores what is dated after asOf', () => {
    const kinds = ['payment', 'credit-note', 'refund', 'chargeback'] as const;
    const each = kinds.map((kind, index) => ({ kind, amountMinor: 50_000 / 10 ** index }));
    const payments = [...each, { amountMinor: 100_000, paidOn: on(2) }];
    expect([1, 2].map((day) => bill({ payments }, day).openAmount)).to.deep.equal([145_550, 45_550]);
  });

  it('gives payments without an invoice to the oldest invoices, disputed and later ones too, by due date, then id', () => {
    const invoices = ['I-2', 'I-10', 'I-1'].map((invoiceId) => ({ invoiceId, amountMinor: 100 }));
    const early = { invoiceId: 'I-9', amountMinor: 100, dueOn: on(-3), isDisputed: true };
    const payments = [{ invoiceId: null, customerId: 'C-1', amountMinor: 260 }];
    const rows = decideDebtPlainly(fileOf({ invoices: [...invoices, early], payments }), on(-10)).invoices;
    expect(rows.map(({ id, openAmount }) => `${id} ${openAmount}`)).to.deep.equal(['I-10 40', 'I-2 100']);
  });

  it('never moves what was paid too much on one invoice, or on a voided one, to another', () => {
    const invoices = [{}, { invoiceId: 'I-2' }, { invoiceId: 'I-3', isVoided: true }];
    const payments = [{ amountMinor: 900_000 }, { invoiceId: 'I-3', amountMinor: 900_000 }];
    expect(bill({ invoices, payments }, 1).openAmount).to.equal(200_000);
  });

  it('keeps currencies apart and lets only the main one move the service', () => {
    const usd = { invoiceId: 'I-2', currency: 'USD', amountMinor: 7, issuedOn: '2026-02-02' } as const;
    const payments = [{ invoiceId: null, customerId: 'C-1', amountMinor: 999, currency: 'USD' as const }];
    const file = fileOf({ invoices: [{}, usd], contracts: [inState('restricted', 20)], payments });
    const actions = [{ ...file, payments: [] }, file].map((one) => decideBillingPlainly(one, on(40)));
    expect(
      actions.flat().map(({ currency, openAmount, action }) => `${currency} ${openAmount} ${action}`),
    ).to.deep.equal(['USD 7 lock-service', 'VND 200000 none', 'USD 0 restore-service', 'VND 200000 none']);
  });
});

describe('account oracle: the ladder', () => {
  it('sends payment notice, reminder from 3 days before the due date, overdue notice from day 1, warning from day 7', () => {
    const notices = [{ kind: 'reminder', contractId: null, invoiceId: 'I-1', sentOn: on(-3) }] as const;
    expect(tell({ invoices: [{ invoiceId: 'I-2' }] }, -4)).to.equal('send-payment-notice');
    expect([-4, -3, 0].map((day) => tell({}, day))).to.deep.equal(['not-due', 'send-reminder', 'send-reminder']);
    expect([-4, 0].map((day) => tell({ notices }, day))).to.deep.equal(['not-due', 'not-due']);
    expect([1, 6].map((day) => tell({}, day))).to.deep.equal(['send-overdue-notice', 'send-overdue-notice']);
    expect([7, 99].map((day) => tell({}, day))).to.deep.equal(['send-suspension-warning', 'send-suspension-warning']);
  });

  it('waits a day for delivery, sends again, and delivers by hand after three sendings', () => {
    const warned = (days: readonly number[], day: number) => tell({ notices: warn(days) }, day);
    expect([10, 11].map((day) => warned([10], day))).to.deep.equal(['awaiting-delivery', 'awaiting-delivery']);
    expect([12, 13].map((day) => warned([7, 9, 11], day))).to.deep.equal(['awaiting-delivery', 'deliver-manually']);
    const others = [warned([10], 12), warned([0, 9, 11], 13), warned([14], 13)]; // due again, none in time, after asOf
    expect(new Set(others)).to.deep.equal(new Set(['send-suspension-warning']));
  });

  it('restricts from day 15, five days after a warning was delivered, and never without one', () => {
    const warned = (deliveredDay: number, day: number) => tell({ notices: warn([7], deliveredDay) }, day);
    expect([warned(8, 14), warned(11, 15)]).to.deep.equal(['waiting', 'waiting']);
    expect(warned(10, 15)).to.equal('restrict-service');
    expect(warned(30, 29), 'not delivered yet').to.equal('send-suspension-warning');
  });

  it('locks from day 30, 15 days after the restriction, wholesale by approval, and hands over 30 days later, once', () => {
    const restricted = (since: number, day: number) => tell({ contracts: [inState('restricted', since)] }, day);
    expect([15, 16].map((since) => restricted(since, 30))).to.deep.equal(['lock-service', 'waiting']);
    expect(restricted(14, 29)).to.equal('waiting');
    expect(tell({ contracts: [{ serviceStatus: 'restricted' }] }, 99), 'nobody knows since when').to.equal('waiting');
    const locked = (day: number, handedOverOn: string | null) =>
      tell({ contracts: [{ ...inState('locked', 30), handedOverOn }] }, day);
    expect([59, 60].map((day) => locked(day, null))).to.deep.equal(['waiting', 'hand-over-to-collection']);
    expect([60, 61].map((day) => locked(60, on(day)))).to.deep.equal(['waiting', 'hand-over-to-collection']);
    expect(bill({ contracts: [inState('locked', 61)] }, 60).serviceStatus, 'locked tomorrow').to.equal('active');
    const wholesale = { invoices: [{ agentModel: 'wholesale' as const }], contracts: [inState('restricted', 10)] };
    expect([29, 30].map((day) => bill(wholesale, day).needsApproval)).to.deep.equal([false, true]);
  });

  it('passes over a step below its minimum, and says so when nothing else is left', () => {
    const owing = (amountMinor: number, day: number, notices: Parts['notices'] = []) =>
      tell({ invoices: [{ amountMinor }], notices }, day);
    const noticed: Parts['notices'] = [{ kind: 'overdue-notice', sentOn: on(2), deliveredOn: on(2) }];
    expect(owing(49_999, 7)).to.equal('send-overdue-notice');
    expect(owing(49_999, 7, noticed)).to.equal('below-minimum');
    expect(owing(49_999, 7, [...noticed, ...warn([7])]), 'not waiting').to.equal('below-minimum');
    expect(owing(50_000, 7, noticed)).to.equal('send-suspension-warning');
    expect(owing(99_999, 15, warn([7], 8))).to.equal('below-minimum');
    expect(owing(100_000, 15, warn([7], 8))).to.equal('restrict-service');
  });

  it('starts the ladder anew when the oldest invoice is paid', () => {
    const parts = { invoices: [{ dueOn: on(-28), invoiceId: 'I-0' }, {}], notices: warn([-20], -20) };
    const payments = [{ invoiceId: 'I-0', ...PAID, paidOn: on(5) }];
    expect(bill({ ...parts, payments }, 4)).to.include({ action: 'restrict-service', daysPastDue: 32 });
    expect(bill({ ...parts, payments }, 5)).to.include({ action: 'send-overdue-notice', daysPastDue: 5 });
  });

  it('restores whatever holds it, leaves terminated contracts alone, and knows contracts without invoices', () => {
    const locked = { contracts: [inState('locked', 0)] };
    expect(tell({ ...locked, payments: [PAID], holds: [{ kind: 'moratorium' }] }, 9)).to.equal('restore-service');
    const terminated = bill({ contracts: [inState('terminated', 30)] }, 40);
    expect(terminated).to.include({ action: 'none', reason: 'terminated', overdueAmount: 200_000 });
    const empty = bill({ invoices: [], contracts: [{}] }, 4);
    expect(empty).to.include({ currency: null, reason: 'nothing-open', daysPastDue: null });
    expect(tell({ ...locked, invoices: [] }, 40)).to.equal('restore-service');
  });

  it('takes disputed invoices out, by column or by a dispute on the invoice or on the contract', () => {
    const disputed = { reason: 'disputed', openAmount: 200_000, overdueAmount: 0, daysPastDue: null };
    expect(bill({ invoices: [{ isDisputed: true }] }, 40)).to.include(disputed);
    expect(bill({ holds: [{ kind: 'dispute' }] }, 40)).to.include(disputed);
    expect(bill({ holds: [{ kind: 'dispute', contractId: null, invoiceId: 'I-1' }] }, 40)).to.include(disputed);
  });

  it('holds steps from the overdue notice upward from the first to the last day of the hold', () => {
    const action = 'send-overdue-notice';
    const held = (day: number) => bill({ holds: [{ from: on(3), until: on(5) }] }, day);
    expect([2, 3, 5, 6].map((day) => held(day).action)).to.deep.equal([action, 'hold', 'hold', action]);
    expect(held(3)).to.deep.include({ reason: 'promise', heldAction: action, holds: ['H-1'] });
    const exemption: Parts['holds'] = [{}, { kind: 'exemption', holdId: 'H-0' }];
    expect(bill({ holds: exemption }, 3)).to.deep.include({ reason: 'exemption', holds: ['H-0', 'H-1'] });
    expect(tell({ holds: [...exemption, { kind: 'moratorium' }] }, 3)).to.equal('moratorium');
    expect(tell({ holds: [{}] }, -3)).to.equal('send-reminder');
    expect(bill({ holds: [{}], notices: warn([7, 9, 11]) }, 13).heldAction).to.equal('deliver-manually');
    expect(tell({ holds: [{}], notices: warn([12]) }, 13)).to.equal('awaiting-delivery');
  });
});

describe('account oracle: collection', () => {
  const kinds = ['call', 'demand-letter', 'visit', 'final-demand', 'termination'] as const;
  const collect = (taken: number, day: number, parts: Parts = {}) => {
    const notices = kinds.slice(0, taken).map((kind) => ({ kind, sentOn: on(30) }));
    return debtOn({ contracts: [inState('locked', 30)], notices, ...parts }, on(30 + day)).collection;
  };

  it('takes one step after another when its day since the lock is reached', () => {
    const days = [7, 15, 30, 45, 60];
    const actions = ['call', 'send-demand-letter', 'visit', 'send-final-demand', 'terminate-contract'];
    expect(days.map((day, taken) => collect(taken, day)?.action)).to.deep.equal(actions);
    expect(days.map((day, taken) => collect(taken, day - 1)?.reason)).to.deep.equal(days.map(() => 'waiting'));
    expect(collect(0, 100), 'a late first step').to.include({ action: 'call', daysSinceLock: 100 });
    expect(collect(5, 100)).to.include({ action: 'none', reason: 'waiting' });
    expect(collect(0, 9, { notices: [{ kind: 'call', sentOn: on(29) }] })?.action, 'before the lock').to.equal('call');
  });

  it('stops when paid, and holds an action but not a waiting', () => {
    expect(collect(0, 7, { payments: [PAID] })).to.include({ action: 'none', reason: 'paid' });
    const held = [6, 7].map((day) => collect(0, day, { holds: [{ kind: 'exemption' }] }));
    expect(held.map((row) => `${row?.action} ${row?.reason}`)).to.deep.equal(['none waiting', 'hold exemption']);
  });

  it('refers a terminated contract that still owes to the lawyers after 30 days, once', () => {
    const contracts = [inState('terminated', 30)];
    expect(collect(0, 29, { contracts })).to.include({ reason: 'waiting', daysSinceLock: null });
    expect(collect(0, 30, { contracts })?.action).to.equal('refer-to-legal');
    const notices = [{ kind: 'legal-referral', sentOn: on(60) }] as const;
    expect(collect(0, 31, { contracts, notices })?.reason).to.equal('waiting');
    expect(collect(0, 30, { contracts, payments: [PAID] })).to.equal(undefined);
  });

  it('warns of the limit to sue from 30 months after the due date, also of a disputed debt', () => {
    const parts = { invoices: [{ isDisputed: true }], contracts: [inState('locked', 0)] };
    expect(debtOn(parts, '2028-09-01').collection).to.include({ limitationWarning: false, reason: 'paid' });
    expect(debtOn(parts, '2028-09-02').collection).to.include({ limitationWarning: true, reason: 'paid' });
  });
});

describe('account oracle: provision and write-off', () => {
  it('knows the bounds of the ageing buckets', () => {
    const buckets = [0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366].map((day) => debt({}, day).ageingBucket);
    expect(buckets).to.deep.equal(debtCodes.AGEING_BUCKETS.flatMap((name) => [name, name]).slice(1, 13));
  });

  it('knows the rates of both schedules below, at and above their bounds, and rounds half up', () => {
    const rateOn = (invoice: Partial<records.Invoice>, asOf: string) =>
      debtOn({ invoices: [invoice] }, asOf).invoice?.provisionRatePercent;
    const rates = (invoice: Partial<records.Invoice>, months: readonly number[]) =>
      months.flatMap((count) => [-1, 0, 1].map((days) => rateOn(invoice, shiftDays(shiftMonths(DUE_ON, count), days))));
    const expected = [0, 30, 30, 30, 50, 50, 50, 70, 70, 70, 100, 100];
    expect(rates({ debtorType: 'individual' }, [3, 6, 9, 12])).to.deep.equal(expected);
    expect(rates({ debtorType: 'household' }, [3, 6, 9, 12])).to.deep.equal(expected);
    expect(rates({ debtorType: 'organisation' }, [6, 12, 24, 36])).to.deep.equal(expected);
    expect(rates({ debtorType: 'household-business' }, [6, 12, 24, 36])).to.deep.equal(expected);
    expect(rates({ debtorType: 'individual', chargeKind: 'penalty' }, [6, 12, 24, 36])).to.deep.equal(expected);
    const round = (amountMinor: number) => debt({ invoices: [{ amountMinor }] }, 200).provisionAmount;
    expect([1, 2, 3, 5].map(round), '0.3, 0.6, 0.9, 1.5').to.deep.equal([0, 1, 1, 2]);
  });

  it('sets what we owe off by original due date, then id, in VND only', () => {
    const vnd = [{ invoiceId: 'I-3', dueOn: on(1) }, { invoiceId: 'I-2' }, { invoiceId: 'I-10', isDisputed: true }];
    const invoices = [...vnd, { invoiceId: 'I-0', currency: 'USD' as const, dueOn: on(-9) }];
    const rows = decideDebtPlainly(fileOf({ invoices, debtors: [{ payableMinor: 250_000 }] }), on(-20)).invoices;
    const bases = rows.map(({ id, provisionBase }) => `${id} ${provisionBase}`);
    expect(bases).to.deep.equal(['I-0 200000', 'I-10 0', 'I-2 150000', 'I-3 200000']);
  });

  it('names the groups of missing evidence, and needs none for a rate of 0', () => {
    const all = ['contract-or-commitment', 'debt-list', 'reconciliation-or-registered-demand'];
    expect(debt({}, 200)).to.deep.include({ provisionSupported: false, missingEvidence: all });
    expect(debt({}, 100)).to.deep.include({ provisionSupported: null, missingEvidence: [], provisionAmount: 0 });
    const evidence = ['commitment', 'demand-registered', 'debt-list'] as const;
    expect(debt({ debtors: [{ evidence }] }, 200).provisionSupported).to.equal(true);
    const half = debt({ debtors: [{ evidence: evidence.slice(0, 2), payableMinor: 200_000 }] }, 200);
    expect(half).to.deep.include({ provisionBase: 0, provisionSupported: false, missingEvidence: ['debt-list'] });
  });

  it('compares with what was booked by asOf, and leaves out what was written off by then', () => {
    const change = (bookedOn: string | null) =>
      debt({ provisions: [{ bookedOn, bookedMinor: 70_000 }] }, 200).provisionChange;
    expect([null, on(200), on(201)].map(change)).to.deep.equal([-10_000, -10_000, 60_000]);
    const open = (day: number) => debtOn({ provisions: [{ writtenOffOn: on(200) }] }, on(day)).invoice?.openAmount;
    expect([199, 200].map(open)).to.deep.equal([200_000, undefined]);
  });

  it('knows each write-off case, its document, and the debtors that it fits', () => {
    const table = [
      ['organisation', 'bankrupt', 1, 'court-decision'],
      ['household-business', 'ceased', 2, 'authority-confirmation'],
      ['individual', 'debt-cancelled', 3, 'cancellation-decision'],
      ['household', 'dead', 4, 'death-certificate'],
      ['individual', 'on-trial', 4, 'custody-confirmation'],
      ['organisation', 'liability-settled', 5, 'liability-decision'],
    ] as const;
    for (const [debtorType, legalStatus, writeOffCase, document] of table) {
      const decide = (evidence: readonly records.EvidenceCode[], legalStatusOn: string | null = null) =>
        debt({ invoices: [{ debtorType }], debtors: [{ legalStatus, legalStatusOn, evidence }] }, -9);
      const without = records.EVIDENCE_CODES.filter((code) => code !== document);
      expect(decide(records.EVIDENCE_CODES)).to.include({ writeOffCase, writeOffAction: 'propose-write-off' });
      expect(decide(without)).to.deep.include({ writeOffAction: 'not-ready', writeOffMissing: [document] });
      expect(decide(without, on(-8)), 'dated after asOf').to.include({ writeOffCase: null, writeOffAction: 'none' });
    }
    const unfit = (['dead', 'bankruptcy-opened', 'active'] as const).map((legalStatus) => [{ legalStatus }]);
    expect(unfit.map((debtors) => debt({ debtors }, 9).writeOffCase)).to.deep.equal([null, null, null]);
  });

  it('proposes what was fully provisioned 3 years ago, or 1 year ago under the special table', () => {
    const decide = (fullyProvisionedOn: string, debtorType: records.DebtorType, debtors: Parts['debtors'] = []) =>
      debtOn({ invoices: [{ debtorType }], debtors, provisions: [{ fullyProvisionedOn }] }, '2027-02-28').invoice;
    expect(decide('2024-02-29', 'organisation', [{ legalStatus: 'bankrupt' }])?.writeOffCases).to.deep.equal([1, 6]);
    expect(decide('2024-03-01', 'organisation')?.writeOffCases).to.deep.equal([]);
    expect(decide('2026-03-01', 'individual')?.writeOffCases).to.deep.equal([]);
    const groups = ['contract-or-commitment', 'debt-list', 'provision-records', 'reconciliation-or-registered-demand'];
    expect(decide('2026-02-28', 'individual')?.writeOffMissing).to.deep.equal(['books', ...groups]);
  });
});

describe('account arbitraries', () => {
  it('reach every action, reason, bucket and case', () => {
    const usual = fc.sample(customerFileArbitrary, { numRuns: 1500, seed: 48 });
    const others = fc.sample(accountCaseArbitrary, { numRuns: 1500, seed: 2019 });
    const cases = [...usual.map((file) => ({ file, asOf: USUAL_AS_OF })), ...others];
    const rows = cases.flatMap(({ file, asOf }) => decideBillingPlainly(file, asOf));
    const debts = cases.map(({ file, asOf }) => decideDebtPlainly(file, asOf));
    const collections = debts.flatMap((decided) => decided.collections);
    const invoices = debts.flatMap((decided) => decided.invoices);
    for (const [seen, codes] of [
      [rows.flatMap(({ action, reason }) => [action, reason]), [...BILLING_ACTIONS, ...BILLING_REASONS]],
      [collections.map(({ action }) => action), debtCodes.COLLECTION_ACTIONS],
      [collections.map(({ reason }) => reason), debtCodes.COLLECTION_REASONS],
      [invoices.map(({ ageingBucket }) => ageingBucket), debtCodes.AGEING_BUCKETS],
      [invoices.map(({ writeOffCase }) => writeOffCase), debtCodes.WRITE_OFF_CASES],
    ] as const) {
      expect(seen).to.include.members([...codes]);
    }
  });
});

/** Rows that say only what the example is about; the rest is filled in. */
type Parts = { readonly [Key in Lists]?: readonly Partial<records.CustomerFile[Key][number]>[] };
type Lists = Exclude<keyof records.CustomerFile, 'customerId'>;

const INVOICE: records.Invoice = {
  ...{ invoiceId: 'I-1', customerId: 'C-1', contractId: 'K-1', product: 'sms-brandname', chargeKind: 'service' },
  ...{ debtorType: 'organisation', agentModel: 'direct', issuedOn: '2026-02-01', dueOn: DUE_ON, currency: 'VND' },
  ...{ amountMinor: 200_000, isDisputed: false, isVoided: false, cycleStart: null, cycleEnd: null, period: null },
  ...{ customerName: null, agentId: null, managingUnit: null, regionUnit: null },
};
const ABOUT = { contractId: 'K-1', invoiceId: null };
const PAYMENT = { paymentId: 'P-1', invoiceId: 'I-1', customerId: null, paidOn: '2026-02-01', amountMinor: 1 } as const;
const CONTRACT = { ...ABOUT, customerId: 'C-1', product: null, serviceStatus: 'active', handedOverOn: null } as const;
const HOLD = { ...ABOUT, holdId: 'H-1', kind: 'promise', from: '2026-01-01', until: null } as const;
const NOTICE = { ...ABOUT, noticeId: 'N-1', kind: 'suspension-warning', channel: null, proof: null } as const;
const DEBTOR = { customerId: 'C-1', legalStatus: null, legalStatusOn: null, payableMinor: 0, evidence: [] } as const;
const PROVISION = { invoiceId: 'I-1', bookedOn: null, bookedMinor: 0, fullyProvisionedOn: null, writtenOffOn: null };

/** One invoice of 200,000 VND, due on DUE_ON, unless the parts say otherwise; I-1 and I-0 have their payment notice. */
function fileOf(parts: Parts): records.CustomerFile {
  const noticed = ['I-0', 'I-1'].map((invoiceId) => ({ contractId: null, invoiceId, kind: 'payment-notice' as const }));
  const notices = [...noticed, ...(parts.notices ?? [])];
  return {
    customerId: 'C-1',
    invoices: (parts.invoices ?? [{}]).map((part) => ({ ...INVOICE, ...part })),
    payments: (parts.payments ?? []).map((part) => ({ ...PAYMENT, currency: 'VND', kind: 'payment', ...part })),
    contracts: (parts.contracts ?? []).map((part) => ({ ...CONTRACT, statusSince: null, ...part })),
    holds: (parts.holds ?? []).map((part) => ({ ...HOLD, reason: 'r', authority: 'a', ...part })),
    notices: notices.map((part) => ({ ...NOTICE, sentOn: '2026-02-01', deliveredOn: null, ...part })),
    debtors: (parts.debtors ?? []).map((part) => ({ ...DEBTOR, ...part })),
    provisions: (parts.provisions ?? []).map((part) => ({ ...PROVISION, ...part })),
  };
}

/** Warnings sent on these days, all delivered on one day or none. */
const warn = (sentDays: readonly number[], deliveredDay?: number) =>
  sentDays.map((day) => ({ sentOn: on(day), deliveredOn: deliveredDay === undefined ? null : on(deliveredDay) }));
const inState = (serviceStatus: records.ServiceStatus, since: number) => ({ serviceStatus, statusSince: on(since) });
const billOn = (parts: Parts, asOf: string) => getOnly(decideBillingPlainly(fileOf(parts), asOf));
const bill = (parts: Parts, daysPastDue: number) => billOn(parts, on(daysPastDue));
/** The reason where there is one, else the action. */
const tell = (parts: Parts, day: number) => bill(parts, day).reason ?? bill(parts, day).action;
const debt = (parts: Parts, daysPastDue: number) => getOnly(decideDebtPlainly(fileOf(parts), on(daysPastDue)).invoices);
const debtOn = (parts: Parts, asOf: string) => {
  const { collections, invoices } = decideDebtPlainly(fileOf(parts), asOf);
  return { collection: collections[0], invoice: invoices[0] };
};

function getOnly<T>(rows: readonly T[]): T {
  assert(rows.length === 1 && rows[0] !== undefined, `one row expected, not ${rows.length}`);
  return rows[0];
}

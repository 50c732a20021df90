import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { Invoice } from '../../src/domain/invoice.ts';
import { findProblems, type RulesChange, readShipped } from '../support/changed-rules.ts';
import { addRule, addValue, bill, collect, provide, readNamed, type Story } from './decide-story.ts';

const LADDER = 'billing/ladder.rules.json';
const AMOUNTS = 'billing/amounts.rules.json';
const RATES = 'debt/provision-rates.rules.json';
const SCHEDULE = 'debt/provision-schedule.rules.json';
const COLLECTION = 'debt/collection.rules.json';

describe('a product with its own ladder', () => {
  const warnEarly = addValue('billing.suspension-warning-days', {
    ...{ value: 3, scope: { product: 'mbiz360' }, validFrom: '2026-10-01' },
  });
  const restrictEarly = addRule(LADDER, 'restrict-warned-service', {
    scope: { product: 'mbiz360' },
    validFrom: '2026-10-01',
    conditions: {
      all: [
        { fact: 'serviceStatus', operator: 'equal', value: 'active' },
        { fact: 'daysPastDue', operator: 'greaterThanInclusive', value: 10 },
        { fact: 'warningDeliveredDaysAgo', operator: 'greaterThanInclusive', value: 3 },
      ],
    },
  });
  const own: Story = { invoice: { dueOn: '2026-09-25', product: 'mbiz360' } };
  const other: Story = { invoice: { dueOn: '2026-09-25' } };

  it('is warned by the days of its own parameter from the day on which that holds', async () => {
    expect(await bill([warnEarly], '2026-09-30', own)).to.include({ daysPastDue: 5, action: 'send-overdue-notice' });
    expect(await bill([warnEarly], '2026-10-01', own)).to.include({
      daysPastDue: 6,
      action: 'send-suspension-warning',
    });
  });

  it('leaves every other product with the days for all', async () => {
    expect(await bill([warnEarly], '2026-10-01', other)).to.include({ action: 'send-overdue-notice' });
    expect(await bill([warnEarly], '2026-10-02', other)).to.include({ action: 'send-suspension-warning' });
  });

  it('meets its own bound to the day', async () => {
    const due = (dueOn: CalendarDate): Story => ({ invoice: { ...own.invoice, dueOn } });
    expect(await bill([warnEarly], '2026-10-07', due('2026-10-05'))).to.include({ action: 'send-overdue-notice' });
    expect(await bill([warnEarly], '2026-10-08', due('2026-10-05'))).to.include({ action: 'send-suspension-warning' });
  });

  it('is restricted by its own rule, which replaces the one of the same name from its day on', async () => {
    const notices = [{ kind: 'suspension-warning', sentOn: '2026-09-25', deliveredOn: '2026-09-25' }] as const;
    const warned = { invoice: { dueOn: '2026-09-18', product: 'mbiz360' }, notices };
    expect(await bill([restrictEarly], '2026-09-30', warned)).to.include({ daysPastDue: 12, reason: 'waiting' });
    const restricted = await bill([restrictEarly], '2026-10-01', warned);
    expect(restricted).to.include({ daysPastDue: 13, action: 'restrict-service' });
    expect(restricted.rules.ladder).to.equal('restrict-warned-service');
    const others = { ...warned, invoice: { dueOn: '2026-09-18' } };
    expect(await bill([restrictEarly], '2026-10-01', others)).to.include({ action: 'none', reason: 'waiting' });
    expect(await bill([restrictEarly], '2026-10-03', others)).to.include({
      daysPastDue: 15,
      action: 'restrict-service',
    });
  });

  it('may go back to the days for all when its own end', async () => {
    const scope = { product: 'mbiz360' };
    const forAWhile = addValue('billing.suspension-warning-days', { value: 3, scope, validTo: '2026-09-30' });
    expect(await bill([forAWhile], '2026-09-30', own)).to.include({ action: 'send-suspension-warning' });
    expect(await bill([forAWhile], '2026-10-01', own)).to.include({ action: 'send-overdue-notice' });
  });
});

describe('a customer segment with its own amounts', () => {
  const row = readNamed(AMOUNTS, ['table', 'rows'], 'amounts-in-vnd').json;
  const forHouseholds: RulesChange = {
    file: AMOUNTS,
    path: ['table', 'rows', '+'],
    value: { ...row, scope: { segment: 'household' }, in: ['VND'], out: [0, 0, 20_000, 100_000, 100_000, 0] },
  };
  const owing = (debtorType: Invoice['debtorType'], amountMinor: number): Story => ({
    invoice: { dueOn: '2026-09-25', debtorType, amountMinor },
  });

  it('is warned from its own minimum, other segments from the one for all', async () => {
    const decide = (story: Story) => bill([forHouseholds], '2026-10-02', story);
    expect(await decide(owing('household', 19_999))).to.include({ action: 'send-overdue-notice' });
    expect(await decide(owing('household', 20_000))).to.include({ action: 'send-suspension-warning' });
    expect(await decide(owing('household-business', 20_000))).to.include({ action: 'send-suspension-warning' });
    expect(await decide(owing('individual', 20_000))).to.include({ action: 'send-overdue-notice' });
    expect(await decide(owing('organisation', 49_999))).to.include({ action: 'send-overdue-notice' });
  });
});

describe('a unit with its own days', () => {
  const lockLate = addValue('billing.lock-days', { value: 40, scope: { unit: 'TT-KDCNS' } });
  const lockFirst = addValue('billing.lock-days', { value: 20, scope: { unit: 'CTKV2' } });
  const restricted = (invoice: Partial<Invoice>): Story => ({
    invoice: { dueOn: '2026-09-18', ...invoice },
    contract: { serviceStatus: 'restricted', statusSince: '2026-09-20' },
  });
  const decide = (asOf: CalendarDate, invoice: Partial<Invoice>) =>
    bill([lockLate, lockFirst], asOf, restricted(invoice));

  it('has them where it manages the service', async () => {
    expect(await decide('2026-10-18', { managingUnit: 'TT-KDCNS' })).to.include({ daysPastDue: 30, action: 'none' });
    expect(await decide('2026-10-27', { managingUnit: 'TT-KDCNS' })).to.include({ daysPastDue: 39, action: 'none' });
    expect(await decide('2026-10-28', { managingUnit: 'TT-KDCNS' })).to.include({ action: 'lock-service' });
    expect(await decide('2026-10-18', { managingUnit: 'TT-CNTT' })).to.include({ action: 'lock-service' });
  });

  it('gives way to the regional company where both have some, in whatever order the file names them', async () => {
    const both = restricted({ managingUnit: 'TT-KDCNS', regionUnit: 'CTKV2' });
    for (const changes of [
      [lockLate, lockFirst],
      [lockFirst, lockLate],
    ]) {
      expect(await bill(changes, '2026-10-07', both)).to.include({ daysPastDue: 19, action: 'none' });
      expect(await bill(changes, '2026-10-08', both)).to.include({ daysPastDue: 20, action: 'lock-service' });
    }
  });

  it('has them where it is the regional company', async () => {
    expect(await decide('2026-10-07', { regionUnit: 'CTKV2' })).to.include({ daysPastDue: 19, action: 'none' });
    expect(await decide('2026-10-08', { regionUnit: 'CTKV2' })).to.include({ action: 'lock-service' });
    expect(await decide('2026-10-08', { regionUnit: 'CTKV1' })).to.include({ action: 'none' });
  });

  it('gives way to a segment, and a segment to a product', async () => {
    const forSegment = addValue('billing.lock-days', { value: 50, scope: { segment: 'individual' } });
    const forProduct = addValue('billing.lock-days', { value: 60, scope: { product: 'mbiz360' } });
    const lock = (asOf: CalendarDate, invoice: Partial<Invoice>) =>
      bill([lockFirst, forSegment, forProduct], asOf, restricted({ regionUnit: 'CTKV2', ...invoice }));
    expect(await lock('2026-11-06', {})).to.include({ daysPastDue: 49, action: 'none' });
    expect(await lock('2026-11-07', {})).to.include({ action: 'lock-service' });
    expect(await lock('2026-11-16', { product: 'mbiz360' })).to.include({ daysPastDue: 59, action: 'none' });
    expect(await lock('2026-11-17', { product: 'mbiz360' })).to.include({ action: 'lock-service' });
    expect(await lock('2026-10-08', { debtorType: 'organisation' })).to.include({ action: 'lock-service' });
  });
});

describe('a rate table that changes by law on 1 January', () => {
  const NEW_RATES: Readonly<Record<string, number>> = { 'special-from-9-months': 80, 'ordinary-from-6-months': 40 };
  const rows: readonly { readonly name: string; readonly in: readonly unknown[]; readonly out: readonly number[] }[] =
    Object(readShipped(RATES, ['table', 'rows']));
  const changeLaw = (validFrom: string): readonly RulesChange[] =>
    rows.flatMap((row, index) => [
      { file: RATES, path: ['table', 'rows', index, 'validTo'], value: '2026-12-31' },
      {
        file: RATES,
        path: ['table', 'rows', '+'],
        value: { ...row, reference: 'Thông tư mới', validFrom, out: [NEW_RATES[row.name] ?? row.out[0]] },
      },
    ]);
  const owing = (invoice: Story['invoice']): Story => ({ invoice, bookedMinor: 700_000 });

  it('holds from that day exactly, in the rate, the amount and the change to what is booked', async () => {
    const decide = (asOf: CalendarDate) => provide(changeLaw('2027-01-01'), asOf, owing({ dueOn: '2026-03-16' }));
    const before = await decide('2026-12-31');
    const after = await decide('2027-01-01');
    expect(before).to.include({ provisionRatePercent: 70, provisionAmount: 700_000, provisionChange: 0 });
    expect(after).to.include({ provisionRatePercent: 80, provisionAmount: 800_000, provisionChange: 100_000 });
    expect([before.rules.provision, after.rules.provision]).to.deep.equal(Array(2).fill('special-from-9-months'));
  });

  it('changes the ordinary table on the same day, and leaves the other rates as they were', async () => {
    const decide = (asOf: CalendarDate, invoice: Story['invoice']) =>
      provide(changeLaw('2027-01-01'), asOf, owing({ debtorType: 'organisation', ...invoice }));
    const halfYear = { dueOn: '2026-06-15' };
    expect(await decide('2026-12-31', halfYear)).to.include({ provisionRatePercent: 30 });
    expect(await decide('2027-01-01', halfYear)).to.include({ provisionRatePercent: 40 });
    const year = { dueOn: '2025-12-15', issuedOn: '2025-12-01' };
    expect(await decide('2026-12-31', year)).to.include({ provisionRatePercent: 50 });
    expect(await decide('2027-01-01', year)).to.include({ provisionRatePercent: 50 });
  });

  it('decides a day of the past by the law of that day, also when it is looked at afterwards', async () => {
    const story = owing({ dueOn: '2026-03-16' });
    const shipped = await provide([], '2026-12-31', story);
    const changed = await provide(changeLaw('2027-01-01'), '2026-12-31', story);
    expect(changed.release).to.not.equal(shipped.release);
    expect({ ...changed, release: '' }).to.deep.equal({ ...shipped, release: '' });
  });

  it('is refused where a day lies between the two tables, or in both', () => {
    for (const validFrom of ['2027-01-02', '2026-12-31']) {
      expect(findProblems(...changeLaw(validFrom)).filter((problem) => problem.file === RATES)).to.have.length(10);
    }
    expect(findProblems(...changeLaw('2027-01-01'))).to.deep.equal([]);
  });
});

describe('overrides of debts', () => {
  it('give a product its own days of collection', async () => {
    const callFirst = addValue('debt.call-days', { value: 2, scope: { product: 'mbiz360' }, validFrom: '2026-10-01' });
    const locked = (product: string, statusSince: CalendarDate): Story => ({
      invoice: { dueOn: '2026-03-16', product },
      contract: { serviceStatus: 'locked', statusSince },
    });
    const decide = (asOf: CalendarDate, story: Story) => collect([callFirst], asOf, story);
    expect(await decide('2026-09-30', locked('mbiz360', '2026-09-26'))).to.include({ reason: 'waiting' });
    expect(await decide('2026-10-01', locked('mbiz360', '2026-09-30'))).to.include({ reason: 'waiting' });
    expect(await decide('2026-10-01', locked('mbiz360', '2026-09-29'))).to.include({ action: 'call' });
    expect(await decide('2026-10-01', locked('sms-brandname', '2026-09-29'))).to.include({ reason: 'waiting' });
  });

  it('let a segment skip a step of collection by rules of its own', async () => {
    const never = (name: string) =>
      addRule(COLLECTION, name, {
        scope: { segment: 'household' },
        conditions: { fact: 'overdueAmount', operator: 'lessThan', value: 0 },
      });
    const changes = [never('take-step-call'), never('wait-for-call')];
    const locked = (debtorType: Invoice['debtorType']): Story => ({
      invoice: { dueOn: '2026-03-16', debtorType },
      contract: { serviceStatus: 'locked', statusSince: '2026-09-01' },
    });
    expect(await collect(changes, '2026-09-16', locked('household'))).to.include({ action: 'send-demand-letter' });
    expect(await collect(changes, '2026-09-16', locked('individual'))).to.include({ action: 'call' });
  });

  it('give household businesses of a managing unit the special table, and a rate of that unit', async () => {
    const scope = { unit: 'TT-KDCNS' };
    const special = addValue('debt.household-business-schedule', { value: 'special', scope, validFrom: '2026-10-01' });
    const row = readNamed(RATES, ['table', 'rows'], 'special-from-6-months').json;
    const rate: RulesChange = { file: RATES, path: ['table', 'rows', '+'], value: { ...row, scope, out: [55] } };
    const owing = (managingUnit: string): Story => ({
      invoice: { dueOn: '2026-03-16', debtorType: 'household-business', managingUnit },
    });
    const decide = (asOf: CalendarDate, unit: string) => provide([special, rate], asOf, owing(unit));
    expect(await decide('2026-09-30', 'TT-KDCNS')).to.include({ provisionRatePercent: 30 });
    expect(await decide('2026-10-01', 'TT-KDCNS')).to.include({ provisionRatePercent: 55 });
    expect(await decide('2026-10-01', 'TT-CNTT')).to.include({ provisionRatePercent: 30 });
  });

  it('replace the provision table of a product by a rule of the same name', async () => {
    const ordinary = addRule(SCHEDULE, 'service-debt-of-person', {
      scope: { product: 'transmission' },
      event: { type: 'set-schedule', params: { schedule: 'ordinary' } },
    });
    const owing = (product: string): Story => ({ invoice: { dueOn: '2026-03-16', product } });
    expect(await provide([ordinary], '2026-09-16', owing('transmission'))).to.include({ provisionRatePercent: 30 });
    expect(await provide([ordinary], '2026-09-16', owing('mobifiber'))).to.include({ provisionRatePercent: 50 });
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { getChangedRelease, type RulesChange, readShipped } from '../../support/changed-rules.ts';
import { decideWith } from '../../support/decide-with.ts';
import { at, buildEvent, buildTicket } from '../../support/ticket-builder.ts';

const LIMITS = 'ticket/time-limits.rules.json';
const INCIDENT_ROW = 4;
const incident = Object(readShipped(LIMITS, ['table', 'rows', INCIDENT_ROW]));
const inquiry = Object(readShipped(LIMITS, ['table', 'rows', 0]));
const shipped = getChangedRelease();

const addRow = (row: object): RulesChange => ({ file: LIMITS, path: ['table', 'rows', '+'], value: row });

describe('deciding a ticket', () => {
  it('keeps the keys of the decision row in their order', async () => {
    const { decision } = await decideWith(shipped, buildTicket(), '2026-11-23 09:00');
    expect(Object.keys(decision)).to.deep.equal([
      'subject',
      'id',
      'requestType',
      'level',
      'needsReview',
      'step',
      'unit',
      'department',
      'ctkvDueAt',
      'ttCnttDueAt',
      'totalDueAt',
      'slaStatus',
      'breachedBy',
      'actions',
      'rules',
      'release',
    ]);
    expect(Object.keys(decision.rules)).to.deep.equal(['classification', 'routing', 'sla', 'escalation']);
  });

  it('applies a product override to that product only, from its first day on', async () => {
    const override = {
      ...incident,
      name: 'incident-of-mbiz360',
      validFrom: '2026-10-01',
      scope: { product: 'mbiz360' },
      out: [24, 2, 22, '24x7', []],
    };
    const release = getChangedRelease(addRow(override));
    const due = async (product: string, receivedAt: string): Promise<string | null> => {
      const ticket = buildTicket({ product, topic: 'system-fault', receivedAt: at(receivedAt) });
      return (await decideWith(release, ticket, '2026-11-23 09:00')).decision.totalDueAt;
    };
    expect(await due('mbiz360', '2026-10-01 00:00')).to.equal('2026-10-02T00:00:00+07:00');
    expect(await due('mbiz360', '2026-09-30 23:59:59')).to.equal('2026-10-02T23:59:59+07:00');
    expect(await due('eonesms', '2026-10-01 00:00')).to.equal('2026-10-03T00:00:00+07:00');
  });

  it('lets a scoped parameter value go before the one for all', async () => {
    const value = { value: 50, reference: 'assumption: test', scope: { product: 'mbiz360' } };
    const release = getChangedRelease({
      file: 'parameters/ticket.json',
      path: ['parameters', 0, 'values', '+'],
      value,
    });
    const status = async (product: string) =>
      (await decideWith(release, buildTicket({ product, topic: 'feature-info' }), '2026-11-20 11:00')).decision
        .slaStatus;
    expect(await status('mbiz360')).to.equal('at-risk');
    expect(await status('eonesms')).to.equal('on-time');
  });

  it('runs the clock in office hours when a row names them', async () => {
    const out = [4, 4, null, 'office-hours', []];
    const release = getChangedRelease({ file: LIMITS, path: ['table', 'rows', 0, 'out'], value: out });
    const due = async (receivedAt: string) => {
      const ticket = buildTicket({ topic: 'feature-info', receivedAt: at(receivedAt) });
      return (await decideWith(release, ticket, '2026-11-23 09:00')).decision.totalDueAt;
    };
    expect(await due('2026-11-20 15:00')).to.equal('2026-11-23T10:00:00+07:00');
    expect(await due('2026-11-20 13:00')).to.equal('2026-11-20T17:00:00+07:00');
    expect(await due('2026-02-13 20:00')).to.equal('2026-02-23T12:00:00+07:00');
  });

  it('gives no target, and asks for review, where a deadline leaves the years that the calendar knows', async () => {
    const out = [48, 4, 44, 'office-hours', []];
    const release = getChangedRelease({ file: LIMITS, path: ['table', 'rows', INCIDENT_ROW, 'out'], value: out });
    const ticket = buildTicket({ topic: 'system-fault', forwardedToCnttAt: at('1900-01-01 00:00') });
    const { decision } = await decideWith(release, ticket, '2026-11-23 09:00');
    expect(decision).to.include({ slaStatus: 'no-target', needsReview: true, level: 3, totalDueAt: null });
  });

  it('stops the clock for a reason that a row names, and for no other row', async () => {
    const out = [4, 4, null, '24x7', ['waiting-customer']];
    const release = getChangedRelease({ file: LIMITS, path: ['table', 'rows', 0, 'out'], value: out });
    const events = [buildEvent('waiting-customer', '2026-11-20 10:00'), buildEvent('resumed', '2026-11-20 12:30')];
    const due = async (topic: 'feature-info' | 'activation') =>
      (await decideWith(release, buildTicket({ topic }), '2026-11-20 12:45', events)).decision.totalDueAt;
    expect(await due('feature-info')).to.equal('2026-11-20T15:30:00+07:00');
    expect(await due('activation')).to.equal('2026-11-20T13:00:00+07:00');
  });

  it('gives time that the CTKV saved to TT CNTT when the parameter says so', async () => {
    const ticket = buildTicket({ topic: 'system-fault', forwardedToCnttAt: at('2026-11-20 16:00') });
    const due = async (release: Parameters<typeof decideWith>[0]) =>
      (await decideWith(release, ticket, '2026-11-21 09:00')).decision.ttCnttDueAt;
    expect(await due(shipped)).to.equal('2026-11-22T09:00:00+07:00');
    const uncapped = getChangedRelease({
      file: 'parameters/ticket.json',
      path: ['parameters', 5, 'values', 0, 'value'],
      value: false,
    });
    expect(await due(uncapped)).to.equal('2026-11-22T12:00:00+07:00');
  });

  it('takes the time limits of the day of receipt, not of the day of the evaluation', async () => {
    const release = getChangedRelease(
      { file: LIMITS, path: ['table', 'rows', 0, 'validTo'], value: '2026-11-20' },
      addRow({ ...inquiry, validFrom: '2026-11-21', out: [2, 2, null, '24x7', []] }),
    );
    const ticket = buildTicket({ topic: 'feature-info', receivedAt: at('2026-11-20 23:00') });
    expect((await decideWith(release, ticket, '2026-11-23 09:00')).decision.totalDueAt).to.equal(
      '2026-11-21T03:00:00+07:00',
    );
  });

  it('gives handling and lateness in seconds on the clock of the limit', async () => {
    const ticket = buildTicket({ topic: 'feature-info', resolvedAt: at('2026-11-20 13:00:01') });
    const { times, decision } = await decideWith(shipped, ticket, '2026-11-23 09:00');
    expect(decision.slaStatus).to.equal('missed');
    expect(times).to.deep.include({
      handlingSeconds: 14_401,
      totalLateSeconds: 1,
      ctkvLateSeconds: 1,
      secondsLeft: null,
    });
    const open = await decideWith(shipped, buildTicket({ topic: 'feature-info' }), '2026-11-20 10:00');
    expect(open.times).to.deep.include({ secondsLeft: 10_800, totalLateSeconds: null, handlingSeconds: null });
  });

  it('keeps what every rule set said, with the values compared', async () => {
    const { trace, facts } = await decideWith(shipped, buildTicket({ topic: 'feature-info' }), '2026-11-20 10:00');
    expect(trace.map((outcome) => outcome.ruleSet)).to.deep.equal([
      'ticket-receiving-department',
      'ticket-phrases',
      'ticket-classification',
      'ticket-minimum-level',
      'ticket-time-limits',
      'ticket-sla-status',
      'ticket-breached-by',
      'ticket-routing',
      'ticket-escalation',
    ]);
    expect(trace[2]?.values).to.deep.equal({ topic: 'feature-info' });
    expect(facts).to.include({ slaStatus: 'on-time', usedPercent: 25 });
  });
});

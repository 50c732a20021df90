import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Instant, parseInstant } from '../../src/domain/instant.ts';
import type { Level, RequestType, Ticket, TicketEvent, TicketEventType } from '../../src/domain/ticket.ts';
import { ticketCaseArbitrary } from './ticket-arbitraries.ts';
import { buildTicket } from './ticket-builder.ts';
import { decideTicketPlainly, type OracleDecision } from './ticket-oracle.ts';

/** A Wednesday; moments below are hours after it. */
const RECEIVED_AT = parseInstant('2026-11-18T09:00:00+07:00') ?? 0;
const SECOND = 1 / 3600;

describe('decideTicketPlainly: classification', () => {
  it('takes type and level of staff before the topic, also a pair without a time limit', () => {
    const decision = decide({ requestType: 'incident', level: 2, topic: 'activation' }, { asOf: 1 });
    expect(decision).to.include({ requestType: 'incident', level: 2, needsReview: true, slaStatus: 'no-target' });
    expect(decision).to.include({ ctkvDueAt: null, ttCnttDueAt: null, totalDueAt: null, step: '2.1' });
  });

  it('takes the topic when staff gave only one of type and level', () => {
    const decision = decide({ requestType: 'incident', topic: 'charge-info' }, { asOf: 1 });
    expect(decision).to.include({ requestType: 'inquiry', level: 1, needsReview: false });
  });

  it('takes one type found in both texts without review, and the highest level of several with review', () => {
    expect(decide({ subject: 'support', description: 'support' }, { asOf: 1 })).to.include({
      requestType: 'support',
      level: 2,
      needsReview: false,
    });
    expect(decide({ subject: 'support', description: 'incident inquiry' }, { asOf: 1 })).to.include({
      requestType: 'incident',
      level: 3,
      needsReview: true,
    });
  });

  it('leaves type and level null when nothing tells them, and keeps the type null when events give a level', () => {
    const unknown = decide({ regionUnit: 'CTKV3', channel: 'khdn', level: 2 }, { asOf: 1 });
    expect(unknown).to.include({ requestType: null, level: null, needsReview: true, step: '1.2', unit: 'CTKV3' });
    expect(unknown.department).to.equal('KHDN');
    const handedOver = decide({ forwardedToCnttAt: at(1) }, { asOf: 1 });
    expect(handedOver).to.include({ requestType: null, level: 3, slaStatus: 'no-target', unit: 'TT-CNTT' });
  });

  it('raises the level to 4 for a unit outside CTKV and TT CNTT only', () => {
    const levelWith = (coordinatingUnit: string) => decide({ ...inquiry, coordinatingUnit }, { asOf: 1 }).level;
    expect(['TT-NOC', 'CTKV10', 'CTKV9', 'KE-TOAN', 'GPTH'].map(levelWith)).to.deep.equal([4, 4, 1, 1, 1]);
  });
});

describe('decideTicketPlainly: time limits', () => {
  it('knows the pairs of the table and no others', () => {
    const totals = (['inquiry', 'support', 'other'] as const).map((requestType) =>
      ([1, 2, 3, 4] as const).map((level) => hoursToDue(requestType, level)),
    );
    expect(totals).to.deep.equal([
      [4, null, 48, 48],
      [null, 4, 48, 48],
      [null, null, 48, 48],
    ]);
  });

  it('gives TT CNTT 44 hours from the hand-over, but never more than the total', () => {
    const dueAfter = (hours: number) => decide({ ...incident, forwardedToCnttAt: at(hours) }, { asOf: 50 }).ttCnttDueAt;
    expect(dueAfter(1)).to.equal('2026-11-20T06:00:00+07:00');
    expect(dueAfter(4)).to.equal('2026-11-20T09:00:00+07:00');
    expect(dueAfter(5)).to.equal('2026-11-20T09:00:00+07:00');
    expect(dueAfter(51)).to.equal(null);
  });

  it('begins with the Vietnamese day 2020-09-01', () => {
    const statusOf = (text: string) => {
      const receivedAt = parseInstant(text) ?? 0;
      return decideTicketPlainly(ticketWith({ ...inquiry, receivedAt }), [], receivedAt, findNamedTypes).slaStatus;
    };
    expect(statusOf('2020-08-31T23:59:59')).to.equal('no-target');
    expect(statusOf('2020-09-01T00:00:00')).to.equal('on-time');
  });
});

describe('decideTicketPlainly: status, breaches and actions', () => {
  it('warns from 80 % of the total on and breaches one second after it', () => {
    const statusAt = (asOf: number) => decide(inquiry, { asOf }).slaStatus;
    expect([3.2 - SECOND, 3.2, 4, 4 + SECOND].map(statusAt)).to.deep.equal([
      'on-time',
      'at-risk',
      'at-risk',
      'breached',
    ]);
    expect(decide(inquiry, { asOf: 3.2 }).actions).to.deep.equal(['warn']);
    expect(decide({ ...inquiry, regionUnit: 'CTKV2' }, { asOf: 5 })).to.deep.include({
      actions: ['escalate'],
      breachedBy: ['CTKV2'],
    });
  });

  it('counts a solution exactly at the due time as met, and the closing where there is no solution', () => {
    const statusWith = (changes: Partial<Ticket>) => decide({ ...inquiry, ...changes }, { asOf: 9 }).slaStatus;
    expect(statusWith({ resolvedAt: at(4), closedAt: at(8) })).to.equal('met');
    expect(statusWith({ resolvedAt: at(4 + SECOND) })).to.equal('missed');
    expect(statusWith({ closedAt: at(5) })).to.equal('missed');
  });

  it('names the CTKV for a late hand-over and TT-CNTT for a late solution, in this order', () => {
    const late = (handOver: number, asOf: number) =>
      decide({ ...incident, forwardedToCnttAt: at(handOver) }, { asOf }).breachedBy;
    expect(late(4, 48)).to.deep.equal([]);
    expect(late(4 + SECOND, 48)).to.deep.equal(['CTKV']);
    expect(late(1, 45)).to.deep.equal([]);
    expect(late(1, 45 + SECOND)).to.deep.equal(['TT-CNTT']);
    expect(late(5, 49)).to.deep.equal(['CTKV', 'TT-CNTT']);
  });

  it('asks for progress after the total due time, again after 24 hours, and for a word to the customer', () => {
    const actions = (changes: Partial<Ticket>, asOf: number) => decide({ ...incident, ...changes }, { asOf }).actions;
    expect(actions({}, 48)).to.deep.equal(['warn']);
    expect(actions({ lastProgressAt: at(48 - SECOND) }, 49)).to.deep.equal(['update-progress']);
    expect(actions({ lastProgressAt: at(48) }, 72 - SECOND)).to.deep.equal(['inform-customer']);
    expect(actions({ lastProgressAt: at(48) }, 72)).to.deep.equal(['inform-customer', 'update-progress']);
    expect(actions({ lastProgressAt: at(48), repliedAt: at(48) }, 49)).to.deep.equal([]);
    expect(actions({ lastProgressAt: at(48), repliedAt: at(48 - SECOND) }, 49)).to.deep.equal(['inform-customer']);
  });

  it('sends a solved ticket to be replied to unless the reply came at or after the solution', () => {
    const solved = { ...inquiry, resolvedAt: at(2), channel: 'am-kam' } as const;
    expect(decide({ ...solved, repliedAt: at(2 - SECOND) }, { asOf: 3 })).to.deep.include({
      step: '3.1',
      department: 'AM-KAM',
      actions: ['reply-customer'],
    });
    const done = { step: 'done', unit: null, department: null, actions: [] };
    expect(decide({ ...solved, repliedAt: at(2) }, { asOf: 3 })).to.deep.include(done);
    expect(decide({ ...solved, closedAt: at(3) }, { asOf: 3 })).to.deep.include(done);
  });

  it('opens a ticket again whose customer is not satisfied, unless it is closed', () => {
    const refused = { ...inquiry, resolvedAt: at(2), repliedAt: at(3), customerSatisfied: 'no' } as const;
    expect(decide(refused, { asOf: 5 })).to.include({ level: 3, step: '1.5', slaStatus: 'on-time' });
    expect(decide({ ...refused, closedAt: at(5) }, { asOf: 5 })).to.include({
      level: 3,
      step: 'done',
      slaStatus: 'met',
    });
  });
});

describe('decideTicketPlainly: events', () => {
  it('derives the columns from events alone, so that columns of a ticket with events say nothing', () => {
    const filled = { ...inquiry, resolvedAt: at(1), closedAt: at(1), forwardedToCnttAt: at(1) };
    const decision = decide(filled, { asOf: 2, events: [event('received', 1)] });
    expect(decision).to.include({ level: 1, step: '1.3', totalDueAt: '2026-11-18T14:00:00+07:00' });
  });

  it('takes the first forwarding to TT CNTT after the last return as the hand-over', () => {
    const events = [event('forwarded', 1), event('returned', 2), event('forwarded', 3, 'GPTH'), event('forwarded', 4)];
    expect(decide(incident, { asOf: 5, events }).ttCnttDueAt).to.equal('2026-11-20T08:00:00+07:00');
    expect(decide(incident, { asOf: 2, events })).to.include({ ttCnttDueAt: null, step: '1.5' });
  });

  it('takes a forwarding that names no unit as a hand-over', () => {
    const events = [event('forwarded', 1)];
    expect(decide(inquiry, { asOf: 2, events })).to.include({ level: 3, step: '2.1', unit: 'TT-CNTT' });
  });

  it('judges a closed ticket by the last solution that was refused', () => {
    const refusals = [event('resolved', 2), event('customer-unsatisfied', 3), event('resolved', 49)];
    const events = [...refusals, event('customer-unsatisfied', 50), event('closed', 51)];
    expect(decide(inquiry, { asOf: 51, events })).to.include({ slaStatus: 'missed', step: 'done' });
  });

  it('reads a forwarding to a CTKV as nothing and one to an outside unit as coordination', () => {
    const place = (unit: string) => decide(inquiry, { asOf: 2, events: [event('forwarded', 1, unit)] });
    expect(place('CTKV4')).to.include({ level: 1, step: '1.3' });
    expect(place('TT-VTQT')).to.include({ level: 4, step: '1.5' });
  });

  it('keeps an outside unit in the coordination although an inside one is named later', () => {
    const events = [event('coordination-requested', 1, 'PARTNER'), event('coordination-requested', 2, 'KD')];
    expect(decide(incident, { asOf: 3, events }).level).to.equal(4);
  });

  it('lets a newer solution count after a refusal, at level 3 at least', () => {
    const refused = [event('resolved', 2), event('customer-unsatisfied', 3)];
    expect(decide(inquiry, { asOf: 9, events: refused })).to.include({ slaStatus: 'on-time', level: 3 });
    const again = [...refused, event('resolved', 49), event('resolved', 47)];
    expect(decide(inquiry, { asOf: 50, events: again })).to.include({ slaStatus: 'met', level: 3, step: '3.1' });
    const closed = [...refused, event('customer-unsatisfied', 4), event('cancelled', 50)];
    expect(decide(inquiry, { asOf: 50, events: closed })).to.include({ slaStatus: 'met', level: 3, step: 'done' });
  });

  it('forgets solution and closing when the ticket is reopened', () => {
    const events = [event('resolved', 1), event('closed', 2), event('reopened', 3)];
    expect(decide(inquiry, { asOf: 3, events })).to.include({ slaStatus: 'on-time', step: '1.3' });
    const closed = [...events, event('closed', 5)];
    expect(decide(inquiry, { asOf: 5, events: closed })).to.include({ slaStatus: 'missed', step: 'done' });
  });

  it('takes a refusal in the second of the solution as the later of the two', () => {
    const events = [event('customer-unsatisfied', 2), event('resolved', 2)];
    expect(decide(inquiry, { asOf: 3, events }).step).to.equal('1.5');
  });

  it('does not depend on the order of events, on those after asOf, or on those of other tickets', () => {
    fc.assert(
      fc.property(ticketCaseArbitrary(), fc.nat(), ({ ticket, events, asOf }, cut) => {
        const decision = decideTicketPlainly(ticket, events, asOf, findNamedTypes);
        const turned = [...events.slice(cut % (events.length + 1)), ...events.slice(0, cut % (events.length + 1))];
        const foreign: TicketEvent = { ticketId: 'X', at: asOf, type: 'closed', unit: null, note: null };
        expect(decideTicketPlainly(ticket, [foreign, ...turned.toReversed()], asOf, findNamedTypes)).to.deep.equal(
          decision,
        );
        if (events.length === 0) return;
        const future: TicketEvent = { ...foreign, ticketId: ticket.ticketId, at: asOf + 1000 };
        expect(decideTicketPlainly(ticket, [...events, future], asOf, findNamedTypes)).to.deep.equal(decision);
      }),
      { numRuns: 500 },
    );
  });
});

const inquiry = { requestType: 'inquiry', level: 1 } as const;
const incident = { requestType: 'incident', level: 3 } as const;

function at(hours: number): Instant {
  return RECEIVED_AT + Math.round(hours * 3600) * 1000;
}

function event(type: TicketEventType, hours: number, unit: string | null = null): TicketEvent {
  return { ticketId: 'T-1', at: at(hours), type, unit, note: null };
}

function decide(
  changes: Partial<Ticket>,
  moment: { readonly asOf: number; readonly events?: readonly TicketEvent[] },
): OracleDecision {
  return decideTicketPlainly(ticketWith(changes), moment.events ?? [], at(moment.asOf), findNamedTypes);
}

function hoursToDue(requestType: RequestType, level: Level): number | null {
  const { totalDueAt } = decide({ requestType, level }, { asOf: 0 });
  const due = totalDueAt === null ? undefined : parseInstant(totalDueAt);
  return due === undefined ? null : (due - RECEIVED_AT) / 3_600_000;
}

/** A text names a type by its code. */
function findNamedTypes(text: string): readonly RequestType[] {
  return (['inquiry', 'support', 'incident'] as const).filter((type) => text.includes(type));
}

function ticketWith(changes: Partial<Ticket>): Ticket {
  return buildTicket({ receivedAt: RECEIVED_AT, ...changes });
}

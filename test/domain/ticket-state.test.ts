import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { TicketEvent } from '../../src/domain/ticket.ts';
import type { UnitGroup } from '../../src/domain/ticket-moments.ts';
import { readTicketState } from '../../src/domain/ticket-state.ts';
import { ticketEventsArbitrary } from '../support/ticket-arbitraries.ts';
import { at, buildTicket, buildEvent as event } from '../support/ticket-builder.ts';

const toUnitGroup = (code: string): UnitGroup =>
  code.startsWith('CTKV') || code === 'TT-KDCNS' ? 'ctkv' : code === 'TT-CNTT' || code === 'GPTH' ? 'tt-cntt' : 'other';

const read = (events: readonly TicketEvent[], asOf = '2026-11-23 09:00') =>
  readTicketState(buildTicket(), events, at(asOf), toUnitGroup);

describe('the state of a ticket by its columns', () => {
  const state = (set: Parameters<typeof buildTicket>[0], asOf = '2026-11-23 09:00') =>
    readTicketState(buildTicket(set), [], at(asOf), toUnitGroup);

  it('takes what is dated after asOf as not happened', () => {
    const later = at('2026-11-23 09:00:01');
    const { solvedAt, closedAt, handedOverAt, repliedAt, lastProgressAt } = state({
      resolvedAt: later,
      closedAt: later,
      forwardedToCnttAt: later,
      repliedAt: later,
      lastProgressAt: later,
    });
    expect([solvedAt, closedAt, handedOverAt, repliedAt, lastProgressAt]).to.deep.equal([null, null, null, null, null]);
    expect(state({ resolvedAt: at('2026-11-23 09:00') }).solvedAt).to.equal(at('2026-11-23 09:00'));
  });

  it('takes the closing for the solution where no other is known', () => {
    expect(state({ closedAt: at('2026-11-21 09:00') }).solvedAt).to.equal(at('2026-11-21 09:00'));
  });

  it('opens a ticket again when the customer is not satisfied, unless it is closed', () => {
    const resolvedAt = at('2026-11-20 10:00');
    expect(state({ resolvedAt, customerSatisfied: 'no' }).solvedAt).to.equal(null);
    expect(state({ resolvedAt, customerSatisfied: 'yes' }).solvedAt).to.equal(resolvedAt);
    const closed = state({ resolvedAt, closedAt: at('2026-11-21 10:00'), customerSatisfied: 'no' });
    expect(closed.solvedAt).to.equal(resolvedAt);
    expect(closed.isUnsatisfied).to.equal(true);
  });
});

describe('the state of a ticket by its events', () => {
  it('lets the events replace the columns, the receipt included', () => {
    const ticket = buildTicket({ resolvedAt: at('2026-11-20 10:00') });
    const events = [event('received', '2026-11-20 08:30'), event('received', '2026-11-20 09:30')];
    const state = readTicketState(ticket, events, at('2026-11-23 09:00'), toUnitGroup);
    expect(state.receivedAt).to.equal(at('2026-11-20 08:30'));
    expect(state.solvedAt).to.equal(null);
  });

  it('does not depend on their order in the file', () => {
    fc.assert(
      fc.property(
        ticketEventsArbitrary('T-1').chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(read(shuffled)).to.deep.equal(read(events));
        },
      ),
    );
  });

  it('hands over with the first forwarding to TT CNTT that is not returned', () => {
    const first = event('forwarded', '2026-11-20 10:00', 'TT-CNTT');
    const inside = event('forwarded', '2026-11-20 11:00', 'GPTH');
    const back = event('returned', '2026-11-20 12:00');
    const again = event('forwarded', '2026-11-20 13:00');
    expect(read([first, inside]).handedOverAt).to.equal(first.at);
    expect(read([first, back]).handedOverAt).to.equal(null);
    expect(read([first, back, again]).handedOverAt).to.equal(again.at);
  });

  it('takes forwarding inside a CTKV for no hand-over, and to a third unit for coordination', () => {
    expect(read([event('forwarded', '2026-11-20 10:00', 'TT-KDCNS')]).handedOverAt).to.equal(null);
    const third = read([event('forwarded', '2026-11-20 10:00', 'TT-NOC')]);
    expect([third.handedOverAt, third.coordinatingUnit]).to.deep.equal([null, 'TT-NOC']);
  });

  it('keeps an outside unit when an inside one is asked later', () => {
    const events = [
      event('coordination-requested', '2026-11-20 10:00', 'PARTNER'),
      event('coordination-requested', '2026-11-20 11:00', 'GPTH'),
    ];
    expect(read(events).coordinatingUnit).to.equal('PARTNER');
    expect(read(events.slice(1)).coordinatingUnit).to.equal('GPTH');
  });

  it('counts the first solution until the customer rejects it or the ticket is reopened', () => {
    const solved = event('resolved', '2026-11-20 10:00');
    const again = event('resolved', '2026-11-20 12:00');
    expect(read([solved, again]).solvedAt).to.equal(solved.at);
    const refused = event('customer-unsatisfied', '2026-11-20 11:00');
    expect(read([solved, refused]).solvedAt).to.equal(null);
    expect(read([solved, refused, again])).to.include({ solvedAt: again.at, isUnsatisfied: true });
    expect(read([solved, event('reopened', '2026-11-20 11:00')]).solvedAt).to.equal(null);
    expect(read([solved, refused, event('closed', '2026-11-20 13:00')]).solvedAt).to.equal(solved.at);
  });

  it('takes a cancellation for a closing, and a reopening undoes it', () => {
    const cancelled = event('cancelled', '2026-11-20 10:00');
    expect(read([cancelled]).closedAt).to.equal(cancelled.at);
    expect(read([cancelled, event('reopened', '2026-11-20 11:00')]).closedAt).to.equal(null);
  });

  it('pauses from waiting to resuming, to the solution, or to asOf', () => {
    const waiting = event('waiting-customer', '2026-11-20 10:00');
    const ends = (events: readonly TicketEvent[]) => read([waiting, ...events]).pauses.map((each) => each.to);
    expect(ends([event('resumed', '2026-11-20 11:00')])).to.deep.equal([at('2026-11-20 11:00')]);
    expect(ends([event('resolved', '2026-11-20 12:00')])).to.deep.equal([at('2026-11-20 12:00')]);
    expect(ends([])).to.deep.equal([at('2026-11-23 09:00')]);
    expect(ends([event('waiting-customer', '2026-11-20 10:30'), event('resumed', '2026-11-20 11:00')])).to.deep.equal([
      at('2026-11-20 11:00'),
    ]);
  });

  it('keeps the last reply and the last progress update', () => {
    const state = read([
      event('replied', '2026-11-20 12:00'),
      event('replied', '2026-11-20 10:00'),
      event('progress-updated', '2026-11-20 11:00'),
    ]);
    expect([state.repliedAt, state.lastProgressAt]).to.deep.equal([at('2026-11-20 12:00'), at('2026-11-20 11:00')]);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { formatInstant } from '../../src/domain/instant.ts';
import { type RequestType, TICKET_EVENT_TYPES } from '../../src/domain/ticket.ts';
import { SLA_STATUSES, TICKET_ACTIONS, TICKET_STEPS } from '../../src/domain/ticket-decision.ts';
import { asOfArbitrary, ticketArbitrary, ticketCaseArbitrary, ticketEventsArbitrary } from './ticket-arbitraries.ts';
import { decideTicketPlainly } from './ticket-oracle.ts';

const SEED = 20200901;
const cases = fc.sample(ticketCaseArbitrary(), { numRuns: 3000, seed: SEED });
const decided = cases.map(({ ticket, events, asOf }) => ({
  asOf: formatInstant(asOf),
  lastSecond: formatInstant(asOf - 1000),
  decision: decideTicketPlainly(ticket, events, asOf, findSampleTypes),
}));

describe('ticketCaseArbitrary', () => {
  it('reaches every status, step, action, level and type', () => {
    const decisions = decided.map(({ decision }) => decision);
    expect(decisions.map((decision) => decision.slaStatus)).to.include.members([...SLA_STATUSES]);
    expect(decisions.map((decision) => decision.step)).to.include.members([...TICKET_STEPS]);
    expect(decisions.flatMap((decision) => decision.actions)).to.include.members([...TICKET_ACTIONS]);
    expect(decisions.map((decision) => decision.level)).to.include.members([null, 1, 2, 3, 4]);
    expect(decisions.map((decision) => decision.requestType)).to.include.members([null, 'inquiry', 'other']);
  });

  it('judges tickets exactly at each due time and one second later', () => {
    for (const key of ['ctkvDueAt', 'ttCnttDueAt', 'totalDueAt'] as const) {
      expect(decided.filter(({ decision, asOf }) => decision[key] === asOf).length, key).to.be.above(20);
      expect(decided.filter(({ decision, lastSecond }) => decision[key] === lastSecond).length, key).to.be.above(20);
    }
  });

  it('has cases with events and without, and never a receipt after asOf', () => {
    expect(cases.filter(({ events }) => events.length === 0).length).to.be.within(1000, 2000);
    expect(cases.every(({ ticket, asOf }) => ticket.receivedAt <= asOf)).to.equal(true);
  });
});

describe('ticketArbitrary, ticketEventsArbitrary and asOfArbitrary', () => {
  it('makes texts of the given phrases only', () => {
    const subjects = fc.sample(ticketArbitrary(['a', 'b']), { numRuns: 200, seed: SEED }).map(({ subject }) => subject);
    expect(new Set(subjects)).to.deep.equal(new Set([null, '', 'a', 'b', 'a, a', 'a, b', 'b, a', 'b, b']));
  });

  it('gives events of the ticket, of every type, and moments not before the receipt', () => {
    const events = fc.sample(ticketEventsArbitrary('T-7', 0), { numRuns: 300, seed: SEED }).flat();
    expect(new Set(events.map(({ ticketId }) => ticketId))).to.deep.equal(new Set(['T-7']));
    expect(new Set(events.map(({ type }) => type))).to.deep.equal(new Set(TICKET_EVENT_TYPES));
    const moments = fc.sample(asOfArbitrary(0), { numRuns: 300, seed: SEED });
    expect(moments).to.include.members([0, 4 * 3_600_000, 4 * 3_600_000 + 1000]);
    expect(moments.every((moment) => moment >= 0 && moment % 1000 === 0)).to.equal(true);
  });
});

function findSampleTypes(text: string): readonly RequestType[] {
  const found: RequestType[] = [];
  if (text.includes('giá cước')) found.push('inquiry');
  if (text.includes('cấu hình')) found.push('configuration-change');
  if (text.includes('mất kết nối')) found.push('incident');
  return found;
}

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createSummaryCounter, findPercentile, sumByStatus } from '../../../reports/ticket-sla/summary-groups.ts';
import { SLA_STATUSES } from '../../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../../src/domain/ticket-report.ts';
import { buildDecidedTicket } from '../decided-tickets.ts';

describe('findPercentile', () => {
  it('takes the nearest rank', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(findPercentile(ten, 50)).to.equal(5);
    expect(findPercentile(ten, 90)).to.equal(9);
    expect(findPercentile([...ten, 11], 50)).to.equal(6);
    expect(findPercentile([...ten, 11], 90)).to.equal(10);
  });

  it('is the number itself for one, and nothing for none', () => {
    expect(findPercentile([7], 50)).to.equal(7);
    expect(findPercentile([7], 90)).to.equal(7);
    expect(findPercentile([], 50)).to.equal(null);
  });
});

describe('createSummaryCounter', () => {
  it('counts each status by unit, type and level', () => {
    const tickets = SLA_STATUSES.flatMap((slaStatus, index) =>
      Array.from({ length: index + 1 }, (_, copy) =>
        buildDecidedTicket(`${slaStatus}-${copy}`, { decision: { slaStatus } }),
      ),
    );
    const groups = countGroups(tickets);
    expect(groups).to.have.length(1);
    expect(groups[0]?.total).to.equal(21);
    expect(groups[0]?.byStatus).to.deep.equal({
      met: 1,
      missed: 2,
      'on-time': 3,
      'at-risk': 4,
      breached: 5,
      'no-target': 6,
    });
    expect([...sumByStatus(groups)]).to.deep.equal(SLA_STATUSES.map((status, index) => [status, index + 1]));
  });

  it('orders by unit, then type as in the process, then level; what is not classified comes last', () => {
    const tickets = [
      buildDecidedTicket('1', { decision: { requestType: null, level: null } }),
      buildDecidedTicket('2', { decision: { requestType: null, level: 4 } }),
      buildDecidedTicket('3', { decision: { requestType: 'other', level: 4 } }),
      buildDecidedTicket('4', { decision: { requestType: 'other', level: 3 } }),
      buildDecidedTicket('5', { decision: { requestType: 'inquiry', level: 1 } }),
      buildDecidedTicket('6', { ticket: { regionUnit: null } }),
      buildDecidedTicket('7', { ticket: { regionUnit: 'CTKV2' } }),
    ];
    expect(countGroups(tickets).map(({ unit, requestType, level }) => [unit, requestType, level])).to.deep.equal([
      ['CTKV', 'incident', 3],
      ['CTKV1', 'inquiry', 1],
      ['CTKV1', 'other', 3],
      ['CTKV1', 'other', 4],
      ['CTKV1', null, 4],
      ['CTKV1', null, null],
      ['CTKV2', 'incident', 3],
    ]);
  });

  it('measures solved tickets only, in any order of the input', () => {
    const tickets = [40, null, 10, 30, 20].map((handlingSeconds, index) =>
      buildDecidedTicket(String(index), { times: { handlingSeconds } }),
    );
    expect(countGroups(tickets)[0]).to.include({ total: 5, medianSeconds: 20, p90Seconds: 40 });
    expect(countGroups([...tickets].reverse())[0]).to.include({ total: 5, medianSeconds: 20, p90Seconds: 40 });
    expect(countGroups(tickets.slice(1, 2))[0]).to.include({ medianSeconds: null, p90Seconds: null });
  });
});

function countGroups(tickets: readonly DecidedTicket[]) {
  const counter = createSummaryCounter();
  for (const ticket of tickets) counter.add(ticket);
  return counter.finish();
}

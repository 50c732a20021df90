import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DUE_SOON_SHEET } from '../../../reports/ticket-sla/due-soon-sheet.ts';
import type { SlaStatus } from '../../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../../src/domain/ticket-report.ts';
import { buildDecidedTicket, hoursFromAsOf } from '../decided-tickets.ts';
import { listRows } from './list-rows.ts';

const SECOND = 1 / 3600;

describe('the sheet of tickets that are due soon', () => {
  it('lists open tickets that fall due within the hours, up to the second', async () => {
    const tickets = [
      buildOpen('below', 8 - SECOND),
      buildOpen('at', 8),
      buildOpen('above', 8 + SECOND),
      buildOpen('now', 0),
    ];
    expect(await listIds(tickets)).to.deep.equal(['now', 'below', 'at']);
  });

  it('lists every ticket at risk, however far off it is due', async () => {
    expect(await listIds([buildOpen('far', 9.6, 'at-risk')])).to.deep.equal(['far']);
  });

  it('lists nothing that is solved, late, or without a target', async () => {
    const statuses = ['met', 'missed', 'breached', 'no-target'] as const;
    const tickets = statuses.map((status) => buildOpen(status, 1, status));
    const withoutDueTime = buildDecidedTicket('x', { decision: { slaStatus: 'on-time', totalDueAt: null } });
    expect(await listIds([...tickets, withoutDueTime])).to.deep.equal([]);
  });

  it('puts the most urgent first, and tickets due at one moment in the order of their ids', async () => {
    const tickets = [buildOpen('a', 5), buildOpen('c', 2), buildOpen('b', 2), buildOpen('d', 1)];
    expect(await listIds(tickets)).to.deep.equal(['d', 'b', 'c', 'a']);
    expect(await listIds([...tickets].reverse())).to.deep.equal(['d', 'b', 'c', 'a']);
  });

  it('says how many hours are left and who has the ticket', async () => {
    const [row] = await listRows(DUE_SOON_SHEET, [buildOpen('a', 1.5)]);
    expect(row).to.include({ hoursLeft: 1.5, unit: 'CTKV1', department: 'TT-KDCNS', step: '2.1 Xử lý yêu cầu' });
  });
});

function buildOpen(id: string, dueHours: number, slaStatus: SlaStatus = 'on-time'): DecidedTicket {
  return buildDecidedTicket(id, {
    decision: { slaStatus, totalDueAt: hoursFromAsOf(dueHours), step: '2.1', unit: 'CTKV1', department: 'TT-KDCNS' },
    times: { solvedAt: null, handlingSeconds: null, secondsLeft: dueHours * 3600 },
  });
}

async function listIds(tickets: readonly DecidedTicket[]): Promise<readonly unknown[]> {
  return (await listRows(DUE_SOON_SHEET, tickets)).map((row) => row.ticketId);
}

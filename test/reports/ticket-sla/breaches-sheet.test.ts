import { expect } from 'chai';
import { describe, it } from 'mocha';
import { BREACHES_SHEET } from '../../../reports/ticket-sla/breaches-sheet.ts';
import { parseInstant } from '../../../src/domain/instant.ts';
import { SLA_STATUSES } from '../../../src/domain/ticket-decision.ts';
import { buildDecidedTicket, hoursFromAsOf } from '../decided-tickets.ts';
import { listRows } from './list-rows.ts';

describe('the sheet of breaches', () => {
  it('lists what is breached or missed and nothing else', async () => {
    const tickets = SLA_STATUSES.map((slaStatus) => buildDecidedTicket(slaStatus, { decision: { slaStatus } }));
    expect((await listRows(BREACHES_SHEET, tickets)).map((row) => row.ticketId)).to.deep.equal(['missed', 'breached']);
  });

  it('lists a ticket that was solved in time but in which a unit was late', async () => {
    const rows = await listRows(BREACHES_SHEET, [
      buildDecidedTicket('YC-1', { decision: { breachedBy: ['CTKV1'] }, times: { ctkvLateSeconds: 900 } }),
    ]);
    expect(rows[0]).to.include({ status: 'Đúng hạn', lateUnits: 'CTKV1', totalLateHours: null, ctkvLateHours: 0.25 });
  });

  it('says who was late and by how much, what was due when, and what to do', async () => {
    const [row] = await listRows(BREACHES_SHEET, [
      buildDecidedTicket('YC-1', {
        decision: {
          slaStatus: 'breached',
          breachedBy: ['CTKV1', 'TT-CNTT'],
          actions: ['review', 'update-progress'],
          step: '2.1',
          unit: 'TT-CNTT',
          department: 'GPTH',
          totalDueAt: hoursFromAsOf(-2),
        },
        times: {
          solvedAt: null,
          totalLateSeconds: 7200,
          ctkvLateSeconds: 3600,
          ttCnttLateSeconds: 5400,
        },
      }),
    ]);
    expect(row).to.deep.equal({
      ticketId: 'YC-1',
      ctkv: 'CTKV1',
      customerId: 'KH-0001',
      product: 'SMS Brandname',
      requestType: 'Khắc phục sự cố',
      level: 3,
      status: 'Quá hạn',
      receivedAt: parseInstant(hoursFromAsOf(-20)),
      ctkvDueAt: parseInstant(hoursFromAsOf(-16)),
      ttCnttDueAt: parseInstant(hoursFromAsOf(26)),
      totalDueAt: parseInstant(hoursFromAsOf(-2)),
      solvedAt: null,
      lateUnits: 'CTKV1, TT-CNTT',
      totalLateHours: 2,
      ctkvLateHours: 1,
      ttCnttLateHours: 1.5,
      step: '2.1 Xử lý yêu cầu',
      unit: 'TT-CNTT',
      department: 'GPTH',
      actions: 'Xem xét lại; Cập nhật tiến độ xử lý',
    });
  });

  it('shows a product without a display name by its code, and an empty unit as CTKV', async () => {
    const [row] = await listRows(BREACHES_SHEET, [
      buildDecidedTicket('YC-1', { ticket: { product: 'NEW', regionUnit: null }, decision: { slaStatus: 'missed' } }),
    ]);
    expect(row).to.include({ product: 'NEW', ctkv: 'CTKV' });
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { NO_TARGET_SHEET } from '../../../reports/ticket-sla/no-target-sheet.ts';
import { SLA_STATUSES } from '../../../src/domain/ticket-decision.ts';
import { buildDecidedTicket } from '../decided-tickets.ts';
import { listRows } from './list-rows.ts';

describe('the sheet of tickets without a target', () => {
  it('lists them and nothing else', async () => {
    const tickets = SLA_STATUSES.map((slaStatus) => buildDecidedTicket(slaStatus, { decision: { slaStatus } }));
    expect((await listRows(NO_TARGET_SHEET, tickets)).map((row) => row.ticketId)).to.deep.equal(['no-target']);
  });

  it('shows how long they took all the same, and what is not classified by words', async () => {
    const [row] = await listRows(NO_TARGET_SHEET, [
      buildDecidedTicket('YC-1', {
        decision: { slaStatus: 'no-target', requestType: null, level: null, actions: ['reply-customer', 'review'] },
        times: { handlingSeconds: 5400 },
      }),
    ]);
    expect(row).to.include({
      handlingHours: 1.5,
      requestType: 'Chưa phân loại',
      level: null,
      actions: 'Trả lời khách hàng; Xem xét lại',
    });
  });
});

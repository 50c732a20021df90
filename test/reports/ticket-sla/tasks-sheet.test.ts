import { expect } from 'chai';
import { describe, it } from 'mocha';
import { TASKS_SHEET } from '../../../reports/ticket-sla/tasks-sheet.ts';
import { TICKET_ACTIONS } from '../../../src/domain/ticket-decision.ts';
import { buildDecidedTicket } from '../decided-tickets.ts';
import { listRows } from './list-rows.ts';

describe('the sheet of tasks', () => {
  it('has a row for each ticket and task, with the unit that has to do it; warnings and reviews are no tasks', async () => {
    const rows = await listRows(TASKS_SHEET, [buildDecidedTicket('YC-1', { decision: { actions: TICKET_ACTIONS } })]);
    expect(rows.map(({ task, responsibleUnit }) => [task, responsibleUnit])).to.deep.equal([
      ['Báo cáo lãnh đạo đơn vị', 'CTKV1'],
      ['Thông báo tiến độ cho khách hàng', 'CTKV1'],
      ['Trả lời khách hàng', 'CTKV1'],
      ['Cập nhật tiến độ xử lý', 'TT-CNTT'],
    ]);
  });

  it('gives the work of a ticket without a unit to CTKV', async () => {
    const rows = await listRows(TASKS_SHEET, [
      buildDecidedTicket('YC-1', { ticket: { regionUnit: null }, decision: { actions: ['reply-customer'] } }),
    ]);
    expect(rows[0]).to.include({ responsibleUnit: 'CTKV', ticketId: 'YC-1' });
  });

  it('has nothing of tickets that need nothing', async () => {
    expect(await listRows(TASKS_SHEET, [buildDecidedTicket('YC-1')])).to.deep.equal([]);
  });
});

import { joinObjects } from '../../src/domain/join-objects.ts';
import type { TicketAction } from '../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { hours, instant, text, wrapped } from '../shared/columns.ts';
import { ACTION_LABELS } from './labels.ts';
import {
  buildPlaceCells,
  buildTicketCells,
  PLACE_COLUMNS,
  TICKET_COLUMNS,
  toCtkv,
  toHours,
  toInstant,
} from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const TT_CNTT = 'TT-CNTT';

const COLUMNS = [
  ...TICKET_COLUMNS,
  wrapped('task', { vi: 'Việc cần làm', en: 'Task' }, 32),
  text('responsibleUnit', { vi: 'Đơn vị thực hiện', en: 'Responsible unit' }, 12),
  instant('totalDueAt', { vi: 'Hạn tổng', en: 'Total due' }),
  instant('solvedAt', { vi: 'Xử lý xong', en: 'Solved' }),
  hours('totalLateHours', { vi: 'Trễ hạn tổng (giờ)', en: 'Late, total (h)' }),
  ...PLACE_COLUMNS,
] as const satisfies readonly Column[];

/** What somebody has to do about a ticket now: one row for each ticket and task. */
export const TASKS_SHEET: TicketSheet = {
  name: 'Việc cần làm - Tasks',
  title: { vi: 'Việc cần làm: cập nhật tiến độ, thông báo và trả lời khách hàng', en: 'Tasks of the units' },
  columns: COLUMNS,
  countRows: ({ decision }) => decision.actions.filter(isTask).length,
  buildRows: (decided, context) =>
    decided.decision.actions.filter(isTask).map((action) => buildRow(decided, action, context)),
  compareRows: null,
};

/** A warning is no work, and reviews have a sheet of their own. */
function isTask(action: TicketAction): boolean {
  return action !== 'warn' && action !== 'review';
}

function buildRow(decided: DecidedTicket, action: TicketAction, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { decision, times } = decided;
  return joinObjects(
    buildTicketCells(decided, context),
    {
      task: ACTION_LABELS[action],
      // Process VII: TT CNTT keeps the progress up to date, everything towards the customer is the CTKV's.
      responsibleUnit: action === 'update-progress' ? TT_CNTT : toCtkv(decided),
      totalDueAt: toInstant(decision.totalDueAt),
      solvedAt: toInstant(times.solvedAt),
      totalLateHours: toHours(times.totalLateSeconds),
    },
    buildPlaceCells(decided),
  );
}

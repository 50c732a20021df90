import { joinObjects } from '../../src/domain/join-objects.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { hours, instant } from '../shared/columns.ts';
import {
  ACTIONS_COLUMN,
  buildPlaceCells,
  buildTicketCells,
  describeActions,
  PLACE_COLUMNS,
  TICKET_COLUMNS,
  toHours,
  toInstant,
} from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const COLUMNS = [
  ...TICKET_COLUMNS,
  instant('solvedAt', { vi: 'Xử lý xong', en: 'Solved' }),
  hours('handlingHours', { vi: 'Thời gian xử lý (giờ)', en: 'Handling (h)' }),
  ...PLACE_COLUMNS,
  ACTIONS_COLUMN,
] as const satisfies readonly Column[];

/** Tickets for which the rules name no time limit: nobody can be late with them, so somebody has to look. */
export const NO_TARGET_SHEET: TicketSheet = {
  name: 'Không có hạn - No target',
  title: { vi: 'Yêu cầu không có thời hạn áp dụng', en: 'Requests without a time limit' },
  columns: COLUMNS,
  countRows: ({ decision }) => Number(decision.slaStatus === 'no-target'),
  buildRows: (decided, context) => (decided.decision.slaStatus === 'no-target' ? [buildRow(decided, context)] : []),
  compareRows: null,
};

function buildRow(decided: DecidedTicket, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { times } = decided;
  return joinObjects(
    buildTicketCells(decided, context),
    {
      solvedAt: toInstant(times.solvedAt),
      handlingHours: toHours(times.handlingSeconds),
    },
    buildPlaceCells(decided),
    {
      actions: describeActions(decided),
    },
  );
}

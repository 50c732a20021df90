import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { ACTION_LABELS } from './labels.ts';
import {
  buildPlaceCells,
  buildTicketCells,
  PLACE_COLUMNS,
  TICKET_COLUMNS,
  toHours,
  toInstant,
} from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const COLUMNS = [
  ...TICKET_COLUMNS,
  { key: 'solvedAt', heading: { vi: 'Xử lý xong', en: 'Solved' }, width: 19, type: 'instant', total: 'none' },
  {
    key: 'handlingHours',
    heading: { vi: 'Thời gian xử lý (giờ)', en: 'Handling (h)' },
    width: 13,
    type: 'hours',
    total: 'none',
  },
  ...PLACE_COLUMNS,
  {
    key: 'actions',
    heading: { vi: 'Việc cần làm', en: 'Actions' },
    width: 32,
    type: 'text',
    total: 'none',
    isWrapped: true,
  },
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
  const { decision, times } = decided;
  return {
    ...buildTicketCells(decided, context),
    solvedAt: toInstant(times.solvedAt),
    handlingHours: toHours(times.handlingSeconds),
    ...buildPlaceCells(decided),
    actions: decision.actions.map((action) => ACTION_LABELS[action]).join('; '),
  };
}

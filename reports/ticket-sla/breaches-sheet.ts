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
  { key: 'ctkvDueAt', heading: { vi: 'Hạn của CTKV', en: 'CTKV due' }, width: 19, type: 'instant', total: 'none' },
  {
    key: 'ttCnttDueAt',
    heading: { vi: 'Hạn của TT CNTT', en: 'TT CNTT due' },
    width: 19,
    type: 'instant',
    total: 'none',
  },
  { key: 'totalDueAt', heading: { vi: 'Hạn tổng', en: 'Total due' }, width: 19, type: 'instant', total: 'none' },
  { key: 'solvedAt', heading: { vi: 'Xử lý xong', en: 'Solved' }, width: 19, type: 'instant', total: 'none' },
  { key: 'lateUnits', heading: { vi: 'Đơn vị trễ hạn', en: 'Late units' }, width: 17, type: 'text', total: 'none' },
  {
    key: 'totalLateHours',
    heading: { vi: 'Trễ hạn tổng (giờ)', en: 'Late, total (h)' },
    width: 13,
    type: 'hours',
    total: 'sum',
  },
  {
    key: 'ctkvLateHours',
    heading: { vi: 'CTKV trễ (giờ)', en: 'Late, CTKV (h)' },
    width: 13,
    type: 'hours',
    total: 'sum',
  },
  {
    key: 'ttCnttLateHours',
    heading: { vi: 'TT CNTT trễ (giờ)', en: 'Late, TT CNTT (h)' },
    width: 13,
    type: 'hours',
    total: 'sum',
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

/** Tickets that are late, or in which a unit was late: who, and by how much. */
export const BREACHES_SHEET: TicketSheet = {
  name: 'Trễ hạn - Breaches',
  title: { vi: 'Yêu cầu trễ hạn, quá hạn', en: 'Breaches: who was late and by how much' },
  columns: COLUMNS,
  countRows: (decided) => Number(isLate(decided)),
  buildRows: (decided, context) => (isLate(decided) ? [buildRow(decided, context)] : []),
  compareRows: null,
};

/** A ticket solved in time is listed, too, if a unit has used up more than its own share of the time. */
function isLate({ decision }: DecidedTicket): boolean {
  return decision.slaStatus === 'breached' || decision.slaStatus === 'missed' || decision.breachedBy.length > 0;
}

function buildRow(decided: DecidedTicket, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { decision, times } = decided;
  return {
    ...buildTicketCells(decided, context),
    ctkvDueAt: toInstant(decision.ctkvDueAt),
    ttCnttDueAt: toInstant(decision.ttCnttDueAt),
    totalDueAt: toInstant(decision.totalDueAt),
    solvedAt: toInstant(times.solvedAt),
    lateUnits: decision.breachedBy.join(', '),
    totalLateHours: toHours(times.totalLateSeconds),
    ctkvLateHours: toHours(times.ctkvLateSeconds),
    ttCnttLateHours: toHours(times.ttCnttLateSeconds),
    ...buildPlaceCells(decided),
    actions: decision.actions.map((action) => ACTION_LABELS[action]).join('; '),
  };
}

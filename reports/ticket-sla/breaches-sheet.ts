import { joinObjects } from '../../src/domain/join-objects.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { hours, instant, text } from '../shared/columns.ts';
import {
  ACTIONS_COLUMN,
  buildDueCells,
  buildPlaceCells,
  buildTicketCells,
  DUE_COLUMNS,
  describeActions,
  PLACE_COLUMNS,
  TICKET_COLUMNS,
  toHours,
  toInstant,
} from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const COLUMNS = [
  ...TICKET_COLUMNS,
  ...DUE_COLUMNS,
  instant('solvedAt', { vi: 'Xử lý xong', en: 'Solved' }),
  text('lateUnits', { vi: 'Đơn vị trễ hạn', en: 'Late units' }, 17),
  { ...hours('totalLateHours', { vi: 'Trễ hạn tổng (giờ)', en: 'Late, total (h)' }), total: 'sum' },
  { ...hours('ctkvLateHours', { vi: 'CTKV trễ (giờ)', en: 'Late, CTKV (h)' }), total: 'sum' },
  { ...hours('ttCnttLateHours', { vi: 'TT CNTT trễ (giờ)', en: 'Late, TT CNTT (h)' }), total: 'sum' },
  ...PLACE_COLUMNS,
  ACTIONS_COLUMN,
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
  return joinObjects(
    buildTicketCells(decided, context),
    buildDueCells(decided),
    {
      solvedAt: toInstant(times.solvedAt),
      lateUnits: decision.breachedBy.join(', '),
      totalLateHours: toHours(times.totalLateSeconds),
      ctkvLateHours: toHours(times.ctkvLateSeconds),
      ttCnttLateHours: toHours(times.ttCnttLateSeconds),
    },
    buildPlaceCells(decided),
    {
      actions: describeActions(decided),
    },
  );
}

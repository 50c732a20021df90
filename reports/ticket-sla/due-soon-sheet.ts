import { compareText } from '../../src/domain/compare-text.ts';
import { joinObjects } from '../../src/domain/join-objects.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf, SheetRow } from '../report-model.ts';
import { hours } from '../shared/columns.ts';
import {
  buildDueCells,
  buildPlaceCells,
  buildTicketCells,
  DUE_COLUMNS,
  PLACE_COLUMNS,
  TICKET_COLUMNS,
  toHours,
  toInstant,
} from './ticket-columns.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

const HOUR_MS = 3_600_000;

const COLUMNS = [
  ...TICKET_COLUMNS,
  ...DUE_COLUMNS,
  hours('hoursLeft', { vi: 'Còn lại (giờ)', en: 'Hours left' }, 11),
  ...PLACE_COLUMNS,
] as const satisfies readonly Column[];

/** Open tickets that are not late yet but will be soon, the most urgent first. */
export const DUE_SOON_SHEET: TicketSheet = {
  name: 'Sắp đến hạn - Due soon',
  title: { vi: 'Yêu cầu sắp đến hạn', en: 'Open requests that fall due soon' },
  columns: COLUMNS,
  countRows: (decided, context) => Number(isDueSoon(decided, context)),
  buildRows: (decided, context) => (isDueSoon(decided, context) ? [buildRow(decided, context)] : []),
  compareRows,
};

function isDueSoon({ decision }: DecidedTicket, context: TicketReportContext): boolean {
  if (decision.slaStatus === 'at-risk') return true;
  const dueAt = toInstant(decision.totalDueAt);
  if (decision.slaStatus !== 'on-time' || dueAt === null) return false;
  return dueAt <= context.asOf + context.dueSoonHours * HOUR_MS;
}

function buildRow(decided: DecidedTicket, context: TicketReportContext): RowOf<typeof COLUMNS> {
  const { times } = decided;
  return joinObjects(
    buildTicketCells(decided, context),
    buildDueCells(decided),
    {
      hoursLeft: toHours(times.secondsLeft),
    },
    buildPlaceCells(decided),
  );
}

function compareRows(a: SheetRow, b: SheetRow): number {
  return Number(a.totalDueAt) - Number(b.totalDueAt) || compareText(String(a.ticketId), String(b.ticketId));
}

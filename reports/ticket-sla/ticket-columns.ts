import { parseInstant } from '../../src/domain/instant.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, RowOf } from '../report-model.ts';
import { id, instant, number, text, wrapped } from '../shared/columns.ts';
import { toName } from '../shared/names.ts';
import { ACTION_LABELS, NOT_CLASSIFIED, REQUEST_TYPE_LABELS, SLA_STATUS_LABELS, STEP_LABELS } from './labels.ts';
import type { TicketReportContext } from './ticket-sheet.ts';

const SECONDS_PER_HOUR = 3600;
/** The CTKV that answers where the ticket names none, as everywhere in the process. */
const UNKNOWN_CTKV = 'CTKV';

/** Columns with which every list of tickets begins. */
export const TICKET_COLUMNS = [
  id('ticketId', { vi: 'Mã yêu cầu', en: 'Ticket' }, 17),
  text('ctkv', { vi: 'CTKV phụ trách', en: 'Regional unit' }, 12),
  text('customerId', { vi: 'Mã khách hàng', en: 'Customer id' }, 15),
  wrapped('product', { vi: 'Sản phẩm', en: 'Product' }, 20),
  wrapped('requestType', { vi: 'Loại yêu cầu', en: 'Request type' }, 27),
  number('level', { vi: 'Cấp độ', en: 'Level' }, 8),
  text('status', { vi: 'Tình trạng', en: 'Status' }, 15),
  instant('receivedAt', { vi: 'Tiếp nhận', en: 'Received' }),
] as const satisfies readonly Column[];

/** Columns that say who has the ticket now. */
export const PLACE_COLUMNS = [
  wrapped('step', { vi: 'Bước quy trình', en: 'Step' }, 20),
  text('unit', { vi: 'Đơn vị đang giữ', en: 'Unit' }, 12),
  text('department', { vi: 'Bộ phận', en: 'Department' }, 13),
] as const satisfies readonly Column[];

/** Columns that say until when each unit, and all of them together, have time. */
export const DUE_COLUMNS = [
  instant('ctkvDueAt', { vi: 'Hạn của CTKV', en: 'CTKV due' }),
  instant('ttCnttDueAt', { vi: 'Hạn của TT CNTT', en: 'TT CNTT due' }),
  instant('totalDueAt', { vi: 'Hạn tổng', en: 'Total due' }),
] as const satisfies readonly Column[];

/** The column of everything that has to be done about the ticket. */
export const ACTIONS_COLUMN = wrapped('actions', { vi: 'Việc cần làm', en: 'Actions' }, 32);

/** Cells of the columns with which every list of tickets begins. */
export function buildTicketCells(decided: DecidedTicket, context: TicketReportContext): RowOf<typeof TICKET_COLUMNS> {
  const { ticket, decision, times } = decided;
  return {
    ticketId: decision.id,
    ctkv: toCtkv(decided),
    customerId: ticket.customerId,
    product: toName(ticket.product, context.names),
    requestType: decision.requestType === null ? NOT_CLASSIFIED : REQUEST_TYPE_LABELS[decision.requestType],
    level: decision.level,
    status: SLA_STATUS_LABELS[decision.slaStatus].vi,
    receivedAt: toInstant(times.receivedAt),
  };
}

/** Cells of the columns that say who has the ticket now; empty once it is done. */
export function buildPlaceCells({ decision }: DecidedTicket): RowOf<typeof PLACE_COLUMNS> {
  return { step: STEP_LABELS[decision.step], unit: decision.unit, department: decision.department };
}

/** Cells of the columns that say until when each unit has time. */
export function buildDueCells({ decision }: DecidedTicket): RowOf<typeof DUE_COLUMNS> {
  return {
    ctkvDueAt: toInstant(decision.ctkvDueAt),
    ttCnttDueAt: toInstant(decision.ttCnttDueAt),
    totalDueAt: toInstant(decision.totalDueAt),
  };
}

/** Everything that has to be done about the ticket, as text. */
export function describeActions({ decision }: DecidedTicket): string {
  return decision.actions.map((action) => ACTION_LABELS[action]).join('; ');
}

/** Code of the CTKV that answers for the ticket's customer. */
export function toCtkv({ ticket }: DecidedTicket): string {
  return ticket.regionUnit ?? UNKNOWN_CTKV;
}

/** Milliseconds since 1970 of an instant text of the decision; null where there is none. */
export function toInstant(text: string | null): number | null {
  if (text === null) return null;
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error('a decided ticket has an instant that cannot be read');
  return instant;
}

/** Decimal hours of seconds; null where there are none. */
export function toHours(seconds: number | null): number | null {
  return seconds === null ? null : seconds / SECONDS_PER_HOUR;
}

/** Columns of a ticket file, in the order in which the sample writes them. */
export const TICKET_COLUMNS = [
  'ticketId',
  'receivedAt',
  'channel',
  'customerId',
  'customerName',
  'segment',
  'product',
  'regionUnit',
  'topic',
  'requestType',
  'level',
  'subject',
  'description',
  'forwardedToCnttAt',
  'coordinatingUnit',
  'resolvedAt',
  'repliedAt',
  'closedAt',
  'lastProgressAt',
  'customerSatisfied',
] as const;

/** Columns of an event file, in the order in which the sample writes them. */
export const EVENT_COLUMNS = ['ticketId', 'at', 'type', 'unit', 'note'] as const;

/** One row of the ticket file as text; a column that is left out is an empty cell. */
export type TicketRow = Readonly<Partial<Record<(typeof TICKET_COLUMNS)[number], string>>>;

/** One row of the event file as text; a column that is left out is an empty cell. */
export type EventRow = Readonly<Partial<Record<(typeof EVENT_COLUMNS)[number], string>>>;

/** The cells of a ticket row, in column order. */
export function toTicketCells(row: TicketRow): readonly string[] {
  return TICKET_COLUMNS.map((column) => row[column] ?? '');
}

/** The cells of an event row, in column order. */
export function toEventCells(row: EventRow): readonly string[] {
  return EVENT_COLUMNS.map((column) => row[column] ?? '');
}

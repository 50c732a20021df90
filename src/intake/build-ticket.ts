import type { Instant } from '../domain/instant.ts';
import type { RowProblem, RowWarning } from '../domain/rejected-row.ts';
import {
  CHANNELS,
  LEVELS,
  REQUEST_TYPES,
  SATISFACTION,
  SEGMENTS,
  TICKET_EVENT_TYPES,
  type Ticket,
  type TicketEvent,
  TOPICS,
} from '../domain/ticket.ts';
import { placeColumns } from './column.ts';
import { getChoice, getNumber, getText, type Values } from './parse-row.ts';
import { TICKET_EVENT_LAYOUT, TICKET_LAYOUT } from './ticket-columns.ts';

const TICKET = placeColumns(TICKET_LAYOUT);
const EVENT = placeColumns(TICKET_EVENT_LAYOUT);

/** The ticket of a parsed row. */
export function buildTicket(values: Values): Ticket {
  return {
    ticketId: getRequired(getText(values, TICKET.ticketId)),
    receivedAt: getRequired(getNumber(values, TICKET.receivedAt)),
    channel: getChoice(values, TICKET.channel, CHANNELS),
    customerId: getText(values, TICKET.customerId),
    customerName: getText(values, TICKET.customerName),
    segment: getChoice(values, TICKET.segment, SEGMENTS),
    product: getText(values, TICKET.product),
    regionUnit: getText(values, TICKET.regionUnit),
    topic: getChoice(values, TICKET.topic, TOPICS),
    requestType: getChoice(values, TICKET.requestType, REQUEST_TYPES),
    level: getChoice(values, TICKET.level, LEVELS),
    subject: getText(values, TICKET.subject),
    description: getText(values, TICKET.description),
    forwardedToCnttAt: getNumber(values, TICKET.forwardedToCnttAt),
    coordinatingUnit: getText(values, TICKET.coordinatingUnit),
    resolvedAt: getNumber(values, TICKET.resolvedAt),
    repliedAt: getNumber(values, TICKET.repliedAt),
    closedAt: getNumber(values, TICKET.closedAt),
    lastProgressAt: getNumber(values, TICKET.lastProgressAt),
    customerSatisfied: getChoice(values, TICKET.customerSatisfied, SATISFACTION),
  };
}

/** The event of a parsed row, or the problem that only shows between two cells. */
export function buildTicketEvent(values: Values): { readonly event: TicketEvent } | { readonly problem: RowProblem } {
  const type = getRequired(getChoice(values, EVENT.type, TICKET_EVENT_TYPES));
  const unit = getText(values, EVENT.unit);
  if (type === 'coordination-requested' && unit === null) {
    const allowed = 'the unit that is asked to coordinate: without it nobody can tell the level';
    return { problem: { column: 'unit', code: 'MISSING_VALUE', value: null, allowed } };
  }
  const ticketId = getRequired(getText(values, EVENT.ticketId));
  const at = getRequired(getNumber(values, EVENT.at));
  return { event: { ticketId, at, type, unit, note: getText(values, EVENT.note) } };
}

const MOMENTS = ['forwardedToCnttAt', 'resolvedAt', 'repliedAt', 'closedAt', 'lastProgressAt'] as const;

/** Sources differ by seconds, so an odd order of moments is worth a word and no more. */
function findOddOrder(ticket: Ticket): string | null {
  const early = MOMENTS.filter((name) => isBefore(ticket[name], ticket.receivedAt)).map(
    (name) => `${name} < receivedAt`,
  );
  const odd = isBefore(ticket.closedAt, ticket.resolvedAt) ? [...early, 'closedAt < resolvedAt'] : early;
  return odd.length === 0 ? null : odd.join(', ');
}

/** The warning of a ticket whose moments are in an odd order. */
export function warnOddOrder(
  ticket: Ticket,
  at: { readonly input: string; readonly fileName: string; readonly line: number },
): readonly RowWarning[] {
  const value = findOddOrder(ticket);
  if (value === null) return [];
  const { input, fileName: file, line } = at;
  return [{ input, file, line, id: ticket.ticketId, column: null, code: 'INSTANTS_OUT_OF_ORDER', value }];
}

function isBefore(moment: Instant | null, other: Instant | null): boolean {
  return moment !== null && other !== null && moment < other;
}

function getRequired<T>(value: T | null): T {
  if (value === null) throw new Error('a required value is missing; the row check lets none pass');
  return value;
}

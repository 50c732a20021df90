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
import { getChoice, getNumber, getText, type Values } from './parse-row.ts';

/** The ticket of a parsed row. */
export function buildTicket(values: Values): Ticket {
  return {
    ticketId: getRequired(getText(values, 'ticketId')),
    receivedAt: getRequired(getNumber(values, 'receivedAt')),
    channel: getChoice(values, 'channel', CHANNELS),
    customerId: getText(values, 'customerId'),
    customerName: getText(values, 'customerName'),
    segment: getChoice(values, 'segment', SEGMENTS),
    product: getText(values, 'product'),
    regionUnit: getText(values, 'regionUnit'),
    topic: getChoice(values, 'topic', TOPICS),
    requestType: getChoice(values, 'requestType', REQUEST_TYPES),
    level: getChoice(values, 'level', LEVELS),
    subject: getText(values, 'subject'),
    description: getText(values, 'description'),
    forwardedToCnttAt: getNumber(values, 'forwardedToCnttAt'),
    coordinatingUnit: getText(values, 'coordinatingUnit'),
    resolvedAt: getNumber(values, 'resolvedAt'),
    repliedAt: getNumber(values, 'repliedAt'),
    closedAt: getNumber(values, 'closedAt'),
    lastProgressAt: getNumber(values, 'lastProgressAt'),
    customerSatisfied: getChoice(values, 'customerSatisfied', SATISFACTION),
  };
}

/** The event of a parsed row, or the problem that only shows between two cells. */
export function buildTicketEvent(values: Values): { readonly event: TicketEvent } | { readonly problem: RowProblem } {
  const type = getRequired(getChoice(values, 'type', TICKET_EVENT_TYPES));
  const unit = getText(values, 'unit');
  if (type === 'coordination-requested' && unit === null) {
    const allowed = 'the unit that is asked to coordinate: without it nobody can tell the level';
    return { problem: { column: 'unit', code: 'MISSING_VALUE', value: null, allowed } };
  }
  const ticketId = getRequired(getText(values, 'ticketId'));
  const at = getRequired(getNumber(values, 'at'));
  return { event: { ticketId, at, type, unit, note: getText(values, 'note') } };
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

import { type Instant, parseInstant } from '../../src/domain/instant.ts';
import type { Ticket, TicketEvent, TicketEventType } from '../../src/domain/ticket.ts';

/** An instant from text that is one. */
export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`no instant: ${text}`);
  return instant;
}

/** A ticket with nothing but an id and a receipt, and what the test sets. */
export function buildTicket(set: Partial<Ticket> = {}): Ticket {
  return {
    ticketId: 'T-1',
    receivedAt: at('2026-11-20 09:00'),
    channel: null,
    customerId: null,
    customerName: null,
    segment: null,
    product: null,
    regionUnit: null,
    topic: null,
    requestType: null,
    level: null,
    subject: null,
    description: null,
    forwardedToCnttAt: null,
    coordinatingUnit: null,
    resolvedAt: null,
    repliedAt: null,
    closedAt: null,
    lastProgressAt: null,
    customerSatisfied: null,
    ...set,
  };
}

/** An event of the ticket of buildTicket. */
export function buildEvent(type: TicketEventType, when: string, unit: string | null = null): TicketEvent {
  return { ticketId: 'T-1', at: at(when), type, unit, note: null };
}

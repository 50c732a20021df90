import type { Instant } from './instant.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import { deriveMoments } from './ticket-events.ts';
import type { TicketMoments, UnitGroup } from './ticket-moments.ts';

/** A ticket as it stands at asOf. */
export type TicketState = TicketMoments & {
  readonly ticket: Ticket;
  /** The moment of the solution that counts: `resolvedAt`, else `closedAt`; null while the ticket is open. */
  readonly solvedAt: Instant | null;
};

/**
 * Reads how a ticket stands at `asOf`: whatever is dated later has not happened yet. Where the ticket has events, they
 * replace its columns.
 */
export function readTicketState(
  ticket: Ticket,
  events: readonly TicketEvent[],
  asOf: Instant,
  toUnitGroup: (code: string) => UnitGroup,
): TicketState {
  const moments =
    events.length === 0 ? readColumns(ticket, asOf) : deriveMoments(ticket.receivedAt, events, asOf, toUnitGroup);
  return { ...moments, ticket, solvedAt: readSolvedAt(moments) };
}

function readColumns(ticket: Ticket, asOf: Instant): TicketMoments {
  const happened = (at: Instant | null): Instant | null => (at !== null && at <= asOf ? at : null);
  const isUnsatisfied = ticket.customerSatisfied === 'no';
  return {
    receivedAt: ticket.receivedAt,
    handedOverAt: happened(ticket.forwardedToCnttAt),
    coordinatingUnit: ticket.coordinatingUnit,
    resolvedAt: happened(ticket.resolvedAt),
    repliedAt: happened(ticket.repliedAt),
    closedAt: happened(ticket.closedAt),
    lastProgressAt: happened(ticket.lastProgressAt),
    isUnsatisfied,
    isSolutionRejected: isUnsatisfied,
    pauses: [],
  };
}

/** A rejected solution counts for nothing, unless the ticket is closed (process VII, step 1.5). */
function readSolvedAt(moments: TicketMoments): Instant | null {
  if (moments.closedAt !== null) return moments.resolvedAt ?? moments.closedAt;
  return moments.isSolutionRejected ? null : moments.resolvedAt;
}

import type { Instant } from '../../src/domain/instant.ts';
import { TICKET_EVENT_TYPES, type Ticket, type TicketEvent, type TicketEventType } from '../../src/domain/ticket.ts';

/** What has happened to a ticket by asOf, read from its columns or derived from its events; null for what has not. */
export type TicketHistory = {
  readonly receivedAt: Instant;
  readonly handedOverAt: Instant | null;
  readonly coordinatingUnit: string | null;
  readonly resolvedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly lastProgressAt: Instant | null;
  /** The customer once said that an answer did not satisfy. */
  readonly wasUnsatisfied: boolean;
  /** Nothing newer than the answer that did not satisfy was offered since. */
  readonly isSolutionRefused: boolean;
};

type Log = readonly TicketEvent[];

/** Reads the history: "events (optional, more exact: the ticket's columns are then derived from them)". */
export function readTicketHistory(ticket: Ticket, events: Log, asOf: Instant): TicketHistory {
  const own = events.filter((event) => event.ticketId === ticket.ticketId);
  return own.length === 0 ? readColumns(ticket, asOf) : readEvents(ticket, own, asOf);
}

/** The moment of the solution, "`resolvedAt`, else `closedAt`"; null while the ticket is open. */
export function findSolvedAt(history: TicketHistory): Instant | null {
  if (history.closedAt !== null) return history.resolvedAt ?? history.closedAt;
  // "unless the ticket is closed it is open again: its solution counts for nothing"
  return history.isSolutionRefused ? null : history.resolvedAt;
}

function readColumns(ticket: Ticket, asOf: Instant): TicketHistory {
  // "Whatever is dated after asOf has not happened yet."
  const happened = (at: Instant | null): Instant | null => (at !== null && at <= asOf ? at : null);
  return {
    receivedAt: ticket.receivedAt,
    handedOverAt: happened(ticket.forwardedToCnttAt),
    coordinatingUnit: ticket.coordinatingUnit,
    resolvedAt: happened(ticket.resolvedAt),
    repliedAt: happened(ticket.repliedAt),
    closedAt: happened(ticket.closedAt),
    lastProgressAt: happened(ticket.lastProgressAt),
    wasUnsatisfied: ticket.customerSatisfied === 'no',
    isSolutionRefused: ticket.customerSatisfied === 'no',
  };
}

function readEvents(ticket: Ticket, events: Log, asOf: Instant): TicketHistory {
  // Events after asOf have not happened; those of one second count in the order of TICKET_EVENT_TYPES. Full ties need
  // no third key: no column depends on which of two events of one type and second comes first, but for the name of the
  // coordinating unit, and all that matters of that name is whether it is an outside one.
  const log = events
    .filter((event) => event.at <= asOf)
    .toSorted((a, b) => a.at - b.at || TICKET_EVENT_TYPES.indexOf(a.type) - TICKET_EVENT_TYPES.indexOf(b.type));
  const solution = findSolution(log);
  return {
    // The first `received` is the receipt; without one the column is.
    receivedAt: log.find((event) => event.type === 'received')?.at ?? ticket.receivedAt,
    handedOverAt: findHandOver(log),
    coordinatingUnit: findCoordinatingUnit(log),
    resolvedAt: solution.resolvedAt,
    repliedAt: findLast(log, ['replied']),
    // `closed` or `cancelled`: the last one after the last `reopened`.
    closedAt: findLast(dropUpToLast(log, 'reopened'), ['closed', 'cancelled']),
    lastProgressAt: findLast(log, ['progress-updated']),
    wasUnsatisfied: log.some((event) => event.type === 'customer-unsatisfied'),
    isSolutionRefused: solution.isRefused,
  };
}

/** The hand-over in force is the first `forwarded` to TT CNTT after the last `returned`. */
function findHandOver(log: Log): Instant | null {
  const inForce = dropUpToLast(log, 'returned');
  return inForce.find((event) => event.type === 'forwarded' && isHandOverUnit(event.unit))?.at ?? null;
}

/** The last unit named that is neither of a CTKV nor of TT CNTT, else the last named. */
function findCoordinatingUnit(log: Log): string | null {
  const named = log
    // `forwarded` with any other unit than one of TT CNTT or of a CTKV counts as coordination with that unit.
    .filter(
      (event) => event.type === 'coordination-requested' || (event.type === 'forwarded' && isOutsideUnit(event.unit)),
    )
    .map((event) => event.unit)
    .filter((unit) => !isEmpty(unit));
  return named.findLast(isOutsideUnit) ?? named.at(-1) ?? null;
}

/** The solution is the first `resolved` after the last `reopened` or `customer-unsatisfied`. */
function findSolution(log: Log): { readonly resolvedAt: Instant | null; readonly isRefused: boolean } {
  const sinceReopened = dropUpToLast(log, 'reopened');
  const newest = dropUpToLast(sinceReopened, 'customer-unsatisfied').find((event) => event.type === 'resolved');
  if (newest !== undefined) return { resolvedAt: newest.at, isRefused: false };
  // A `customer-unsatisfied` not followed by a newer `resolved` leaves the earlier solution in the column.
  const refusalIndex = sinceReopened.findLastIndex((event) => event.type === 'customer-unsatisfied');
  if (refusalIndex === -1) return { resolvedAt: null, isRefused: false };
  return { resolvedAt: findSolution(sinceReopened.slice(0, refusalIndex)).resolvedAt, isRefused: true };
}

function findLast(log: Log, types: readonly TicketEventType[]): Instant | null {
  return log.findLast((event) => types.includes(event.type))?.at ?? null;
}

function dropUpToLast(log: Log, type: TicketEventType): Log {
  return log.slice(log.findLastIndex((event) => event.type === type) + 1);
}

const CTKV_UNITS: readonly string[] = [
  ...['CTKV', 'CTKV1', 'CTKV2', 'CTKV3', 'CTKV4', 'CTKV5', 'CTKV6', 'CTKV7', 'CTKV8', 'CTKV9'],
  // Both CTKV and TT CNTT have an accounting department; its code is read as the one of the CTKV.
  ...['TONG-DAI', 'AM-KAM', 'KHDN', 'TT-KDCNS', 'CSKH', 'KE-TOAN'],
];
const TT_CNTT_UNITS: readonly string[] = ['TT-CNTT', 'GPTH', 'KD', 'PMNB', 'PMKH'];

function isEmpty(unit: string | null): boolean {
  return unit === null || unit.trim() === '';
}

function isHandOverUnit(unit: string | null): boolean {
  return unit === null || isEmpty(unit) || TT_CNTT_UNITS.includes(unit);
}

/** "any unit that is neither a CTKV nor TT CNTT", their departments included; an unknown code is such a unit. */
export function isOutsideUnit(unit: string | null): boolean {
  return unit !== null && !isEmpty(unit) && !CTKV_UNITS.includes(unit) && !TT_CNTT_UNITS.includes(unit);
}

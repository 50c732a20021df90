import type { Instant } from './instant.ts';
import type { Pause } from './sla-clock.ts';
import { TICKET_EVENT_TYPES, type TicketEvent } from './ticket.ts';
import type { TicketMoments, UnitGroup } from './ticket-moments.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Mutable<Omit<TicketMoments, 'pauses'>> & { pausedSince: Instant | null; pauses: Pause[] };

/**
 * Plays the events of one ticket up to `asOf` in the order in which they happened. The order in the file does not
 * matter; events of one second are taken in the order of the process. `columnReceivedAt` stands where no event says
 * when the ticket was received.
 */
export function deriveMoments(
  columnReceivedAt: Instant,
  events: readonly TicketEvent[],
  asOf: Instant,
  toUnitGroup: (code: string) => UnitGroup,
): TicketMoments {
  const draft: Draft = {
    receivedAt: findFirstReceipt(events, asOf) ?? columnReceivedAt,
    handedOverAt: null,
    coordinatingUnit: null,
    resolvedAt: null,
    repliedAt: null,
    closedAt: null,
    lastProgressAt: null,
    isUnsatisfied: false,
    isSolutionRejected: false,
    pausedSince: null,
    pauses: [],
  };
  for (const event of sortEvents(events)) {
    if (event.at <= asOf) playEvent(draft, event, toUnitGroup);
  }
  endPause(draft, asOf);
  const { pausedSince: _, ...moments } = draft;
  return moments;
}

/** The first `received` event up to asOf; null when there is none. */
function findFirstReceipt(events: readonly TicketEvent[], asOf: Instant): Instant | null {
  const receipts = events.filter((event) => event.type === 'received' && event.at <= asOf).map((event) => event.at);
  return receipts.length === 0 ? null : Math.min(...receipts);
}

function sortEvents(events: readonly TicketEvent[]): readonly TicketEvent[] {
  const rank = (event: TicketEvent): number => TICKET_EVENT_TYPES.indexOf(event.type);
  const compareUnits = (a: TicketEvent, b: TicketEvent): number =>
    (a.unit ?? '') < (b.unit ?? '') ? -1 : Number((a.unit ?? '') > (b.unit ?? ''));
  return [...events].sort((a, b) => a.at - b.at || rank(a) - rank(b) || compareUnits(a, b));
}

function playEvent(draft: Draft, event: TicketEvent, toUnitGroup: (code: string) => UnitGroup): void {
  switch (event.type) {
    case 'received':
      return;
    case 'forwarded':
      playForwarded(draft, event, toUnitGroup);
      return;
    case 'returned':
      draft.handedOverAt = null;
      return;
    case 'coordination-requested':
      playCoordination(draft, event.unit, toUnitGroup);
      return;
    case 'waiting-customer':
      draft.pausedSince ??= event.at;
      return;
    case 'resumed':
      endPause(draft, event.at);
      return;
    case 'progress-updated':
      draft.lastProgressAt = event.at;
      return;
    case 'resolved':
      playResolved(draft, event.at);
      return;
    case 'replied':
      draft.repliedAt = event.at;
      return;
    case 'customer-unsatisfied':
      draft.isUnsatisfied = true;
      draft.isSolutionRejected = true;
      return;
    case 'reopened':
      draft.closedAt = null;
      draft.resolvedAt = null;
      draft.isSolutionRejected = false;
      return;
    case 'closed':
    case 'cancelled':
      draft.closedAt = event.at;
      endPause(draft, event.at);
  }
}

/** Forwarding inside a CTKV is step 1.4 and no hand-over; forwarding to a third unit is coordination with it. */
function playForwarded(draft: Draft, event: TicketEvent, toUnitGroup: (code: string) => UnitGroup): void {
  const group = event.unit === null ? 'tt-cntt' : toUnitGroup(event.unit);
  if (group === 'tt-cntt') draft.handedOverAt ??= event.at;
  else if (group === 'other') playCoordination(draft, event.unit, toUnitGroup);
}

/** The last outside unit is kept: one that is neither a CTKV nor TT CNTT raises the level, whoever else is asked. */
function playCoordination(draft: Draft, unit: string | null, toUnitGroup: (code: string) => UnitGroup): void {
  if (unit === null) return;
  const isKeptOutside = draft.coordinatingUnit !== null && toUnitGroup(draft.coordinatingUnit) === 'other';
  if (toUnitGroup(unit) === 'other' || !isKeptOutside) draft.coordinatingUnit = unit;
}

/** The first solution counts until the customer rejects it or the ticket is reopened. */
function playResolved(draft: Draft, at: Instant): void {
  if (draft.resolvedAt === null || draft.isSolutionRejected) draft.resolvedAt = at;
  draft.isSolutionRejected = false;
  endPause(draft, at);
}

function endPause(draft: Draft, at: Instant): void {
  if (draft.pausedSince !== null && at > draft.pausedSince) {
    draft.pauses.push({ reason: 'waiting-customer', from: draft.pausedSince, to: at });
  }
  draft.pausedSince = null;
}

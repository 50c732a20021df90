import type { BusinessCalendar } from '../domain/business-calendar.ts';
import type { Facts } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { addOpenTime, measureOpenTime, type Pause } from '../domain/sla-clock.ts';
import type { TicketState } from '../domain/ticket-state.ts';

const HOUR_MS = 3_600_000;

/** The time limits of one ticket, as its row of the table gives them. */
export type TimeLimits = {
  readonly totalHours: number;
  readonly ctkvHours: number;
  /** Null where TT CNTT has no part in it. */
  readonly ttCnttHours: number | null;
  readonly calendar: BusinessCalendar;
  readonly pauseReasons: readonly string[];
};

/** What the clock needs besides the ticket. */
export type ClockSurroundings = {
  readonly asOf: Instant;
  /** Time that the CTKV saved is not extra time for TT CNTT: its due time is never after the total one. */
  readonly isTtCnttCappedAtTotal: boolean;
};

/** What the clock makes of a ticket: its due times, and where each segment ended or stands. */
export type TicketClock = {
  readonly limits: TimeLimits;
  readonly pauses: readonly Pause[];
  readonly totalDueAt: Instant;
  readonly ctkvDueAt: Instant;
  readonly ttCnttDueAt: Instant | null;
  /** Open time from receipt to the solution, or to asOf. */
  readonly usedMs: number;
  readonly ctkvEndAt: Instant;
  readonly ttCnttEndAt: Instant | null;
};

/** Runs the clock of a ticket. Hours run from the moment itself, to the second (Civil Code, art. 147.1). */
export function runTicketClock(state: TicketState, limits: TimeLimits, surroundings: ClockSurroundings): TicketClock {
  const { calendar } = limits;
  const pauses = state.pauses.filter((pause) => limits.pauseReasons.includes(pause.reason));
  const add = (start: Instant, hours: number): Instant => addOpenTime(start, hours * HOUR_MS, calendar, pauses);
  const totalDueAt = add(state.receivedAt, limits.totalHours);
  const endAt = state.solvedAt ?? surroundings.asOf;
  return {
    limits,
    pauses,
    totalDueAt,
    ctkvDueAt: add(state.receivedAt, limits.ctkvHours),
    ttCnttDueAt: findTtCnttDueAt(state, limits, { totalDueAt, add, ...surroundings }),
    usedMs: measureOpenTime(state.receivedAt, endAt, calendar, pauses),
    ctkvEndAt: Math.min(state.handedOverAt ?? endAt, endAt),
    ttCnttEndAt: state.handedOverAt === null ? null : endAt,
  };
}

/** The clock's findings as facts; all missing where there is no target. */
export function readClockFacts(clock: TicketClock | null): Facts {
  return {
    totalDueAt: clock?.totalDueAt ?? null,
    ctkvDueAt: clock?.ctkvDueAt ?? null,
    ttCnttDueAt: clock?.ttCnttDueAt ?? null,
    usedPercent: clock === null ? null : (clock.usedMs * 100) / (clock.limits.totalHours * HOUR_MS),
    ctkvEndAt: clock?.ctkvEndAt ?? null,
    ttCnttEndAt: clock?.ttCnttEndAt ?? null,
  };
}

function findTtCnttDueAt(
  state: TicketState,
  limits: TimeLimits,
  context: {
    readonly totalDueAt: Instant;
    readonly isTtCnttCappedAtTotal: boolean;
    readonly add: (start: Instant, hours: number) => Instant;
  },
): Instant | null {
  if (state.handedOverAt === null || limits.ttCnttHours === null) return null;
  const ownDueAt = context.add(state.handedOverAt, limits.ttCnttHours);
  return context.isTtCnttCappedAtTotal ? Math.min(ownDueAt, context.totalDueAt) : ownDueAt;
}

import { type BusinessCalendar, buildBusinessCalendar } from '../domain/business-calendar.ts';
import { formatInstant, type Instant } from '../domain/instant.ts';
import { measureOpenTime, type Pause } from '../domain/sla-clock.ts';
import type { TicketTimes } from '../domain/ticket-decision.ts';
import type { TicketState } from '../domain/ticket-state.ts';
import type { TicketClock } from './read-clock-facts.ts';

/** Where there is no time limit there is no calendar of one either: reports then show plain elapsed time. */
const ELAPSED: BusinessCalendar = buildBusinessCalendar({
  id: 'elapsed',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: [['00:00', '24:00']],
  daysOff: [],
  workedDays: [],
  covers: null,
});

/** The times of a ticket that reports show; no rule looks at them. */
export function readTicketTimes(state: TicketState, clock: TicketClock | null, asOf: Instant): TicketTimes {
  const calendar = clock?.limits.calendar ?? ELAPSED;
  const pauses: readonly Pause[] = clock?.pauses ?? [];
  const measure = (from: Instant, to: Instant): number =>
    Math.round(measureOpenTime(from, to, calendar, pauses) / 1000);
  const measureLate = (dueAt: Instant | null | undefined, endAt: Instant | null | undefined): number | null =>
    dueAt != null && endAt != null && endAt > dueAt ? measure(dueAt, endAt) : null;

  const { solvedAt } = state;
  const isRunning = clock !== null && solvedAt === null && asOf <= clock.totalDueAt;
  return {
    receivedAt: formatInstant(state.receivedAt),
    solvedAt: solvedAt === null ? null : formatInstant(solvedAt),
    handlingSeconds: solvedAt === null ? null : measure(state.receivedAt, solvedAt),
    totalLateSeconds: measureLate(clock?.totalDueAt, solvedAt ?? asOf),
    ctkvLateSeconds: measureLate(clock?.ctkvDueAt, clock?.ctkvEndAt),
    ttCnttLateSeconds: measureLate(clock?.ttCnttDueAt, clock?.ttCnttEndAt),
    secondsLeft: isRunning ? measure(asOf, clock.totalDueAt) : null,
  };
}

import { addDays } from '../../domain/calendar-date.ts';
import { formatInstant, type Instant, startOfDate, toCalendarDate } from '../../domain/instant.ts';

/** What a scheduled run is as of, from the moment at which it was due. */
type AsOfKind = 'moment' | 'day' | 'month-end';

/** A kind of batch that is run at times that the rules say. Its files lie in a folder of its name. */
export type Schedule = { readonly name: string; readonly kind: string; readonly asOf: AsOfKind };

/** Every schedule that the program knows; when each is due stands in the rules. */
export const SCHEDULES = [
  { name: 'ticket-sweep', kind: 'ticket', asOf: 'moment' },
  { name: 'billing-daily', kind: 'billing', asOf: 'day' },
  { name: 'ageing-weekly', kind: 'debt', asOf: 'day' },
  { name: 'provision-month-end', kind: 'debt', asOf: 'month-end' },
] as const satisfies readonly Schedule[];

/** What the name of whoever starts scheduled runs begins with. */
export const SCHEDULE_STARTER = 'schedule ';

/** The look for schedules that did not run is one itself. */
export const WATCHDOG = 'watchdog';

/** The schedule of that name; undefined where the program knows none. */
export function findSchedule(name: string): Schedule | undefined {
  return SCHEDULES.find((schedule) => schedule.name === name);
}

/**
 * The moment that a scheduled run is about, and its text: however late the run begins, it is the moment at which it was
 * due, its Vietnamese day, or the last day of a month that this day has reached.
 */
export function toAsOf(schedule: Schedule, dueAt: Instant): { readonly instant: Instant; readonly text: string } {
  if (schedule.asOf === 'moment') return { instant: dueAt, text: formatInstant(dueAt) };
  const day = toCalendarDate(dueAt);
  const text = schedule.asOf === 'day' ? day : findMonthEnd(day);
  return { instant: startOfDate(text), text };
}

/** The day itself where it ends its month, else the last day of the month before. */
function findMonthEnd(day: string): string {
  const tomorrow = addDays(day, 1);
  if (tomorrow.endsWith('-01')) return day;
  return addDays(`${day.slice(0, 8)}01`, -1);
}

import type { BusinessCalendar } from './business-calendar.ts';
import { type CalendarDate, fromEpochDay, toEpochDay } from './calendar-date.ts';

/** No holiday is longer; a calendar without any working day must not roll a due date for ever. */
const MAX_DAYS_ROLLED = 60;

/** Moves a due date that falls on a weekend or a day off to the next working day (Civil Code art. 148.5). */
export function rollToWorkingDay(dueOn: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  const dueDay = toEpochDay(dueOn);
  for (let day = dueDay; day <= dueDay + MAX_DAYS_ROLLED; day += 1) {
    if (calendar.isWorkedOn(day)) return fromEpochDay(day);
  }
  return dueOn;
}

import type { BusinessCalendar } from './business-calendar.ts';
import { type CalendarDate, fromEpochDay, toEpochDay } from './calendar-date.ts';

/** No holiday is longer; a calendar without any working day must not roll a due date for ever. */
const MAX_DAYS_ROLLED = 60;

/** Dates that are kept for each calendar; those of many years. */
const MAX_KEPT = 20_000;

type RollDate = (dueOn: CalendarDate) => CalendarDate;

const ROLLERS = new WeakMap<BusinessCalendar, RollDate>();

/** Moves a due date that falls on a weekend or a day off to the next working day (Civil Code art. 148.5). */
export function rollToWorkingDay(dueOn: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  return getRoller(calendar)(dueOn);
}

/** The same for one calendar. There is one function for each, which keeps what it found: due dates are few, invoices many. */
export function getRoller(calendar: BusinessCalendar): RollDate {
  let roller = ROLLERS.get(calendar);
  if (roller === undefined) {
    roller = buildRoller(calendar);
    ROLLERS.set(calendar, roller);
  }
  return roller;
}

function buildRoller(calendar: BusinessCalendar): RollDate {
  const kept = new Map<CalendarDate, CalendarDate>();
  return (dueOn) => {
    const known = kept.get(dueOn);
    if (known !== undefined) return known;
    const rolled = findWorkingDay(dueOn, calendar);
    if (kept.size < MAX_KEPT) kept.set(dueOn, rolled);
    return rolled;
  };
}

function findWorkingDay(dueOn: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  const dueDay = toEpochDay(dueOn);
  for (let day = dueDay; day <= dueDay + MAX_DAYS_ROLLED; day += 1) {
    if (calendar.isWorkedOn(day)) return fromEpochDay(day);
  }
  return dueOn;
}

import { fromEpochDay, toEpochDay, toIsoWeekday } from '../../../src/domain/calendar-date.ts';

/** Days are counted from 1970-01-01 while the sample is made, and written as dates at the end. */
export type Day = number;

/** The day for which the sample is made; nothing regular is dated later. */
export const BILLING_DAY = toEpochDay('2026-11-23');
/** Months of the sample year, from 2025-11 on. */
export const MONTH_COUNT = 12;

const FIRST_YEAR = 2025;
const FIRST_MONTH = 11;

/** Weekdays on which nobody works in the year of the sample; a copy, so that a corrected calendar keeps the files. */
const DAYS_OFF: ReadonlySet<Day> = new Set(
  [
    '2026-01-01',
    '2026-01-02',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-02-19',
    '2026-02-20',
    '2026-04-27',
    '2026-04-30',
    '2026-05-01',
    '2026-08-31',
    '2026-09-01',
    '2026-09-02',
  ].map(toEpochDay),
);
const WORKED_SATURDAYS: ReadonlySet<Day> = new Set(['2026-01-10', '2026-08-22'].map(toEpochDay));
const SATURDAY = 6;

/** The day itself where it is worked, else the next one that is. */
export function rollToWorkingDay(day: Day): Day {
  const isWorked = WORKED_SATURDAYS.has(day) || (toIsoWeekday(day) < SATURDAY && !DAYS_OFF.has(day));
  return isWorked ? day : rollToWorkingDay(day + 1);
}

/** First day of a month of the sample year: 0 is 2025-11, 12 is 2026-11. */
export function findMonthStart(month: number): Day {
  const months = FIRST_MONTH - 1 + month;
  const year = FIRST_YEAR + Math.floor(months / 12);
  return toEpochDay(`${year}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

/** A month of the sample year as `YYYY-MM`. */
export function formatMonth(month: number): string {
  return fromEpochDay(findMonthStart(month)).slice(0, 7);
}

/** The corresponding day so many months later, or the last day of that month where it has none. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = fromEpochDay(day).split('-').map(Number);
  const months = year * 12 + month - 1 + count;
  const first = toFirstDay(months);
  return first + Math.min(dayOfMonth, toFirstDay(months + 1) - first) - 1;
}

/** A day as a date, an unknown one as an empty cell. */
export function formatDay(day: Day | null): string {
  return day === null ? '' : fromEpochDay(day);
}

function toFirstDay(months: number): Day {
  return toEpochDay(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`);
}

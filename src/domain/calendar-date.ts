/** A day without a time, `YYYY-MM-DD`; two of them compare as text. */
export type CalendarDate = string;

const DAY_MS = 86_400_000;
const LENGTH = 10;
const ZERO = 48;
const HYPHEN = 45;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days from 0000-03-01, where the arithmetic below begins, to 1970-01-01; and those of 400 years. */
const EPOCH_FROM_MARCH_0 = 719_468;
const DAYS_OF_400_YEARS = 146_097;

/** True for `YYYY-MM-DD` that names a real day. */
export function isCalendarDate(text: string): boolean {
  return isRealDay(text, readNumber(text, 0, 4), readNumber(text, 5, 7), readNumber(text, 8, LENGTH));
}

/** Days from 1970-01-01 to the date; throws on text that is no date, because callers have checked it. */
export function toEpochDay(date: CalendarDate): number {
  const year = readNumber(date, 0, 4);
  const month = readNumber(date, 5, 7);
  const day = readNumber(date, 8, LENGTH);
  if (!isRealDay(date, year, month, day)) throw new RangeError(`not a calendar date: ${date}`);
  return countFromEpoch(year, month, day);
}

/** Whether a text has the shape of a date, and the numbers that stand in it name a day that there is. */
function isRealDay(text: string, year: number, month: number, day: number): boolean {
  if (text.length !== LENGTH || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= countMonthDays(year, month);
}

/** The date that lies so many days after 1970-01-01. */
export function fromEpochDay(epochDay: number): CalendarDate {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, LENGTH);
}

/** The number that digits of a text name; NaN where one of them is none. */
function readNumber(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function countMonthDays(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** The years are counted from March on, so that the day that leap years have more stands at their end. */
function countFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const cycle = Math.floor(marchYear / 400);
  const yearOfCycle = marchYear - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100);
  return cycle * DAYS_OF_400_YEARS + yearOfCycle * 365 + leapDays + dayOfYear - EPOCH_FROM_MARCH_0;
}

/** ISO day of the week: 1 = Monday … 7 = Sunday. */
export function toIsoWeekday(epochDay: number): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1; // 1970-01-01 was a Thursday
}

/** Days from one date to another; negative when the other is earlier. The first day is not counted (Civil Code 147.2). */
export function countDays(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The date so many days later. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/**
 * The date so many months later: the same day of the month, or its last day where it has none (Civil Code 148.3), so
 * that 31 January and one month is 28 or 29 February.
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const monthNo = readNumber(date, 0, 4) * 12 + readNumber(date, 5, 7) - 1 + months;
  const year = Math.floor(monthNo / 12);
  const month = monthNo - year * 12 + 1;
  const day = Math.min(readNumber(date, 8, LENGTH), countMonthDays(year, month));
  return fromEpochDay(countFromEpoch(year, month, day));
}

/** Whole months that have passed from one date to another; 0 where the other is not later by a month. */
export function countMonths(from: CalendarDate, to: CalendarDate): number {
  if (to <= from) return 0;
  const [toYear, toMonth, toDay] = [readNumber(to, 0, 4), readNumber(to, 5, 7), readNumber(to, 8, LENGTH)];
  const months = (toYear - readNumber(from, 0, 4)) * 12 + toMonth - readNumber(from, 5, 7);
  // The last day of a month completes it for days that the month does not have.
  const isComplete = toDay >= Math.min(readNumber(from, 8, LENGTH), countMonthDays(toYear, toMonth));
  return isComplete ? months : months - 1;
}

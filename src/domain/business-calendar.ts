import { type CalendarDate, toEpochDay, toIsoWeekday } from './calendar-date.ts';
import { Failure } from './failure.ts';

/** A calendar as the reference data writes it. Times are `HH:mm` on the Vietnamese clock; `24:00` ends a day. */
export type CalendarDefinition = {
  readonly id: string;
  /** ISO weekdays (1 = Monday) that are worked. */
  readonly weekdays: readonly number[];
  /** Opening hours of a worked day, ascending and apart: `[["08:00", "12:00"], ["13:00", "17:00"]]`. */
  readonly hours: readonly (readonly [string, string])[];
  /** Weekdays on which nobody works: holidays, days in lieu, swapped days. */
  readonly daysOff: readonly CalendarDate[];
  /** Days that are worked although the week says otherwise: swapped Saturdays. */
  readonly workedDays: readonly CalendarDate[];
  /** First and last day for which days off are known; null where every day is alike. */
  readonly covers: { readonly from: CalendarDate; readonly to: CalendarDate } | null;
};

/** One stretch of opening hours, in milliseconds since midnight. */
type OpeningHours = { readonly fromMs: number; readonly toMs: number };

/** A calendar made ready for the SLA clock. Days are counted from 1970-01-01. */
export type BusinessCalendar = {
  readonly id: string;
  /** Opening hours of that day, ascending; empty on a day off. Throws a Failure outside the days that are covered. */
  readonly openingHoursOf: (epochDay: number) => readonly OpeningHours[];
  /** True on a working day. Outside the days that are covered only the week counts: days off are not known there. */
  readonly isWorkedOn: (epochDay: number) => boolean;
  /** True where the days off are known. */
  readonly isCovered: (epochDay: number) => boolean;
};

const DAY_MS = 86_400_000;
const CLOSED: readonly OpeningHours[] = [];

/** Makes a calendar definition ready for the clock. */
export function buildBusinessCalendar(definition: CalendarDefinition): BusinessCalendar {
  const weekdays = new Set(definition.weekdays);
  const daysOff = new Set(definition.daysOff.map(toEpochDay));
  const workedDays = new Set(definition.workedDays.map(toEpochDay));
  const hours = definition.hours.map(([from, to]) => ({ fromMs: parseTimeOfDayMs(from), toMs: parseTimeOfDayMs(to) }));
  const firstDay = definition.covers === null ? Number.NEGATIVE_INFINITY : toEpochDay(definition.covers.from);
  const lastDay = definition.covers === null ? Number.POSITIVE_INFINITY : toEpochDay(definition.covers.to);

  const isCovered = (epochDay: number): boolean => epochDay >= firstDay && epochDay <= lastDay;
  const isWorkedOn = (epochDay: number): boolean =>
    workedDays.has(epochDay) || (weekdays.has(toIsoWeekday(epochDay)) && !daysOff.has(epochDay));
  const openingHoursOf = (epochDay: number): readonly OpeningHours[] => {
    if (!isCovered(epochDay)) throw notCovered(definition);
    return isWorkedOn(epochDay) ? hours : CLOSED;
  };
  return { id: definition.id, openingHoursOf, isWorkedOn, isCovered };
}

/** Milliseconds since midnight of `HH:mm`, `24:00` included; NaN when it is no time of day. */
export function parseTimeOfDayMs(text: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  const ms = (Number(match?.[1]) * 60 + Number(match?.[2])) * 60_000;
  return Number(match?.[2]) < 60 && ms <= DAY_MS ? ms : Number.NaN;
}

function notCovered(definition: CalendarDefinition): Failure {
  const covers = definition.covers;
  return new Failure('CALENDAR_NOT_COVERED', {
    message: `calendar "${definition.id}" knows days off only from ${covers?.from} to ${covers?.to}, and a deadline lies outside`,
    action: 'add the missing years to rules/reference/calendars.json and extend "covers"',
  });
}

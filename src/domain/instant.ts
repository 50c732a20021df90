import { type CalendarDate, toEpochDay } from './calendar-date.ts';

/** A point in time: whole seconds, kept as milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/**
 * Vietnam (Asia/Ho_Chi_Minh) has been at UTC+7 without daylight saving since 1975, so the zone of the process is a
 * constant and no time-zone data is needed.
 */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** Beyond four-digit years, in Vietnamese time, an instant could not be written down. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00+07:00');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59+07:00');

const INSTANT_PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Parses an ISO instant (`T` or a blank between date and time; without a zone it is Vietnamese time).
 * Fractions of a second are cut off, because time limits run to the second. Undefined when it is no instant.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = INSTANT_PATTERN.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  const offsetMs = zone === undefined ? VIETNAM_OFFSET_MS : parseOffsetMs(zone);
  if (offsetMs === undefined) return undefined;
  return buildInstant(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second) },
    offsetMs,
  );
}

/** Builds an instant from its parts; undefined when they name no real moment (31 April, 25:00). */
export function buildInstant(
  date: { readonly year: number; readonly month: number; readonly day: number },
  time: { readonly hour: number; readonly minute: number; readonly second: number },
  offsetMs: number = VIETNAM_OFFSET_MS,
): Instant | undefined {
  const isTime = time.hour < 24 && time.minute < 60 && time.second < 60;
  if (!isTime) return undefined;
  const midnight = new Date(Date.UTC(date.year, date.month - 1, date.day));
  midnight.setUTCFullYear(date.year); // Date.UTC reads the years 0 to 99 as 19xx
  const isDate = midnight.getUTCMonth() === date.month - 1 && midnight.getUTCDate() === date.day;
  if (!isDate) return undefined;
  const instant = midnight.getTime() + (time.hour * 3600 + time.minute * 60 + time.second) * 1000 - offsetMs;
  return instant < FIRST_INSTANT || instant > LAST_INSTANT ? undefined : instant;
}

/** Formats as `YYYY-MM-DDTHH:mm:ss+07:00`. */
export function formatInstant(instant: Instant): string {
  return `${new Date(instant + VIETNAM_OFFSET_MS).toISOString().slice(0, 19)}+07:00`;
}

/** The Vietnamese calendar date (`YYYY-MM-DD`) on which the instant falls. */
export function toCalendarDate(instant: Instant): string {
  return new Date(instant + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** Days since 1970-01-01, and the milliseconds since midnight, both on the Vietnamese clock. */
export function splitIntoDay(instant: Instant): { readonly epochDay: number; readonly msOfDay: number } {
  const local = instant + VIETNAM_OFFSET_MS;
  const epochDay = Math.floor(local / DAY_MS);
  return { epochDay, msOfDay: local - epochDay * DAY_MS };
}

/** Midnight, Vietnamese time, at which the day (counted from 1970-01-01) begins. */
export function startOfDay(epochDay: number): Instant {
  return epochDay * DAY_MS - VIETNAM_OFFSET_MS;
}

function parseOffsetMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return undefined;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (hours * 60 + minutes) * 60_000;
}

/** Midnight, Vietnamese time, at which a calendar date begins. */
export function startOfDate(date: CalendarDate): Instant {
  return startOfDay(toEpochDay(date));
}

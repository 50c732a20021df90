import { type CalendarDate, fromEpochDay, toEpochDay } from '../domain/calendar-date.ts';
import { buildInstant, formatInstant, type Instant, toCalendarDate } from '../domain/instant.ts';

const DAY_MS = 86_400_000;
const PARTS = {
  YYYY: '(\\d{4})',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  DD: '(\\d{2})',
  D: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
} as const;
const TOKEN = /YYYY|MM|M|DD|D|HH|H|mm|ss/g;

/** Reads an instant from foreign text; undefined when it is none. */
export type DateParser = (text: string) => Instant | undefined;

/**
 * Builds a strict parser for a format such as `D/M/YYYY HH:mm`, Vietnamese time. Undefined when the format has no whole
 * date and time, or names a part twice.
 */
export function buildDateParser(format: string): DateParser | undefined {
  return buildParser(format, ['Y', 'M', 'D', 'H', 'm']);
}

/** Reads a day from foreign text; undefined when it is none. */
export type DayParser = (text: string) => CalendarDate | undefined;

/** How a file writes days as Excel counts them: 1 is 1900-01-01, and 60 a 29 February that never was. */
const EXCEL_SERIAL = 'excel-serial';
const EXCEL_EPOCH_DAY = toEpochDay('1899-12-30');
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_958_465;

/**
 * Builds a strict parser for days in a format such as `M/D/YYYY`, with a time that is left aside or without one, or for
 * `excel-serial`. Undefined when the format has no whole date.
 */
export function buildDayParser(format: string): DayParser | undefined {
  if (format === EXCEL_SERIAL) return parseSerial;
  const parse = buildParser(format, ['Y', 'M', 'D']);
  if (parse === undefined) return undefined;
  return (text) => {
    const instant = parse(text);
    return instant === undefined ? undefined : toCalendarDate(instant);
  };
}

function parseSerial(text: string): CalendarDate | undefined {
  const serial = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? fromEpochDay(EXCEL_EPOCH_DAY + serial) : undefined;
}

function buildParser(format: string, needed: readonly string[]): DateParser | undefined {
  const tokens = format.match(TOKEN) ?? [];
  const letters = tokens.map((token) => token[0] ?? '');
  const count = (letter: string): number => letters.filter((each) => each === letter).length;
  const isWhole =
    needed.every((letter) => count(letter) === 1) && ['H', 'm', 's'].every((letter) => count(letter) <= 1);
  if (!isWhole) return undefined;
  const between = format.replace(TOKEN, '');
  if (/[A-Za-z0-9]/.test(between.replace('T', '')) || hasUnclearLength(format)) return undefined;
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(TOKEN, toPattern);
  const regex = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = regex.exec(text);
    if (match === null) return undefined;
    const read = (letter: string): number =>
      letters.includes(letter) ? Number(match[letters.indexOf(letter) + 1]) : 0;
    return buildInstant(
      { year: read('Y'), month: read('M'), day: read('D') },
      { hour: read('H'), minute: read('m'), second: read('s') },
    );
  };
}

/** A part of one or two digits needs a sign on either side: 1112026 is 1/11 or 11/1. */
function hasUnclearLength(format: string): boolean {
  const marked = format.replace(TOKEN, (token) => (token.length === 1 ? '?' : '#'));
  return /\?[?#]|#\?/.test(marked);
}

/** Moves an instant by whole days, as canonical text. */
export function shiftToText(instant: Instant, days: number): string {
  return formatInstant(instant + days * DAY_MS);
}

function toPattern(token: string): string {
  return Object.entries(PARTS).find(([name]) => name === token)?.[1] ?? token;
}

import { buildInstant, formatInstant, type Instant } from '../domain/instant.ts';

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
  const tokens = format.match(TOKEN) ?? [];
  const letters = tokens.map((token) => token[0] ?? '');
  const isWhole = ['Y', 'M', 'D', 'H', 'm'].every((letter) => letters.filter((each) => each === letter).length === 1);
  if (!isWhole || letters.filter((each) => each === 's').length > 1) return undefined;
  const between = format.replace(TOKEN, '');
  if (/[A-Za-z0-9]/.test(between.replace('T', '')) || hasUnclearLength(format)) return undefined;
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(TOKEN, toPattern);
  const regex = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = regex.exec(text);
    if (match === null) return undefined;
    const read = (letter: string): number => Number(match[letters.indexOf(letter) + 1] ?? 0);
    return buildInstant(
      { year: read('Y'), month: read('M'), day: read('D') },
      { hour: read('H'), minute: read('m'), second: letters.includes('s') ? read('s') : 0 },
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

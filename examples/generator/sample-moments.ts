import { toEpochDay, toIsoWeekday } from '../../src/domain/calendar-date.ts';
import { type Instant, parseInstant, splitIntoDay, startOfDay, toCalendarDate } from '../../src/domain/instant.ts';
import type { SeededRandom } from '../../src/domain/seeded-random.ts';
import type { MomentName, TimeLine } from './time-lines.ts';

/** When the things of one ticket happened; a moment that is missing has not happened by asOf. */
export type SampleMoments = { readonly received: Instant } & { readonly [Name in MomentName]?: Instant };

/** The instant for which the sample is made. */
export const SAMPLE_AS_OF = readInstant('2026-11-23T09:00:00+07:00');

const HOUR_MS = 3_600_000;
const QUARTER_BEGINS_ON = toEpochDay('2026-08-24');
const QUARTER_ENDS_ON = toEpochDay('2026-11-22');
const HOLIDAYS: ReadonlySet<string> = new Set(['2026-08-31', '2026-09-01', '2026-09-02']);
const WEEKEND_WEIGHTS: Readonly<Record<number, number>> = { 6: 0.5, 7: 0.25 };

/** How many requests come in the hours of a day, from midnight on. */
const HOUR_WEIGHTS = [1, 1, 1, 1, 1, 2, 4, 9, 22, 24, 22, 15, 7, 17, 21, 20, 16, 9, 7, 6, 6, 4, 3, 2].map(
  (weight, hour) => ({ hour, weight }),
);
const NIGHT_HOURS = [19, 20, 21, 22, 23].map((hour) => ({ hour, weight: 1 }));

/** Draws the moments of one ticket that goes by the time line. */
export function drawMoments(random: SeededRandom, timeLine: TimeLine): SampleMoments {
  const received = drawReceipt(random, timeLine.received);
  const moments: { received: Instant; due: Instant } & { [Name in MomentName]?: Instant } = {
    received,
    due: received + timeLine.limitHours * HOUR_MS,
  };
  for (const [name, after, fromHours, toHours] of timeLine.steps) {
    const base = moments[after];
    if (base === undefined)
      throw new RangeError(`time line "${timeLine.name}": ${name} builds on a step that comes later`);
    moments[name] = base + toWholeSecondsMs(random.number(fromHours, toHours));
  }
  const { due: _, ...all } = moments;
  return dropFuture(all);
}

/** A whole second after `from` and before `to`. */
export function drawBetween(random: SeededRandom, from: Instant, to: Instant): Instant {
  return from + toWholeSecondsMs(((to - from) / HOUR_MS) * random.number(0.05, 0.95));
}

/** Parses an instant that stands in this program. */
export function readInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant: ${text}`);
  return instant;
}

function drawReceipt(random: SeededRandom, window: TimeLine['received']): Instant {
  if (window === 'quarter') return drawInQuarter(random, HOUR_WEIGHTS);
  if (window === 'quarter-nights') return drawInQuarter(random, NIGHT_HOURS);
  if ('hoursAgo' in window) return SAMPLE_AS_OF - toWholeSecondsMs(random.number(...window.hoursAgo));
  const [from, to] = window.between;
  return drawBetween(random, readInstant(`${from}T00:00:00`), readInstant(`${to}T00:00:00`));
}

function drawInQuarter(random: SeededRandom, hours: typeof HOUR_WEIGHTS): Instant {
  const day = startOfDay(random.integer(QUARTER_BEGINS_ON, QUARTER_ENDS_ON));
  const at = day + random.pickWeighted(hours).hour * HOUR_MS + random.integer(0, 3_599) * 1000;
  return random.chance(weighDay(at)) ? at : drawInQuarter(random, hours);
}

function weighDay(at: Instant): number {
  if (HOLIDAYS.has(toCalendarDate(at))) return 0.2;
  return WEEKEND_WEIGHTS[toIsoWeekday(splitIntoDay(at).epochDay)] ?? 1;
}

/** An export made at asOf knows nothing of what comes later, so such a ticket is simply not that far. */
function dropFuture(moments: SampleMoments): SampleMoments {
  const { received, ...rest } = moments;
  return { received, ...Object.fromEntries(Object.entries(rest).filter(([, at]) => at <= SAMPLE_AS_OF)) };
}

function toWholeSecondsMs(hours: number): number {
  return Math.round(hours * 3600) * 1000;
}

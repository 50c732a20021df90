import type { BusinessCalendar } from './business-calendar.ts';
import { type Instant, splitIntoDay, startOfDay } from './instant.ts';

/** A stretch of time in which the clock stands still. `to` is excluded. */
export type Pause = { readonly reason: string; readonly from: Instant; readonly to: Instant };

type Stretch = { readonly from: Instant; readonly to: Instant };

/** A limit that no calendar reaches within so many days is a faulty calendar, not a long limit. */
const MAX_CALENDAR_DAYS = 3_660;

/**
 * The instant at which `limitMs` of open, unpaused time have passed since `start`: the due time.
 * A limit that ends exactly at closing time is due at that closing time, not at the next opening.
 */
export function addOpenTime(
  start: Instant,
  limitMs: number,
  calendar: BusinessCalendar,
  pauses: readonly Pause[] = [],
): Instant {
  let remainingMs = limitMs;
  const lastDay = splitIntoDay(start).epochDay + MAX_CALENDAR_DAYS;
  for (const stretch of readOpenStretches(start, lastDay, calendar, mergePauses(pauses))) {
    const lengthMs = stretch.to - stretch.from;
    if (remainingMs <= lengthMs) return stretch.from + remainingMs;
    remainingMs -= lengthMs;
  }
  throw new RangeError(`calendar "${calendar.id}" has no ${limitMs} ms of open time within ${MAX_CALENDAR_DAYS} days`);
}

/** The open, unpaused milliseconds between two instants; 0 where the end is not after the start. */
export function measureOpenTime(
  start: Instant,
  end: Instant,
  calendar: BusinessCalendar,
  pauses: readonly Pause[] = [],
): number {
  if (end <= start) return 0;
  let openMs = 0;
  const lastDay = splitIntoDay(end).epochDay;
  for (const stretch of readOpenStretches(start, lastDay, calendar, mergePauses(pauses))) {
    if (stretch.from >= end) break;
    openMs += Math.min(stretch.to, end) - stretch.from;
    if (stretch.to >= end) break;
  }
  return openMs;
}

/** Sorts pauses and joins those that overlap or touch, so that no minute is taken off twice. */
export function mergePauses(pauses: readonly Pause[]): readonly Stretch[] {
  const merged: { from: Instant; to: Instant }[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (pause.to <= pause.from) continue;
    const last = merged.at(-1);
    if (last !== undefined && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push({ from: pause.from, to: pause.to });
  }
  return merged;
}

/** The stretches from `start` to the end of `lastDay` in which the calendar is open and nothing pauses, in order. */
function* readOpenStretches(
  start: Instant,
  lastDay: number,
  calendar: BusinessCalendar,
  pauses: readonly Stretch[],
): Generator<Stretch, void> {
  const firstDay = splitIntoDay(start).epochDay;
  for (let epochDay = firstDay; epochDay <= lastDay; epochDay += 1) {
    const midnight = startOfDay(epochDay);
    for (const hours of calendar.openingHoursOf(epochDay)) {
      const from = Math.max(start, midnight + hours.fromMs);
      const to = midnight + hours.toMs;
      if (from < to) yield* cutOutPauses({ from, to }, pauses);
    }
  }
}

function* cutOutPauses(stretch: Stretch, pauses: readonly Stretch[]): Generator<Stretch, void> {
  let from = stretch.from;
  for (const pause of pauses) {
    if (pause.to <= from) continue;
    if (pause.from >= stretch.to) break;
    if (pause.from > from) yield { from, to: pause.from };
    from = pause.to;
  }
  if (from < stretch.to) yield { from, to: stretch.to };
}

import type { Instant } from '../../src/domain/instant.ts';

/**
 * Remembers which rows were counted, so that each is counted once although rows become visible late: a row has the time
 * at which its transaction set it, and appears when that transaction commits.
 */
export type RecentWindow = {
  /** The moment from which rows must be read: those before it are settled. */
  readonly getFrom: () => Instant;
  /** True the first time that it is asked about a row; its time says when it may be forgotten. */
  readonly isNew: (key: string, at: Instant) => boolean;
  /** Settles what was read up to that moment; `now` is by the clock that gave the rows their times. */
  readonly settle: (readUpTo: Instant, now: Instant) => void;
};

/** Begins at a moment: rows before it are not counted. Transactions may commit as long as `lateMs` after their time. */
export function buildRecentWindow(startAt: Instant, lateMs: number): RecentWindow {
  let from = startAt;
  const counted = new Map<string, Instant>();
  return {
    getFrom: () => from,
    isNew: (key, at) => {
      if (counted.has(key)) return false;
      counted.set(key, at);
      return true;
    },
    settle: (readUpTo, now) => {
      from = Math.max(from, Math.min(readUpTo, now - lateMs));
      for (const [key, at] of counted) if (at < from) counted.delete(key);
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

/** What the work comes to, or `late` where that takes longer than the limit, in milliseconds; throws as the work does. */
export async function withinLimit<T, L>(work: Promise<T>, limitMs: number, late: L): Promise<T | L> {
  const limit = new AbortController();
  const isLate = sleep(limitMs, late, { signal: limit.signal }).catch(() => late);
  try {
    return await Promise.race([work, isLate]);
  } finally {
    limit.abort();
  }
}

/** Whether the work is over within the limit; a failure is an end too. */
export function isOver(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const done = work.then(
    () => true,
    () => true,
  );
  return withinLimit(done, limitMs, false);
}

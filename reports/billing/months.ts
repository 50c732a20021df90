import { NO_MONTH } from './labels.ts';

/** Month N as readers see it: `2026-11`, a cycle as `15/10/2026 – 14/11/2026`, or that there is none. */
export function describeMonth(month: string | null): string {
  if (month === null) return NO_MONTH;
  return month.includes('/') ? month.split('/').map(toDayFirst).join(' – ') : month;
}

function toDayFirst(date: string): string {
  return date.split('-').reverse().join('/');
}

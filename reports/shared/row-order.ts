import { compareText } from '../../src/domain/compare-text.ts';

/** Order of units by code, those that are not known last. */
export function compareUnits(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareText(a, b);
}

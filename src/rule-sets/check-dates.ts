import { fromEpochDay, isCalendarDate, toEpochDay } from '../domain/calendar-date.ts';
import type { RawDates } from './raw-rule-files.ts';
import type { RulesProblem, Scope, Validity } from './rule-set.ts';

/** Something with a validity, and where it stands. */
export type Dated = Validity & { readonly pointer: string; readonly scope: Scope };

/** The validity that a file gives; absent bounds are null. */
export function readValidity(dates: RawDates): Validity {
  return { validFrom: dates.validFrom ?? null, validTo: dates.validTo ?? null };
}

/** Dates that are no days, or an end before the start. */
export function checkValidity(dates: RawDates, file: string, pointer: string): readonly RulesProblem[] {
  const problems: RulesProblem[] = [];
  for (const key of ['validFrom', 'validTo'] as const) {
    const date = dates[key];
    if (date !== undefined && !isCalendarDate(date)) {
      problems.push({ file, pointer: `${pointer}/${key}`, seen: `"${date}"`, allowed: 'a day such as "2026-11-23"' });
    }
  }
  if (problems.length === 0 && dates.validFrom !== undefined && dates.validTo !== undefined) {
    if (dates.validTo < dates.validFrom) {
      const seen = `validTo ${dates.validTo} before validFrom ${dates.validFrom}`;
      problems.push({ file, pointer, seen, allowed: 'an end on or after the start' });
    }
  }
  return problems;
}

/** True when both hold on some day. */
export function isOverlapping(a: Validity, b: Validity): boolean {
  const startsInTime = (from: string | null, to: string | null): boolean => from === null || to === null || from <= to;
  return startsInTime(a.validFrom, b.validTo) && startsInTime(b.validFrom, a.validTo);
}

/** True when it holds on the day. */
export function isValidOn(validity: Validity, day: string): boolean {
  return isOverlapping(validity, { validFrom: day, validTo: day });
}

/** The versions of one thing (same name, same scope) must follow each other day by day: no overlap, no hole. */
export function checkVersions(versions: readonly Dated[], what: string, file: string): readonly RulesProblem[] {
  // A date that is none, or an end before the start, is told elsewhere; nothing can be said of such a version here.
  const sound = versions.filter((version) => checkValidity(toRawDates(version), file, '').length === 0);
  const sorted = [...sound].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1));
  return sorted.flatMap((version, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined) return [];
    if (previous.validTo === null || version.validFrom === null || version.validFrom <= previous.validTo) {
      const seen = `${what} from ${version.validFrom ?? 'ever'} while the version before runs to ${previous.validTo ?? 'ever'}`;
      const allowed =
        version.validFrom === null
          ? 'versions with different validFrom'
          : `validTo ${dayBefore(version.validFrom)} on the version before, at ${previous.pointer}`;
      return [{ file, pointer: version.pointer, seen, allowed }];
    }
    if (version.validFrom !== dayAfter(previous.validTo)) {
      const seen = `${what} with no version between ${previous.validTo} and ${version.validFrom}`;
      return [{ file, pointer: version.pointer, seen, allowed: `validFrom ${dayAfter(previous.validTo)}` }];
    }
    return [];
  });
}

/** The validity as a file gives it. */
export function toRawDates(validity: Validity): RawDates {
  return {
    ...(validity.validFrom === null ? {} : { validFrom: validity.validFrom }),
    ...(validity.validTo === null ? {} : { validTo: validity.validTo }),
  };
}

function dayBefore(date: string): string {
  return fromEpochDay(toEpochDay(date) - 1);
}

function dayAfter(date: string): string {
  return fromEpochDay(toEpochDay(date) + 1);
}

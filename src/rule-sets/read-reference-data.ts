import { type BusinessCalendar, buildBusinessCalendar, parseTimeOfDayMs } from '../domain/business-calendar.ts';
import { isCalendarDate, toEpochDay, toIsoWeekday } from '../domain/calendar-date.ts';
import type { Bilingual } from '../domain/fact.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import type { UnitGroup } from '../domain/ticket-moments.ts';
import {
  checkCalendarShape,
  checkCalendarsHead,
  checkProductShape,
  checkProductsHead,
  checkUnitShape,
  checkUnitsHead,
  type ShapeCheck,
} from './check-shape.ts';
import type { RawCalendar, RawProduct, RawUnit } from './raw-rule-files.ts';
import type { RuleFile } from './read-rule-files.ts';
import type { RulesProblem } from './rule-set.ts';

const REFERENCE_FILES = {
  units: 'reference/units.json',
  products: 'reference/products.json',
  calendars: 'reference/calendars.json',
} as const;

/** Units, products and calendars by their code. */
export type ReferenceData = {
  readonly units: ReadonlyMap<string, RawUnit>;
  readonly products: ReadonlyMap<string, RawProduct>;
  readonly calendars: ReadonlyMap<string, BusinessCalendar>;
};

/** Reads and checks the three files of `reference/`. */
export function readReferenceData(
  files: readonly RuleFile[],
): ReferenceData & { readonly problems: readonly RulesProblem[] } {
  const problems: RulesProblem[] = [];
  const units = readEntries(files, REFERENCE_FILES.units, 'units', checkUnitsHead, checkUnitShape, problems);
  const products = readEntries(
    files,
    REFERENCE_FILES.products,
    'products',
    checkProductsHead,
    checkProductShape,
    problems,
  );
  const calendars = readEntries(
    files,
    REFERENCE_FILES.calendars,
    'calendars',
    checkCalendarsHead,
    checkCalendarShape,
    problems,
  );
  problems.push(...checkUnits(units), ...checkProducts(products, units), ...checkCalendars(calendars));
  return {
    units: indexBy(units, (unit) => unit.code, REFERENCE_FILES.units, problems),
    products: indexBy(products, (product) => product.code, REFERENCE_FILES.products, problems),
    calendars: buildCalendars(indexBy(calendars, (each) => each.id, REFERENCE_FILES.calendars, problems)),
    problems,
  };
}

/** A calendar with a faulty date is known by its name all the same; nothing is decided before all problems are mended. */
function buildCalendars(definitions: ReadonlyMap<string, RawCalendar>): ReadonlyMap<string, BusinessCalendar> {
  return new Map(
    [...definitions].map(([id, definition]) => {
      const days = (list: readonly string[]): readonly string[] => list.filter(isCalendarDate);
      const { covers } = definition;
      const isCovered = covers !== null && isCalendarDate(covers.from) && isCalendarDate(covers.to);
      const sound = { daysOff: days(definition.daysOff), workedDays: days(definition.workedDays) };
      return [id, buildBusinessCalendar({ ...definition, ...sound, covers: isCovered ? covers : null })];
    }),
  );
}

/** A unit's name on a day; the code itself where the unit is unknown. */
export function getUnitName(units: ReadonlyMap<string, RawUnit>, code: string, day: string): Bilingual {
  const versions = units.get(code)?.versions ?? [];
  const holding = versions.filter((version) => version.validFrom === undefined || version.validFrom <= day).at(-1);
  return holding?.name ?? { vi: code, en: code };
}

/** Where a unit belongs; an unknown one is anybody else. */
export function getUnitGroup(units: ReadonlyMap<string, RawUnit>, code: string): UnitGroup {
  return units.get(code)?.group ?? 'other';
}

type Entry<T> = { readonly value: T; readonly pointer: string };

function readEntries<Key extends string, T>(
  files: readonly RuleFile[],
  file: string,
  key: Key,
  checkHead: ShapeCheck<Readonly<Record<Key, readonly unknown[]>>>,
  checkEntry: ShapeCheck<T>,
  problems: RulesProblem[],
): readonly Entry<T>[] {
  const found = files.find((each) => each.file === file);
  if (found === undefined) {
    problems.push({ file, pointer: '', seen: 'no such file', allowed: `the file with the ${key}` });
    return [];
  }
  const head = checkHead(found.json, file, '');
  if ('problems' in head) {
    problems.push(...head.problems);
    return [];
  }
  return head.value[key].flatMap((json, index) => {
    const pointer = `/${key}/${index}`;
    const shape = checkEntry(json, file, pointer);
    if ('value' in shape) return [{ value: shape.value, pointer }];
    problems.push(...shape.problems);
    return [];
  });
}

function indexBy<T>(
  entries: readonly Entry<T>[],
  toKey: (value: T) => string,
  file: string,
  problems: RulesProblem[],
): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const { value, pointer } of entries) {
    const key = toKey(value);
    if (index.has(key)) problems.push({ file, pointer, seen: `"${key}" again`, allowed: 'each code once' });
    index.set(key, value);
  }
  return index;
}

function checkUnits(units: readonly Entry<RawUnit>[]): readonly RulesProblem[] {
  const file = REFERENCE_FILES.units;
  const codes = units.map((unit) => unit.value.code);
  return units.flatMap(({ value, pointer }) => {
    const parents = value.versions.flatMap((version, index) => {
      if (version.parent === null || codes.includes(version.parent)) return [];
      const at = `${pointer}/versions/${index}/parent`;
      return [{ file, pointer: at, seen: `"${version.parent}"`, allowed: describeAllowedNames(version.parent, codes) }];
    });
    const starts = value.versions.map((version) => version.validFrom ?? '');
    const isOrdered = starts.every(
      (start, index) => index === 0 || (start > (starts[index - 1] ?? '') && isCalendarDate(start)),
    );
    if (isOrdered && starts[0] === '') return parents;
    const allowed = 'a first version without validFrom, then later days in order';
    return [...parents, { file, pointer: `${pointer}/versions`, seen: `versions from ${starts.join(', ')}`, allowed }];
  });
}

function checkProducts(
  products: readonly Entry<RawProduct>[],
  units: readonly Entry<RawUnit>[],
): readonly RulesProblem[] {
  const codes = units.map((unit) => unit.value.code);
  return products.flatMap(({ value, pointer }) => {
    if (value.managingUnit === null || codes.includes(value.managingUnit)) return [];
    const allowed = describeAllowedNames(value.managingUnit, codes);
    const at = `${pointer}/managingUnit`;
    return [{ file: REFERENCE_FILES.products, pointer: at, seen: `"${value.managingUnit}"`, allowed }];
  });
}

function checkCalendars(calendars: readonly Entry<RawCalendar>[]): readonly RulesProblem[] {
  return calendars.flatMap(({ value, pointer }) => [
    ...checkHours(value, pointer),
    ...checkCovers(value, pointer),
    ...checkDays(value, pointer),
  ]);
}

function checkHours(calendar: RawCalendar, pointer: string): readonly RulesProblem[] {
  const bounds = calendar.hours.flat().map(parseTimeOfDayMs);
  const isAscending = bounds.every((bound, index) => index === 0 || bound >= (bounds[index - 1] ?? 0));
  const isOpen = calendar.hours.every(([from, to]) => parseTimeOfDayMs(from) < parseTimeOfDayMs(to));
  if (isAscending && isOpen) return [];
  const seen = calendar.hours.map((hours) => hours.join('–')).join(', ');
  const allowed = 'opening hours that end after they begin, in the order of the day, without overlap';
  return [{ file: REFERENCE_FILES.calendars, pointer: `${pointer}/hours`, seen, allowed }];
}

function checkCovers({ covers }: RawCalendar, pointer: string): readonly RulesProblem[] {
  if (covers === null || (isCalendarDate(covers.from) && isCalendarDate(covers.to) && covers.from <= covers.to))
    return [];
  const seen = `"${covers.from}" to "${covers.to}"`;
  const allowed = 'two days that exist, the first one not after the last one';
  return [{ file: REFERENCE_FILES.calendars, pointer: `${pointer}/covers`, seen, allowed }];
}

/** A day off on a weekend, or a worked day that is worked anyway, is most likely a slip. */
function checkDays(calendar: RawCalendar, pointer: string): readonly RulesProblem[] {
  const { covers } = calendar;
  const check = (key: 'daysOff' | 'workedDays', isOddOn: (weekday: number) => boolean, allowed: string) =>
    calendar[key].flatMap((date, index) => {
      const at = `${pointer}/${key}/${index}`;
      const isDate = isCalendarDate(date);
      const isCovered = isDate && covers !== null && date >= covers.from && date <= covers.to;
      const isRepeated = calendar[key].indexOf(date) !== index;
      if (isDate && isCovered && !isRepeated && !isOddOn(toIsoWeekday(toEpochDay(date)))) return [];
      return [
        { file: REFERENCE_FILES.calendars, pointer: at, seen: `"${date}"${isRepeated ? ' again' : ''}`, allowed },
      ];
    });
  const isWorked = (weekday: number): boolean => calendar.weekdays.includes(weekday);
  return [
    ...check('daysOff', (weekday) => !isWorked(weekday), 'a day within "covers", once, that the week has as worked'),
    ...check('workedDays', isWorked, 'a day within "covers", once, that the week has as free'),
  ];
}

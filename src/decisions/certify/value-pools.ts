import { addDays, type CalendarDate } from '../../domain/calendar-date.ts';
import type { FactDefinition, Facts, FactValue } from '../../domain/fact.ts';
import { startOfDate } from '../../domain/instant.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import { isFactReference } from '../../rule-sets/check-value.ts';
import type { LeafCondition } from '../../rule-sets/rule-set.ts';

/** The values that random records take for each fact, by its name. */
export type ValuePools = ReadonlyMap<string, readonly FactValue[]>;

/** What the values are made around: what rules compare, the parameters as they ever are, the days that matter. */
export type PoolSource = {
  readonly facts: readonly FactDefinition[];
  readonly leaves: readonly LeafCondition[];
  readonly parameterFacts: readonly Facts[];
  readonly days: readonly CalendarDate[];
};

const HOUR_MS = 3_600_000;
const RANDOM_LISTS = 20;
const RANDOM_TEXTS = 20;
/** A code of reference data that came after the rules were written. */
const STRANGE_CODE = 'unknown-code';

/**
 * Collects values for each fact: what rules compare it with, hit exactly, just below and just above, all codes that it
 * can have, and nothing. Facts that are compared with each other draw from the same values.
 */
export function buildValuePools(source: PoolSource, random: SeededRandom): ValuePools {
  return new Map(
    source.facts.map((fact) => {
      const compared = collectCompared(fact.name, source);
      const pool = [...new Set(buildPool(fact, compared, source.days, random))];
      return [fact.name, fact.type === 'list' ? pool : [...pool, null]];
    }),
  );
}

/** The literals and parameter values that a fact is compared with, also by way of another fact. */
function collectCompared(name: string, { leaves, parameterFacts }: PoolSource): readonly FactValue[] {
  const linked = new Set([name]);
  const values: FactValue[] = [];
  for (const fact of linked) {
    for (const leaf of leaves) {
      const other = isFactReference(leaf.value) ? leaf.value.fact : undefined;
      if (leaf.fact === fact && other !== undefined) linked.add(other);
      if (other === fact) linked.add(leaf.fact);
      if (leaf.fact === fact && other === undefined && leaf.operator !== 'isMissing') values.push(toFactValue(leaf));
    }
    values.push(...parameterFacts.map((each) => each[fact] ?? null));
  }
  return values.filter((value) => value !== null);
}

function toFactValue({ value }: LeafCondition): FactValue {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value : value.map(String);
  return typeof value === 'object' ? null : value;
}

function buildPool(
  fact: FactDefinition,
  compared: readonly FactValue[],
  days: readonly CalendarDate[],
  random: SeededRandom,
): readonly FactValue[] {
  const texts = compared.flat().filter((value) => typeof value === 'string');
  switch (fact.type) {
    case 'code':
      return [...texts, ...(fact.values ?? []).map(String), STRANGE_CODE];
    case 'integer':
    case 'number':
      return fact.values ?? buildNumbers(readNumbers(compared), fact.type === 'number');
    case 'boolean':
      return [true, false];
    case 'instant':
      return buildInstants(readNumbers(compared), days);
    case 'date':
      return [...texts, ...days].flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
    case 'list':
      return buildLists([...new Set([...texts, ...(fact.values ?? []).map(String), STRANGE_CODE])], random);
    case 'text':
      return buildTexts(texts, random);
  }
}

/** Lists of numbers were made texts with those of codes. */
function readNumbers(values: readonly FactValue[]): readonly number[] {
  return values
    .flat()
    .flatMap((value) => (typeof value === 'boolean' || value === null ? [] : [Number(value)]))
    .filter(Number.isFinite);
}

function buildNumbers(bounds: readonly number[], isFine: boolean): readonly number[] {
  const steps = isFine ? [-1, -0.01, 0, 0.01, 1] : [-1, 0, 1];
  return [...new Set([0, ...bounds])].flatMap((bound) => steps.map((step) => bound + step)).concat(1_000_000_000);
}

function buildInstants(bounds: readonly number[], days: readonly CalendarDate[]): readonly number[] {
  const moments = [
    ...bounds.filter((bound) => bound > 1_000_000),
    ...days.slice(0, 2).map((day) => startOfDate(day) + 9 * HOUR_MS),
  ];
  return moments.flatMap((moment) =>
    [-24 * HOUR_MS, -HOUR_MS, -1, 0, 1, HOUR_MS, 24 * HOUR_MS].map((step) => moment + step),
  );
}

function buildLists(items: readonly string[], random: SeededRandom): readonly (readonly string[])[] {
  const some = (): readonly string[] => items.filter(() => random.chance(0.4));
  return [[], ...items.map((item) => [item]), [...items], ...Array.from({ length: RANDOM_LISTS }, some)];
}

/** Phrases alone, among others, within longer words (where they must not be found), and two of them. */
function buildTexts(phrases: readonly string[], random: SeededRandom): readonly string[] {
  if (phrases.length === 0) return ['', 'noi dung khac'];
  const some = (): string => `xin ${random.pick(phrases)} va ${random.pick(phrases)}`;
  const around = phrases.flatMap((phrase) => [
    phrase,
    `xin ${phrase} gap`,
    `${phrase}x`,
    `x${phrase}`,
    phrase.slice(0, -1),
  ]);
  return ['', 'noi dung khac', ...around, ...Array.from({ length: RANDOM_TEXTS }, some)];
}

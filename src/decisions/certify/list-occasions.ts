import { addDays, type CalendarDate } from '../../domain/calendar-date.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import type { Parameter, RuleSet, Scope, Validity } from '../../rule-sets/rule-set.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';

/** A day and a kind of record for which a rule set may differ from itself. */
export type Occasion = { readonly day: CalendarDate; readonly scope: RecordScope };

/** Engines are built for each occasion, so their number is bounded; of more than that some are chosen by chance. */
const MAX_OCCASIONS = 60;
const MIXED_OCCASIONS = 40;
/** A day for rules that have no dates. */
const ANY_DAY = '2026-11-23';
const FOR_ALL = { product: null, segment: null, unit: null, managingUnit: null } as const;

/**
 * The days on which a rule or a parameter that it reads begins or ends, with the day before or after, for whoever is in no
 * scope; each scope on the day on which it begins; and mixtures of all products, segments, units and days that are named.
 */
export function listOccasions(
  ruleSet: RuleSet,
  parameters: readonly Parameter[],
  random: SeededRandom,
): { readonly occasions: readonly Occasion[]; readonly days: readonly CalendarDate[] } {
  const dated = [...ruleSet.rules, ...parameters.flatMap((parameter) => parameter.values)];
  const days = listDays(dated);
  const general = days.map((day) => ({ day, scope: FOR_ALL }));
  const own = dated.map(({ validFrom, scope }) => ({ day: validFrom ?? ANY_DAY, scope: { ...FOR_ALL, ...scope } }));
  const all = [...general, ...own, ...mixOccasions(dated, days, random)];
  const different = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const occasions = different.length <= MAX_OCCASIONS ? different : random.shuffle(different).slice(0, MAX_OCCASIONS);
  return { occasions, days };
}

/** Newest first: those are the days of today's records. */
function listDays(dated: readonly Validity[]): readonly CalendarDate[] {
  const days = dated.flatMap(({ validFrom, validTo }) => [
    ...(validFrom === null ? [] : [addDays(validFrom, -1), validFrom]),
    ...(validTo === null ? [] : [validTo, addDays(validTo, 1)]),
  ]);
  return [...new Set([ANY_DAY, ...days])].sort().reverse();
}

/** Records that are in several scopes at once, or in one on a day on which it does not hold. */
function mixOccasions(
  dated: readonly { readonly scope: Scope }[],
  days: readonly CalendarDate[],
  random: SeededRandom,
): readonly Occasion[] {
  const listNamed = (key: keyof Scope): readonly (string | null)[] => [
    null,
    ...new Set(dated.flatMap(({ scope }) => scope[key] ?? [])),
  ];
  const [products, segments, units] = [listNamed('product'), listNamed('segment'), listNamed('unit')];
  return Array.from({ length: MIXED_OCCASIONS }, () => ({
    day: random.pick(days),
    scope: {
      product: random.pick(products),
      segment: random.pick(segments),
      unit: random.pick(units),
      managingUnit: random.pick(units),
    },
  }));
}

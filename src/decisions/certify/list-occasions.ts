import { addDays, type CalendarDate } from '../../domain/calendar-date.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import type { Parameter, RuleSet, Scope, Validity } from '../../rule-sets/rule-set.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';

/** A day and a kind of record for which a rule set may differ from itself. */
export type Occasion = { readonly day: CalendarDate; readonly scope: RecordScope };

/** Engines are built for each occasion, so their number is bounded; more than that are chosen by chance. */
const MAX_OCCASIONS = 60;
/** A day for rules that have no dates. */
const ANY_DAY = '2026-11-23';
const FOR_ALL: RecordScope = { product: null, segment: null, unit: null };

/**
 * The days on which a rule or a parameter that it reads begins or ends, with the day before and after, and all products,
 * segments and units that a scope of them names.
 */
export function listOccasions(
  ruleSet: RuleSet,
  parameters: readonly Parameter[],
  random: SeededRandom,
): { readonly occasions: readonly Occasion[]; readonly days: readonly CalendarDate[] } {
  const dated = [...ruleSet.rules, ...parameters.flatMap((parameter) => parameter.values)];
  const days = listDays(dated);
  const scopes = listScopes(dated.map((each) => each.scope));
  const all = scopes.flatMap((scope) => days.map((day) => ({ day, scope })));
  const occasions = all.length <= MAX_OCCASIONS ? all : random.shuffle(all).slice(0, MAX_OCCASIONS);
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

function listScopes(scopes: readonly Scope[]): readonly RecordScope[] {
  const named = (key: keyof Scope): readonly (string | null)[] => [
    null,
    ...new Set(scopes.flatMap((scope) => scope[key] ?? [])),
  ];
  const units = named('unit');
  return named('product').flatMap((product) =>
    named('segment').flatMap((segment) =>
      units.flatMap((unit) => units.map((managingUnit) => ({ ...FOR_ALL, product, segment, unit, managingUnit }))),
    ),
  );
}

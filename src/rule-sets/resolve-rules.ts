import type { Facts } from '../domain/fact.ts';
import { isValidOn } from './check-dates.ts';
import { findParameterValue } from './read-parameters.ts';
import type { Parameter, Rule, RuleSet } from './rule-set.ts';
import { isInScope, type RecordScope, weighMatch } from './scope.ts';

/** A rule set as it stands for one day and one kind of record. Equal keys mean equal rules and parameter values. */
export type ResolvedRuleSet = {
  readonly key: string;
  readonly ruleSet: RuleSet;
  /** The rules that hold, each with the weight of its scope. */
  readonly rules: readonly ResolvedRule[];
  /** Values of all parameters on that day, as facts `param.<name>`. */
  readonly parameterFacts: Facts;
};

export type ResolvedRule = { readonly rule: Rule; readonly weight: number };

/** Finds what holds on a day for a record; the same answer comes from memory the next time. */
export type RuleResolver = {
  readonly resolveRules: (ruleSetId: string, day: string, record: RecordScope) => ResolvedRuleSet;
  /** Values of all parameters, as facts `param.<name>`. */
  readonly resolveParameters: (day: string, record: RecordScope) => Facts;
  /** All of it, for who asks several rule sets about one record: the record is looked at once. */
  readonly resolveAll: (day: string, record: RecordScope) => HeldRules;
};

/** What holds on a day for one kind of record. */
type HeldRules = {
  readonly getRules: (ruleSetId: string) => ResolvedRuleSet;
  readonly parameterFacts: Facts;
};

/**
 * Builds the resolver of a release. Results are kept: a batch has few different days and scopes as far as its rules
 * care, and each is resolved once.
 */
export function buildRuleResolver(
  ruleSets: ReadonlyMap<string, RuleSet>,
  parameters: ReadonlyMap<string, Parameter>,
): RuleResolver {
  const toKey = buildKey(ruleSets, parameters);
  const held = new Map<string, HeldRules>();
  const resolveAll = (day: string, record: RecordScope): HeldRules => {
    const key = toKey(day, record);
    let all = held.get(key);
    if (all === undefined) {
      all = holdRules(ruleSets, readParameterFacts(parameters, day, record), { key, day, record });
      held.set(key, all);
    }
    return all;
  };
  return {
    resolveRules: (ruleSetId, day, record) => resolveAll(day, record).getRules(ruleSetId),
    resolveParameters: (day, record) => resolveAll(day, record).parameterFacts,
    resolveAll,
  };
}

/** The rule sets for one kind of record, each resolved when it is first asked for. */
function holdRules(
  ruleSets: ReadonlyMap<string, RuleSet>,
  parameterFacts: Facts,
  { key, day, record }: { readonly key: string; readonly day: string; readonly record: RecordScope },
): HeldRules {
  const resolved = new Map<string, ResolvedRuleSet>();
  const resolve = (ruleSetId: string): ResolvedRuleSet => {
    const ruleSet = ruleSets.get(ruleSetId);
    if (ruleSet === undefined) throw new RangeError(`no rule set "${ruleSetId}"; the rule check lets none be missing`);
    const rules = findHoldingRules(ruleSet, day, record);
    return { key: `${ruleSetId}|${key}`, ruleSet, rules, parameterFacts };
  };
  const getRules = (ruleSetId: string): ResolvedRuleSet => {
    let found = resolved.get(ruleSetId);
    if (found === undefined) {
      found = resolve(ruleSetId);
      resolved.set(ruleSetId, found);
    }
    return found;
  };
  return { getRules, parameterFacts };
}

/** The rules that hold; where one name has several scopes, the most specific one replaces the others. */
function findHoldingRules(ruleSet: RuleSet, day: string, record: RecordScope): readonly ResolvedRule[] {
  const holding = ruleSet.rules
    .filter((rule) => isValidOn(rule, day) && isInScope(rule.scope, record))
    .map((rule) => ({ rule, weight: weighMatch(rule.scope, record) }));
  const heaviest = new Map<string, number>();
  for (const { rule, weight } of holding) {
    heaviest.set(rule.name, Math.max(weight, heaviest.get(rule.name) ?? 0));
  }
  return holding.filter(({ rule, weight }) => weight === heaviest.get(rule.name));
}

function readParameterFacts(parameters: ReadonlyMap<string, Parameter>, day: string, record: RecordScope): Facts {
  return Object.fromEntries(
    [...parameters.values()].map((parameter) => [
      `param.${parameter.name}`,
      findParameterValue(parameter, day, record)?.value ?? null,
    ]),
  );
}

/**
 * Two days between which no rule or parameter begins or ends are the same day here, and a product, segment or unit that
 * no scope names is the same as none.
 */
function buildKey(
  ruleSets: ReadonlyMap<string, RuleSet>,
  parameters: ReadonlyMap<string, Parameter>,
): (day: string, record: RecordScope) => string {
  const dated = [
    ...[...ruleSets.values()].flatMap((ruleSet) => ruleSet.rules),
    ...[...parameters.values()].flatMap((parameter) => parameter.values),
  ];
  const starts = dated.flatMap((each) =>
    [each.validFrom ?? [], each.validTo === null ? [] : `${each.validTo}~`].flat(),
  );
  const bounds = [...new Set(starts)].sort();
  const named = new Set(dated.flatMap((each) => Object.values(each.scope)));
  const keepNamed = (code: string | null): string => (code !== null && named.has(code) ? code : '');
  const periods = new Map<string, number>();
  return (day, record) => {
    let period = periods.get(day);
    if (period === undefined) {
      period = bounds.filter((bound) => bound <= day).length;
      periods.set(day, period);
    }
    return `${period}|${keepNamed(record.product)}|${keepNamed(record.segment)}|${keepNamed(record.unit)}|${keepNamed(record.managingUnit ?? null)}`;
  };
}

import type { Facts } from '../../../src/domain/fact.ts';
import type { ResolvedRule, ResolvedRuleSet } from '../../../src/rule-sets/resolve-rules.ts';
import type { Condition } from '../../../src/rule-sets/rule-set.ts';
import { type BuildEvaluator, type Disagreement, findDisagreement } from './fuzz-evaluators.ts';

type Pair = { readonly resolved: ResolvedRuleSet; readonly facts: Facts };

/** Takes away whatever the disagreement does not need, step by step, until every further step would end it. */
export async function shrinkDisagreement(build: BuildEvaluator, found: Disagreement): Promise<Disagreement> {
  let smallest = found;
  for (;;) {
    const smaller = await findSmaller(build, smallest);
    if (smaller === null) return smallest;
    smallest = smaller;
  }
}

async function findSmaller(build: BuildEvaluator, { resolved, facts }: Disagreement): Promise<Disagreement | null> {
  for (const pair of listSmaller({ resolved, facts })) {
    const still = await findDisagreement(build, pair.resolved, pair.facts);
    if (still !== null) return still;
  }
  return null;
}

function* listSmaller({ resolved, facts }: Pair): Generator<Pair> {
  const { rules, ruleSet } = resolved;
  for (const rule of rules)
    yield {
      resolved: withRules(
        resolved,
        rules.filter((each) => each !== rule),
      ),
      facts,
    };
  if (ruleSet.default !== null) yield { resolved: { ...resolved, ruleSet: { ...ruleSet, default: null } }, facts };
  for (const rule of rules) {
    for (const changed of listSimplerRules(rule, ruleSet.conditions)) {
      yield {
        resolved: withRules(
          resolved,
          rules.map((each) => (each === rule ? changed : each)),
        ),
        facts,
      };
    }
  }
  for (const [name, value] of Object.entries(facts)) {
    if (value !== null) yield { resolved, facts: { ...facts, [name]: null } };
  }
}

function withRules(resolved: ResolvedRuleSet, rules: readonly ResolvedRule[]): ResolvedRuleSet {
  return { ...resolved, rules, ruleSet: { ...resolved.ruleSet, rules: rules.map((each) => each.rule) } };
}

function* listSimplerRules(each: ResolvedRule, named: Readonly<Record<string, Condition>>): Generator<ResolvedRule> {
  const { rule, weight } = each;
  if (weight !== 0) yield { rule, weight: 0 };
  if (rule.priority !== 1) yield { weight, rule: { ...rule, priority: 1 } };
  if (Object.keys(rule.event.params).length > 0)
    yield { weight, rule: { ...rule, event: { ...rule.event, params: {} } } };
  for (const conditions of listSimplerConditions(rule.conditions, named))
    yield { weight, rule: { ...rule, conditions } };
}

function* listSimplerConditions(
  condition: Condition,
  named: Readonly<Record<string, Condition>>,
): Generator<Condition> {
  if ('all' in condition) {
    for (const group of listSimplerGroups(condition.all, named)) yield { all: group };
    yield* condition.all;
  } else if ('any' in condition) {
    for (const group of listSimplerGroups(condition.any, named)) yield { any: group };
    yield* condition.any;
  } else if ('not' in condition) {
    yield condition.not;
    for (const child of listSimplerConditions(condition.not, named)) yield { not: child };
  } else if ('condition' in condition) {
    const target = named[condition.condition];
    if (target !== undefined) yield target;
  }
}

function* listSimplerGroups(
  group: readonly Condition[],
  named: Readonly<Record<string, Condition>>,
): Generator<readonly Condition[]> {
  for (const [index, child] of group.entries()) {
    yield group.filter((_, at) => at !== index);
    for (const simpler of listSimplerConditions(child, named))
      yield group.map((each, at) => (at === index ? simpler : each));
  }
}

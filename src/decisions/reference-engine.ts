import { Engine, type RuleResult, type TopLevelCondition } from 'json-rules-engine';
import type { Facts, FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import { OPERATORS } from '../rule-sets/operators.ts';
import type { ResolvedRule, ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import { type FactCatalogue, listFactNames, type PreparedCondition, prepareCondition } from './prepare-condition.ts';

/** A rule that json-rules-engine has evaluated, with its result tree. */
export type EvaluatedRule = {
  readonly resolved: ResolvedRule;
  readonly isMatching: boolean;
  readonly result: RuleResult;
};

/** One rule set, resolved for a day and scope, loaded into json-rules-engine. */
export type ReferenceEngine = {
  /** Evaluates every rule, whatever the hit policy; results stand in the order of the file. */
  readonly run: (facts: Facts) => Promise<readonly EvaluatedRule[]>;
  /** The facts that each rule looks at, by rule name. */
  readonly factNames: ReadonlyMap<string, readonly string[]>;
};

/** Loads a resolved rule set. */
export function buildReferenceEngine(resolved: ResolvedRuleSet, catalogue: FactCatalogue): ReferenceEngine {
  const prepared = resolved.rules.map(({ rule }) => ({
    name: rule.name,
    condition: prepareCondition(rule.conditions, resolved.ruleSet.conditions, catalogue),
  }));
  const factNames = new Map(prepared.map(({ name, condition }) => [name, listFactNames(condition)]));
  const needed = [...new Set([...factNames.values()].flat())];
  const engine = buildEngine(prepared);

  // One Engine must never have two runs in flight: the first to finish would make the other skip rules without an
  // error (json-rules-engine 7.3.1). Each run waits for the one before it.
  let previous: Promise<unknown> = Promise.resolve();
  const run = (facts: Facts): Promise<readonly EvaluatedRule[]> => {
    const input = pickFacts(facts, resolved.parameterFacts, needed);
    const next = previous.then(() => engine.run(input));
    previous = next.catch(() => undefined);
    return next.then(({ results, failureResults }) => sortResults(resolved, results, failureResults));
  };
  return { run, factNames };
}

function buildEngine(prepared: readonly { readonly name: string; readonly condition: PreparedCondition }[]): Engine {
  const engine = new Engine();
  for (const { name, evaluate } of OPERATORS) {
    if (evaluate !== null) engine.addOperator(name, evaluate);
  }
  for (const { name, condition } of prepared) {
    // The hit policy is ours, so all rules have one priority here and all are evaluated.
    engine.addRule({ name, priority: 1, conditions: toEngineCondition(condition), event: { type: name } });
  }
  return engine;
}

/**
 * Every fact that a rule looks at must be there: an unknown one would reject the run. What the release says of a parameter
 * no record can overrule, and the two have names of their own anyway.
 */
function pickFacts(facts: Facts, parameterFacts: Facts, needed: readonly string[]): Record<string, FactValue> {
  const input: Record<string, FactValue> = {};
  for (const name of needed) {
    const value = name in parameterFacts ? parameterFacts[name] : facts[name];
    if (value === undefined) throw new RangeError(`no fact "${name}"; the rule check lets only known facts pass`);
    input[name] = value;
  }
  return input;
}

/** A rule without a result is a lost decision, so their number is proved after every run. */
function sortResults(
  resolved: ResolvedRuleSet,
  matching: readonly RuleResult[],
  failing: readonly RuleResult[],
): readonly EvaluatedRule[] {
  const byName = new Map([...matching, ...failing].map((result) => [result.name, result]));
  const isMatching = new Set(matching.map((result) => result.name));
  return resolved.rules.map((each) => {
    const result = byName.get(each.rule.name);
    if (result === undefined) throw new Error(`rule "${each.rule.name}" was not evaluated`);
    return { resolved: each, isMatching: isMatching.has(each.rule.name), result };
  });
}

/** json-rules-engine wants a group at the top; a single comparison is a group of one. */
function toEngineCondition(condition: PreparedCondition): TopLevelCondition {
  const nested = toNestedCondition(condition);
  return 'fact' in nested ? { all: [nested] } : nested;
}

type NestedCondition = TopLevelCondition | { fact: string; operator: string; value: unknown };

function toNestedCondition(condition: PreparedCondition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(toNestedCondition) };
  if ('any' in condition) return { any: condition.any.map(toNestedCondition) };
  if ('not' in condition) return { not: toNestedCondition(condition.not) };
  const { fact, operator, value } = condition;
  return { fact, operator, value: isFactReference(value) ? { fact: value.fact } : value };
}

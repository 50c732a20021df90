import type { Facts, FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import type { RuleEvent, RuleValue } from '../rule-sets/rule-set.ts';
import { applyHitPolicy } from './apply-hit-policy.ts';
import type { Evaluator, RuleSetOutcome } from './evaluator.ts';
import type { FactCatalogue } from './prepare-condition.ts';
import { buildReferenceEngine, type EvaluatedRule, type ReferenceEngine } from './reference-engine.ts';

/** The evaluator on json-rules-engine; engines are built once per resolved rule set. */
export function buildReferenceEvaluator(catalogue: FactCatalogue): Evaluator {
  const engines = new Map<string, ReferenceEngine>();
  const getEngine = (resolved: ResolvedRuleSet): ReferenceEngine => {
    const engine = engines.get(resolved.key) ?? buildReferenceEngine(resolved, catalogue);
    engines.set(resolved.key, engine);
    return engine;
  };
  return {
    evaluate: async (resolved, facts) => {
      const engine = getEngine(resolved);
      return readOutcome(resolved, await engine.run(facts), facts, engine.factNames);
    },
  };
}

/** Turns the results of all rules into the outcome of the rule set. */
export function readOutcome(
  resolved: ResolvedRuleSet,
  evaluated: readonly EvaluatedRule[],
  facts: Facts,
  factNames: ReadonlyMap<string, readonly string[]>,
): RuleSetOutcome {
  const { ruleSet } = resolved;
  const matching = evaluated.filter((each) => each.isMatching).map((each) => each.resolved);
  const deciding = applyHitPolicy(ruleSet.hitPolicy, matching).map((each) => each.rule);
  const read = (name: string): FactValue => facts[name] ?? resolved.parameterFacts[name] ?? null;
  const events = deciding.length > 0 ? deciding.map((rule) => rule.event) : [ruleSet.default];
  // Where the default speaks, every rule was refused by what it compared.
  const compared =
    deciding.length > 0 ? deciding.flatMap((rule) => factNames.get(rule.name) ?? []) : [...factNames.values()].flat();
  return {
    ruleSet: ruleSet.id,
    rules: deciding.map((rule) => rule.name),
    outputs: events.flatMap((event) => (event === null ? [] : [readOutputs(event, read)])),
    values: Object.fromEntries([...new Set(compared)].sort().map((name) => [name, read(name)])),
  };
}

/** The outputs of an event, facts in place of references. */
function readOutputs(event: RuleEvent, read: (fact: string) => FactValue): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(Object.entries(event.params).map(([name, value]) => [name, readValue(value, read)]));
}

function readValue(value: RuleValue, read: (fact: string) => FactValue): FactValue {
  if (isFactReference(value)) return read(value.fact);
  return Array.isArray(value) ? value.map(String) : toScalar(value);
}

function toScalar(value: RuleValue): FactValue {
  return typeof value === 'object' ? null : value;
}

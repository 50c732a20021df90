import type { Facts, FactValue } from '../domain/fact.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import { applyHitPolicy } from './apply-hit-policy.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import type { FactCatalogue } from './prepare-condition.ts';
import { readEvent } from './read-event.ts';
import { readFact } from './read-fact.ts';
import { buildReferenceEngine, type EvaluatedRule, type ReferenceEngine } from './reference-engine.ts';

/** An evaluator that answers later, as json-rules-engine does. */
export type ReferenceEvaluator = {
  readonly evaluate: (resolved: ResolvedRuleSet, facts: Facts) => Promise<RuleSetOutcome>;
};

/** The evaluator on json-rules-engine; engines are built once per resolved rule set. */
export function buildReferenceEvaluator(catalogue: FactCatalogue): ReferenceEvaluator {
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
  const read = (name: string): FactValue => readFact(name, facts, resolved.parameterFacts);
  const events = deciding.length > 0 ? deciding.map((rule) => rule.event) : [ruleSet.default];
  // Where the default speaks, every rule was refused by what it compared.
  const compared =
    deciding.length > 0 ? deciding.flatMap((rule) => factNames.get(rule.name) ?? []) : [...factNames.values()].flat();
  return {
    ruleSet: ruleSet.id,
    rules: deciding.map((rule) => rule.name),
    outputs: events.flatMap((event) => (event === null ? [] : [readEvent(event, read)])),
    values: Object.fromEntries([...new Set(compared)].sort().map((name) => [name, read(name)])),
  };
}

import { Engine, type RuleResult, type TopLevelCondition } from 'json-rules-engine';
import { type FactCatalogue, type PreparedCondition, prepareCondition } from '../../src/decisions/prepare-condition.ts';
import { readEvent } from '../../src/decisions/read-event.ts';
import type { Facts, FactValue } from '../../src/domain/fact.ts';
import { isFactReference } from '../../src/rule-sets/check-value.ts';
import { OPERATORS } from '../../src/rule-sets/operators.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import { type Answer, listFactsRead, sortRules } from './answer.ts';

type NestedCondition = TopLevelCondition | { fact: string; operator: string; value: unknown };

/**
 * json-rules-engine as its own documentation has it: an engine that is built once, with the parameters as constant facts;
 * then a run for each record, of whose results the first or all are taken. It is told to put facts into events only where
 * an event asks for one, because that takes it time.
 */
export function buildPlainEngine(
  resolved: ResolvedRuleSet,
  catalogue: FactCatalogue,
): (facts: Facts) => Promise<Answer> {
  const { ruleSet, parameterFacts } = resolved;
  const rules = sortRules(resolved);
  const hasReferences = rules.some(({ event }) => Object.values(event.params).some(isFactReference));
  const engine = new Engine([], { replaceFactsInEventParams: hasReferences });
  for (const { name, evaluate } of OPERATORS) if (evaluate !== null) engine.addOperator(name, evaluate);
  for (const name of listFactsRead(resolved, catalogue)) {
    if (name in parameterFacts) engine.addFact(name, parameterFacts[name]);
  }
  for (const { name, conditions, event } of rules) {
    const condition = prepareCondition(conditions, ruleSet.conditions, catalogue);
    engine.addRule({ name, conditions: toEngineCondition(condition), event });
  }
  const places = new Map(rules.map(({ name }, place) => [name, place]));
  const readPlace = ({ name }: RuleResult): number => places.get(name) ?? 0;
  return async (facts) => {
    const { results } = await engine.run(facts);
    if (results.length === 0) {
      const read = (name: string): FactValue => facts[name] ?? parameterFacts[name] ?? null;
      return { rules: [], outputs: ruleSet.default === null ? [] : [readEvent(ruleSet.default, read)] };
    }
    // The order in which it finds rules is no contract.
    if (results.length > 1) results.sort((a, b) => readPlace(a) - readPlace(b));
    const deciding = ruleSet.hitPolicy === 'collect' ? results : results.slice(0, 1);
    return { rules: deciding.map(({ name }) => name), outputs: deciding.map(({ event }) => event?.params ?? {}) };
  };
}

/** A prepared condition as json-rules-engine takes it: with a group at the top. */
export function toEngineCondition(condition: PreparedCondition): TopLevelCondition {
  const nested = nest(condition);
  return 'fact' in nested ? { all: [nested] } : nested;
}

function nest(condition: PreparedCondition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(nest) };
  if ('any' in condition) return { any: condition.any.map(nest) };
  return 'not' in condition ? { not: nest(condition.not) } : { ...condition };
}

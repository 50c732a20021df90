import type { Facts } from '../domain/fact.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import { type CompiledRuleSet, compileRuleSet } from './compile-rule-set.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import type { FactCatalogue } from './prepare-condition.ts';

/** An evaluator that answers at once. */
export type CompiledEvaluator = { readonly evaluate: (resolved: ResolvedRuleSet, facts: Facts) => RuleSetOutcome };

/**
 * The evaluator of batches: each rule set is compiled once for each day and scope of its release, as the resolver tells
 * them apart, and then decides some hundred times as many records a second as json-rules-engine, with the same outcome.
 */
export function buildCompiledEvaluator(catalogue: FactCatalogue): CompiledEvaluator {
  const compiled = new WeakMap<ResolvedRuleSet, CompiledRuleSet>();
  return {
    evaluate: (resolved, facts) => {
      let decide = compiled.get(resolved);
      if (decide === undefined) {
        decide = compileRuleSet(resolved, catalogue);
        compiled.set(resolved, decide);
      }
      return decide(facts);
    },
  };
}

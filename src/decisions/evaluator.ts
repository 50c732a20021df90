import type { Facts, FactValue } from '../domain/fact.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';

/** What one rule set said about one record. */
export type RuleSetOutcome = {
  readonly ruleSet: string;
  /** Names of the deciding rules in the order of the file; empty where the default, or nothing, decides. */
  readonly rules: readonly string[];
  /** The outputs of each deciding rule, or of the default; empty where nothing holds. */
  readonly outputs: readonly Readonly<Record<string, FactValue>>[];
  /** The facts that the deciding rules compared, with their values; of all rules where none of them decides. */
  readonly values: Facts;
};

/**
 * The seam between rules and what evaluates them: the compiled evaluator, which answers at once, or json-rules-engine.
 * Both give the same outcome for the same rules and facts.
 */
export type Evaluator = {
  readonly evaluate: (resolved: ResolvedRuleSet, facts: Facts) => RuleSetOutcome | Promise<RuleSetOutcome>;
};

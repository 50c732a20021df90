import type { RuleResult } from 'json-rules-engine';
import type { Facts, FactValue } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../rule-sets/resolve-rules.ts';
import type { Rule, RuleValue } from '../rule-sets/rule-set.ts';
import type { RuleSetOutcome } from './evaluator.ts';
import { type FactCatalogue, inlineConditions, type PreparedCondition, prepareCondition } from './prepare-condition.ts';
import { readFact } from './read-fact.ts';
import { buildReferenceEngine, type EvaluatedRule } from './reference-engine.ts';
import { readOutcome } from './reference-evaluator.ts';

/** A condition with what was seen: whether it holds, and for a comparison the two values. */
export type ExplainedCondition =
  | { readonly kind: 'all' | 'any' | 'not'; readonly holds: boolean; readonly children: readonly ExplainedCondition[] }
  | {
      readonly kind: 'comparison';
      readonly holds: boolean;
      readonly fact: string;
      readonly operator: string;
      /** The right side as the rule has it, and its value where that is another fact. */
      readonly operand: RuleValue;
      readonly factValue: FactValue;
      readonly operandValue: FactValue;
    };

export type ExplainedRule = {
  readonly rule: Rule;
  readonly isMatching: boolean;
  readonly isDeciding: boolean;
  readonly condition: ExplainedCondition;
};

/** Why a rule set said what it said about one record: every rule looked at. */
export type ExplainedRuleSet = {
  readonly outcome: RuleSetOutcome;
  readonly rules: readonly ExplainedRule[];
  /** Rules that do not hold on that day or for that product, segment or unit, or are replaced by a more specific one. */
  readonly rulesSetAside: readonly Rule[];
};

/** Evaluates one record with json-rules-engine and keeps every value that it compared. */
export async function explainRuleSet(
  resolved: ResolvedRuleSet,
  facts: Facts,
  catalogue: FactCatalogue,
): Promise<ExplainedRuleSet> {
  const engine = buildReferenceEngine(resolved, catalogue);
  const evaluated = await engine.run(facts);
  const outcome = readOutcome(resolved, evaluated, facts, engine.factNames);
  const read = (name: string): FactValue => readFact(name, facts, resolved.parameterFacts);
  const held = new Set(resolved.rules.map((each) => each.rule));
  return {
    outcome,
    rules: evaluated.map((each) => explainRule(each, resolved, outcome, read, catalogue)),
    rulesSetAside: resolved.ruleSet.rules.filter((rule) => !held.has(rule)),
  };
}

function explainRule(
  evaluated: EvaluatedRule,
  resolved: ResolvedRuleSet,
  outcome: RuleSetOutcome,
  read: (fact: string) => FactValue,
  catalogue: FactCatalogue,
): ExplainedRule {
  const { rule } = evaluated.resolved;
  const written = inlineConditions(rule.conditions, resolved.ruleSet.conditions);
  const prepared = prepareCondition(rule.conditions, resolved.ruleSet.conditions, catalogue);
  const result = readRoot(evaluated.result, 'fact' in prepared);
  return {
    rule,
    isMatching: evaluated.isMatching,
    isDeciding: outcome.rules.includes(rule.name),
    condition: explainCondition(written, prepared, result, read),
  };
}

/** A result tree of json-rules-engine as far as it is read here: whether each node holds, and its children. */
type ResultTree = { readonly holds: boolean; readonly children: readonly unknown[] };

function readTree(node: unknown): ResultTree {
  if (typeof node !== 'object' || node === null) return { holds: false, children: [] };
  const holds = 'result' in node && node.result === true;
  if ('all' in node && Array.isArray(node.all)) return { holds, children: node.all };
  if ('any' in node && Array.isArray(node.any)) return { holds, children: node.any };
  return { holds, children: 'not' in node ? [node.not] : [] };
}

/**
 * The tree of a rule. A single comparison was put into a group of one, which is taken off again; the engine notes the
 * result of the whole on the rule and not on its topmost group.
 */
function readRoot(result: RuleResult, isSingle: boolean): unknown {
  return isSingle ? readTree(result.conditions).children[0] : { ...result.conditions, result: result.result };
}

/** Walks the written condition, the prepared one and the engine's result in step. */
function explainCondition(
  written: PreparedCondition,
  prepared: PreparedCondition,
  node: unknown,
  read: (fact: string) => FactValue,
): ExplainedCondition {
  const { holds, children: nodes } = readTree(node);
  const explainEach = (
    left: readonly PreparedCondition[],
    right: readonly PreparedCondition[],
  ): readonly ExplainedCondition[] =>
    left.map((child, index) => explainCondition(child, right[index] ?? child, nodes[index], read));

  if ('all' in written && 'all' in prepared) {
    return { kind: 'all', holds, children: explainEach(written.all, prepared.all) };
  }
  if ('any' in written && 'any' in prepared) {
    return { kind: 'any', holds, children: explainEach(written.any, prepared.any) };
  }
  if ('not' in written && 'not' in prepared) {
    return { kind: 'not', holds, children: explainEach([written.not], [prepared.not]) };
  }
  if (!('fact' in written) || !('fact' in prepared))
    throw new Error('a condition and its prepared form have come apart');
  const { fact, operator, value } = written;
  return {
    kind: 'comparison',
    holds,
    fact,
    operator,
    operand: value,
    factValue: read(fact),
    operandValue: readOperand(prepared.value, read),
  };
}

function readOperand(value: RuleValue, read: (fact: string) => FactValue): FactValue {
  if (isFactReference(value)) return read(value.fact);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' ? null : value;
}

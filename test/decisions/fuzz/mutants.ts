import type { Evaluator } from '../../../src/decisions/evaluator.ts';
import type { ResolvedRuleSet } from '../../../src/rule-sets/resolve-rules.ts';
import type { Condition, LeafCondition, Rule, RuleSet } from '../../../src/rule-sets/rule-set.ts';
import type { BuildEvaluator } from './fuzz-evaluators.ts';

/** Something that an evaluator might get wrong, and an evaluator that does. */
export type Mutant = { readonly name: string; readonly spoil: (build: BuildEvaluator) => BuildEvaluator };

type ChangeLeaf = (leaf: LeafCondition) => Condition;

const OPERATOR_SLIPS = [
  ['lessThan', 'lessThanInclusive'],
  ['lessThanInclusive', 'lessThan'],
  ['greaterThan', 'greaterThanInclusive'],
  ['greaterThanInclusive', 'greaterThan'],
  ['before', 'onOrBefore'],
  ['onOrBefore', 'before'],
  ['after', 'onOrAfter'],
  ['onOrAfter', 'after'],
  ['notEqual', 'equal'],
  ['in', 'notIn'],
  ['doesNotContain', 'contains'],
] as const;

/** Evaluators with one fault each; the fuzzer must find every one of them. */
export const MUTANTS: readonly Mutant[] = [
  ...OPERATOR_SLIPS.map(([right, wrong]) => ({
    name: `takes ${right} for ${wrong}`,
    spoil: changeLeaves((leaf) => (leaf.operator === right ? { ...leaf, operator: wrong } : leaf)),
  })),
  {
    name: 'takes a missing fact as unequal to nothing',
    spoil: changeLeaves((leaf) => (leaf.operator === 'notEqual' ? { all: [leaf, isThere(leaf.fact)] } : leaf)),
  },
  {
    name: 'takes an empty list for one that is there',
    spoil: changeLeaves((leaf) =>
      leaf.operator === 'isMissing' && leaf.fact.startsWith('list')
        ? { ...leaf, operator: 'equal', value: null }
        : leaf,
    ),
  },
  {
    name: 'takes the bound of a literal one off',
    spoil: changeLeaves((leaf) => (leaf.value === 10 ? { ...leaf, value: 10.5 } : leaf)),
  },
  {
    name: 'lets an empty "any" fail',
    spoil: changeConditions((each) => ('any' in each && each.any.length === 0 ? { not: { all: [] } } : each)),
  },
  {
    name: 'forgets a "not"',
    spoil: changeConditions((each) => ('not' in each && 'all' in each.not ? each.not : each)),
  },
  {
    name: 'takes "any" for "all"',
    spoil: changeConditions((each) => ('any' in each && each.any.length === 3 ? { all: each.any } : each)),
  },
  {
    name: 'ignores priorities',
    spoil: changeRuleSet((resolved) => mapRules(resolved, (rule) => ({ ...rule, priority: 1 }))),
  },
  {
    name: 'ignores scopes',
    spoil: changeRuleSet((resolved) => ({
      ...resolved,
      rules: resolved.rules.map((each) => ({ ...each, weight: 0 })),
    })),
  },
  { name: 'takes the first of several unique rules', spoil: changePolicy('unique', 'first') },
  { name: 'collects one rule only', spoil: changePolicy('collect', 'first') },
  {
    name: 'forgets the default',
    spoil: changeRuleSet((resolved) => withSet(resolved, { ...resolved.ruleSet, default: null })),
  },
  { name: 'does not refuse values of a wrong type', spoil: answerErrors('TypeError') },
  { name: 'does not refuse records without a fact', spoil: answerErrors('RangeError') },
  {
    name: 'lets a record overrule a parameter',
    spoil: (build) => (catalogue) => {
      const evaluator = build(catalogue);
      return {
        evaluate: (resolved, facts) => {
          const own = Object.entries(facts).filter(([name]) => name in resolved.parameterFacts);
          if (own.length === 0) return evaluator.evaluate(resolved, facts);
          const parameterFacts = { ...resolved.parameterFacts, ...Object.fromEntries(own) };
          return evaluator.evaluate({ ...resolved, parameterFacts }, facts);
        },
      };
    },
  },
];

function changeRuleSet(change: (resolved: ResolvedRuleSet) => ResolvedRuleSet): Mutant['spoil'] {
  return (build) => (catalogue) => {
    const evaluator = build(catalogue);
    const changed = new Map<string, ResolvedRuleSet>();
    const evaluate: Evaluator['evaluate'] = (resolved, facts) => {
      const spoilt = changed.get(resolved.key) ?? change(resolved);
      changed.set(resolved.key, spoilt);
      return evaluator.evaluate(spoilt, facts);
    };
    return { evaluate };
  };
}

function changePolicy(from: RuleSet['hitPolicy'], to: RuleSet['hitPolicy']): Mutant['spoil'] {
  return changeRuleSet((resolved) =>
    resolved.ruleSet.hitPolicy === from ? withSet(resolved, { ...resolved.ruleSet, hitPolicy: to }) : resolved,
  );
}

function changeLeaves(change: ChangeLeaf): Mutant['spoil'] {
  return changeConditions((condition) => ('fact' in condition ? change(condition) : condition));
}

function changeConditions(change: (condition: Condition) => Condition): Mutant['spoil'] {
  const walk = (condition: Condition): Condition => {
    if ('all' in condition) return change({ all: condition.all.map(walk) });
    if ('any' in condition) return change({ any: condition.any.map(walk) });
    return change('not' in condition ? { not: walk(condition.not) } : condition);
  };
  return changeRuleSet((resolved) => {
    const conditions = Object.fromEntries(
      Object.entries(resolved.ruleSet.conditions).map(([name, condition]) => [name, walk(condition)]),
    );
    const spoilt = mapRules(resolved, (rule) => ({ ...rule, conditions: walk(rule.conditions) }));
    return withSet(spoilt, { ...spoilt.ruleSet, conditions });
  });
}

/** Answers with nothing where the evaluator throws. */
function answerErrors(name: string): Mutant['spoil'] {
  return (build) => (catalogue) => {
    const evaluator = build(catalogue);
    return {
      evaluate: async (resolved, facts) => {
        try {
          return await evaluator.evaluate(resolved, facts);
        } catch (error) {
          if (!(error instanceof Error) || error.name !== name) throw error;
          return { ruleSet: resolved.ruleSet.id, rules: [], outputs: [], values: {} };
        }
      },
    };
  };
}

function isThere(fact: string): Condition {
  return { fact, operator: 'isMissing', value: false };
}

function withSet(resolved: ResolvedRuleSet, ruleSet: RuleSet): ResolvedRuleSet {
  return { ...resolved, ruleSet };
}

function mapRules(resolved: ResolvedRuleSet, change: (rule: Rule) => Rule): ResolvedRuleSet {
  return { ...resolved, rules: resolved.rules.map(({ rule, weight }) => ({ rule: change(rule), weight })) };
}

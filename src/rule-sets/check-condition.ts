import type { FactDefinition } from '../domain/fact.ts';
import { foldText } from '../domain/folded-text.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import { describeValue } from './check-shape.ts';
import {
  describeType,
  type Expected,
  findLiteralProblem,
  isFactReference,
  isSameType,
  listNames,
} from './check-value.ts';
import { findOperator, OPERATORS, type OperatorDefinition } from './operators.ts';
import type { Condition, LeafCondition, RulesProblem, RuleValue } from './rule-set.ts';

/** What a condition may refer to: facts of the rule set with the parameters among them, and named conditions. */
export type ConditionContext = {
  readonly file: string;
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly namedConditions: ReadonlyMap<string, Condition>;
};

/** Everything wrong with a condition: unknown facts, operators and names, types that do not fit. */
export function checkCondition(
  condition: Condition,
  pointer: string,
  context: ConditionContext,
): readonly RulesProblem[] {
  if ('all' in condition) return checkEach(condition.all, `${pointer}/all`, context);
  if ('any' in condition) return checkEach(condition.any, `${pointer}/any`, context);
  if ('not' in condition) return checkCondition(condition.not, `${pointer}/not`, context);
  if ('condition' in condition) return checkReference(condition.condition, `${pointer}/condition`, context);
  return checkLeaf(condition, pointer, context);
}

/** Named conditions that lead back to themselves would never end. */
export function findConditionCycles(context: ConditionContext): readonly RulesProblem[] {
  const leadsTo = (condition: Condition): readonly string[] => {
    if ('all' in condition) return condition.all.flatMap(leadsTo);
    if ('any' in condition) return condition.any.flatMap(leadsTo);
    if ('not' in condition) return leadsTo(condition.not);
    return 'condition' in condition ? [condition.condition] : [];
  };
  const reaches = (from: string, target: string, seen: Set<string>): boolean => {
    const condition = context.namedConditions.get(from);
    if (condition === undefined || seen.has(from)) return false;
    seen.add(from);
    return leadsTo(condition).some((next) => next === target || reaches(next, target, seen));
  };
  return [...context.namedConditions.keys()]
    .filter((name) => reaches(name, name, new Set()))
    .map((name) => ({
      file: context.file,
      pointer: `/conditions/${name}`,
      seen: `the condition "${name}" refers to itself`,
      allowed: 'conditions that end in facts',
    }));
}

function checkEach(
  conditions: readonly Condition[],
  pointer: string,
  context: ConditionContext,
): readonly RulesProblem[] {
  return conditions.flatMap((condition, index) => checkCondition(condition, `${pointer}/${index}`, context));
}

function checkReference(name: string, pointer: string, context: ConditionContext): readonly RulesProblem[] {
  if (context.namedConditions.has(name)) return [];
  const allowed = describeAllowedNames(name, [...context.namedConditions.keys()]);
  return [{ file: context.file, pointer, seen: `the condition "${name}"`, allowed }];
}

function checkLeaf(leaf: LeafCondition, pointer: string, context: ConditionContext): readonly RulesProblem[] {
  const { file, facts } = context;
  const problems: RulesProblem[] = [];
  const fact = facts.get(leaf.fact);
  const operator = findOperator(leaf.operator);
  if (fact === undefined) {
    const allowed = describeAllowedNames(leaf.fact, listNames(facts));
    problems.push({ file, pointer: `${pointer}/fact`, seen: `the fact "${leaf.fact}"`, allowed });
  }
  if (operator === undefined) {
    const allowed = describeAllowedNames(
      leaf.operator,
      OPERATORS.map((entry) => entry.name),
    );
    problems.push({ file, pointer: `${pointer}/operator`, seen: `the operator "${leaf.operator}"`, allowed });
  }
  if (fact === undefined || operator === undefined) return problems;
  if (!operator.factTypes.includes(fact.type)) {
    const names = OPERATORS.filter((entry) => entry.factTypes.includes(fact.type)).map((entry) => entry.name);
    return [
      {
        file,
        pointer: `${pointer}/operator`,
        seen: `"${operator.name}" on the fact "${fact.name}" of type ${fact.type}`,
        allowed: `one of: ${names.join(', ')}`,
      },
    ];
  }
  return checkOperand(leaf.value, `${pointer}/value`, { fact, operator }, context);
}

function checkOperand(
  value: RuleValue,
  pointer: string,
  left: { readonly fact: FactDefinition; readonly operator: OperatorDefinition },
  context: ConditionContext,
): readonly RulesProblem[] {
  const expected = readExpected(left);
  // Lists stand in the rule: json-rules-engine throws for a fact that is no list or is missing, and only literals are folded.
  const isList = left.operator.operand === 'list' || left.operator.operand === 'phrases';
  const problem =
    isFactReference(value) && !isList
      ? findReferenceProblem(value.fact, expected, context)
      : findOperandProblem(value, expected, left.operator);
  if (problem === undefined) return [];
  return [{ file: context.file, pointer, seen: describeValue(value), allowed: problem }];
}

function readExpected(left: { readonly fact: FactDefinition; readonly operator: OperatorDefinition }): Expected {
  switch (left.operator.operand) {
    case 'same':
    case 'list':
      return { type: left.fact.type, values: left.fact.values };
    case 'item':
      return { type: 'code', values: left.fact.values };
    case 'phrases':
      return { type: 'list' };
    case 'boolean':
      return { type: 'boolean' };
  }
}

function findReferenceProblem(name: string, expected: Expected, context: ConditionContext): string | undefined {
  const other = context.facts.get(name);
  if (other === undefined) return describeAllowedNames(name, listNames(context.facts));
  return isSameType(other.type, expected.type)
    ? undefined
    : `a fact of type ${expected.type}; "${name}" is of type ${other.type}`;
}

function findOperandProblem(value: RuleValue, expected: Expected, operator: OperatorDefinition): string | undefined {
  if (operator.operand === 'phrases') return findPhraseProblem(value);
  if (operator.operand !== 'list') return findLiteralProblem(value, expected);
  if (!Array.isArray(value) || value.length === 0) return `a list in [ ] with at least one ${describeType(expected)}`;
  return value.map((item) => findLiteralProblem(item, expected)).find((problem) => problem !== undefined);
}

/** A phrase without a letter or digit would be found in every text. */
function findPhraseProblem(value: RuleValue): string | undefined {
  const phrases = typeof value === 'string' ? [value] : value;
  const isPhrase = (phrase: unknown): boolean => typeof phrase === 'string' && foldText(phrase) !== '';
  const isFine = Array.isArray(phrases) && phrases.length > 0 && phrases.every(isPhrase);
  return isFine
    ? undefined
    : 'a phrase, or a list of phrases such as ["sự cố", "mất kết nối"], each with a letter or digit';
}

import type { FactDefinition, FactType } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import { findOperator, OPERATORS, type OperatorDefinition } from '../../../src/rule-sets/operators.ts';
import type { Condition, RuleValue } from '../../../src/rule-sets/rule-set.ts';
import { FUZZ_FACTS, FUZZ_PARAMETERS, pickLiteral, pickOddValue } from './fuzz-values.ts';

/** Names of conditions that random rules may refer to; each may refer to those before it. */
export const NAMED_CONDITIONS = ['first', 'second', 'third'] as const;

/** How conditions are made. */
export type ConditionStyle = {
  /** How deep groups may lie in each other. */
  readonly depth: number;
  /** Comparisons that the rule check would refuse are made too. */
  readonly isWild: boolean;
  /** The conditions that may be referred to. */
  readonly named: readonly string[];
};

/** A condition of any form. */
export function buildRandomCondition(random: SeededRandom, style: ConditionStyle): Condition {
  if (style.named.length > 0 && random.chance(0.1)) return { condition: random.pick(style.named) };
  if (style.depth === 0 || random.chance(0.45)) return buildLeaf(random, style.isWild);
  const child = (): Condition => buildRandomCondition(random, { ...style, depth: style.depth - 1 });
  const children = (): readonly Condition[] => Array.from({ length: pickLength(random) }, child);
  const kind = random.integer(1, 10);
  if (kind <= 4) return { all: children() };
  return kind <= 8 ? { any: children() } : { not: child() };
}

/** An empty group holds, which is easy to get wrong. */
function pickLength(random: SeededRandom): number {
  return random.chance(0.04) ? 0 : random.integer(1, 3);
}

function buildLeaf(random: SeededRandom, isWild: boolean): Condition {
  if (isWild && random.chance(0.5)) {
    const fact = random.chance(0.8) ? random.pick(FUZZ_FACTS).name : random.pick(FUZZ_PARAMETERS);
    return { fact, operator: random.pick(OPERATORS).name, value: pickWildValue(random) };
  }
  const { name } = random.pick(OPERATORS);
  const fact = random.pick(FUZZ_FACTS.filter((each) => findOperator(name)?.factTypes.includes(each.type)));
  return buildComparison(random, fact, name);
}

/** A comparison of a fact as the rule check lets it pass, by any of its operators or the one that is named. */
export function buildComparison(random: SeededRandom, fact: FactDefinition, name?: string): Condition {
  const fitting = OPERATORS.filter((each) => each.factTypes.includes(fact.type));
  const operator = fitting.find((each) => each.name === name) ?? random.pick(fitting);
  return { fact: fact.name, operator: operator.name, value: pickOperand(random, fact, operator) };
}

function pickWildValue(random: SeededRandom): RuleValue {
  if (random.chance(0.3))
    return { fact: random.chance(0.7) ? random.pick(FUZZ_FACTS).name : random.pick(FUZZ_PARAMETERS) };
  return random.chance(0.5) ? pickOddValue(random) : pickLiteral(random, random.pick(FUZZ_FACTS).type);
}

function pickOperand(random: SeededRandom, fact: FactDefinition, operator: OperatorDefinition): RuleValue {
  switch (operator.operand) {
    case 'same':
      return random.chance(0.3) ? { fact: pickFactOf(random, fact.type) } : pickLiteral(random, fact.type);
    case 'list':
      return random.chance(0.15) && fact.type === 'code'
        ? { fact: pickFactOf(random, 'list') }
        : pickList(random, fact);
    case 'phrases':
      return random.chance(0.3)
        ? pickPhrase(random)
        : Array.from({ length: random.integer(1, 4) }, () => pickPhrase(random));
    case 'item':
      return random.chance(0.2) ? { fact: pickFactOf(random, 'code') } : pickLiteral(random, 'code');
    case 'boolean':
      return random.chance(0.1) ? { fact: pickFactOf(random, 'boolean') } : random.chance(0.5);
  }
}

/** A fact of the type or, where there is one, a parameter. */
function pickFactOf(random: SeededRandom, type: FactType): string {
  const parameters = {
    code: 'param.code',
    integer: 'param.limit',
    number: 'param.limit',
    list: 'param.list',
    boolean: 'param.flag',
    text: null,
    instant: null,
    date: null,
  } as const;
  const parameter = parameters[type];
  if (parameter !== null && random.chance(0.4)) return parameter;
  return random.pick(FUZZ_FACTS.filter((each) => each.type === type)).name;
}

/** Long lists are looked up in another way than short ones. */
function pickList(random: SeededRandom, fact: FactDefinition): readonly (string | number)[] {
  const length = random.chance(0.1) ? random.integer(9, 30) : random.integer(0, 4);
  return Array.from({ length }, () => pickLiteral(random, fact.type)).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  );
}

function pickPhrase(random: SeededRandom): string {
  return random.pick(['Mất kết nối', 'sự cố', 'ket noi', 'A', 'không vào', 'b', 'a b', '!']);
}

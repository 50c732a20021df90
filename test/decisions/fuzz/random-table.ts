import type { FactValue } from '../../../src/domain/fact.ts';
import type { SeededRandom } from '../../../src/domain/seeded-random.ts';
import type { Condition } from '../../../src/rule-sets/rule-set.ts';
import { FUZZ_FACTS, pickLiteral, pickOddValue } from './fuzz-values.ts';
import { buildComparison, buildRandomCondition, type ConditionStyle } from './random-condition.ts';

/** What the columns of a table look at; the code is the usual first one. */
const COLUMNS = [
  { fact: 'codeA', type: 'code', operators: ['equal'] },
  { fact: 'codeB', type: 'code', operators: ['in', 'equal'] },
  { fact: 'integerA', type: 'integer', operators: ['equal', 'greaterThanInclusive', 'lessThan'] },
  { fact: 'integerA', type: 'integer', operators: ['lessThanInclusive', 'in'] },
  { fact: 'numberA', type: 'number', operators: ['greaterThan', 'lessThanInclusive', 'equal'] },
  { fact: 'listA', type: 'code', operators: ['contains'] },
  { fact: 'booleanA', type: 'boolean', operators: ['equal'] },
] as const;

/**
 * Rows that look at the same facts, as a decision table has them: the compiled evaluator finds such rules by the values
 * of a record. Here and there a cell looks at its fact in another way, or is a condition of any form.
 */
export function buildTable(random: SeededRandom, style: Omit<ConditionStyle, 'depth'>): readonly Condition[] {
  const columns = random
    .shuffle(COLUMNS)
    .slice(0, random.integer(1, 4))
    .map((column) => ({ ...column, operator: random.pick<string>(column.operators) }));
  const otherChance = random.pick([0, 0.1, 0.4]);
  const buildCell = ({ fact, type, operator }: (typeof columns)[number]): Condition => {
    if (random.chance(otherChance)) return buildOtherCell(random, fact, style);
    const literal = (): FactValue => (random.chance(0.02) ? pickOddValue(random) : pickLiteral(random, type));
    if (operator !== 'in') return { fact, operator, value: literal() };
    const items = [literal(), literal()].filter((value) => typeof value === 'string' || typeof value === 'number');
    return { fact, operator, value: items };
  };
  return Array.from({ length: random.integer(8, 25) }, () => {
    const cells = columns.filter(() => random.chance(0.9)).map(buildCell);
    return random.chance(otherChance / 2) ? { any: cells } : { all: cells };
  });
}

function buildOtherCell(random: SeededRandom, name: string, style: Omit<ConditionStyle, 'depth'>): Condition {
  const fact = FUZZ_FACTS.find((each) => each.name === name);
  const isSameFact = fact !== undefined && random.chance(0.6);
  const cell = isSameFact ? buildComparison(random, fact) : buildRandomCondition(random, { ...style, depth: 1 });
  return random.chance(0.3) ? { not: cell } : cell;
}

/** Bounds of one number after the other, as ageing buckets and provision rates have them. */
export function buildLadder(random: SeededRandom): readonly Condition[] {
  const fact = random.pick(['integerA', 'numberA']);
  const operator = random.pick(['greaterThanInclusive', 'greaterThan', 'lessThan', 'lessThanInclusive']);
  return Array.from({ length: random.integer(8, 16) }, () => {
    const value = random.chance(0.1) ? { fact: 'param.limit' } : pickLiteral(random, 'number');
    const bound = { fact, operator, value };
    if (random.chance(0.7)) return { all: [bound] };
    return { all: [{ fact: 'codeA', operator: 'equal', value: pickLiteral(random, 'code') }, bound] };
  });
}

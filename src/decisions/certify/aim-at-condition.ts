import type { Facts, FactValue } from '../../domain/fact.ts';
import type { SeededRandom } from '../../domain/seeded-random.ts';
import { isFactReference } from '../../rule-sets/check-value.ts';
import { findOperator } from '../../rule-sets/operators.ts';
import type { LeafCondition } from '../../rule-sets/rule-set.ts';
import type { PreparedCondition } from '../prepare-condition.ts';
import type { ValuePools } from './value-pools.ts';

/** A record in the making, and where its values come from. */
export type Aim = {
  readonly facts: Record<string, FactValue>;
  readonly parameterFacts: Facts;
  readonly pools: ValuePools;
  readonly random: SeededRandom;
};

const MAX_TRIES = 12;

/**
 * Changes facts of a record so that a condition probably holds, or does not: records by chance alone would seldom meet
 * a rule with many comparisons. Nothing is promised; what holds is for the engines to say.
 */
export function aimAtCondition(condition: PreparedCondition, isWanted: boolean, aim: Aim): void {
  if ('not' in condition) aimAtCondition(condition.not, !isWanted, aim);
  else if ('all' in condition) aimAtGroup(condition.all, isWanted, isWanted, aim);
  else if ('any' in condition) aimAtGroup(condition.any, !isWanted, isWanted, aim);
  else aimAtLeaf(condition, isWanted, aim);
}

function aimAtGroup(group: readonly PreparedCondition[], isEach: boolean, isWanted: boolean, aim: Aim): void {
  const some = group.length > 0 && !isEach ? [aim.random.pick(group)] : group;
  for (const child of some) aimAtCondition(child, isWanted, aim);
}

function aimAtLeaf(leaf: LeafCondition, isWanted: boolean, aim: Aim): void {
  const pool = aim.pools.get(leaf.fact);
  for (let tries = 0; pool !== undefined && tries < MAX_TRIES && mayHold(leaf, aim) !== isWanted; tries += 1) {
    aim.facts[leaf.fact] = aim.random.pick(pool);
  }
}

/** Whether a comparison holds, as far as types are as they should be. */
function mayHold({ fact, operator, value }: LeafCondition, { facts, parameterFacts }: Aim): boolean {
  const read = (name: string): FactValue => facts[name] ?? parameterFacts[name] ?? null;
  const left = read(fact);
  const right: unknown = isFactReference(value) ? read(value.fact) : value;
  const own = findOperator(operator)?.evaluate;
  if (own) return own(left, toFactValue(right));
  switch (operator) {
    case 'equal':
      return left === right;
    case 'notEqual':
      return left !== right;
    case 'in':
      return Array.isArray(right) && right.includes(left);
    case 'notIn':
      return Array.isArray(right) && !right.includes(left);
    case 'contains':
      return Array.isArray(left) && left.includes(right);
    case 'doesNotContain':
      return Array.isArray(left) && !left.includes(right);
    default:
      return typeof left === 'number' && typeof right === 'number' && isInOrder(operator, left, right);
  }
}

function isInOrder(operator: string, left: number, right: number): boolean {
  if (left === right) return operator.endsWith('Inclusive');
  return operator.startsWith('less') ? left < right : left > right;
}

function toFactValue(value: unknown): FactValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

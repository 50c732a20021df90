import type { Facts } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import { mapLeaves, type PreparedCondition } from './prepare-condition.ts';

/**
 * Puts the values of parameters in the places where a condition compares a fact with one: they hold for the day and scope
 * of the rules, so nothing of them is left to be looked up per record, and an index can be built over them.
 */
export function foldParameters(condition: PreparedCondition, parameterFacts: Facts): PreparedCondition {
  return mapLeaves(condition, (leaf) => {
    const value = isFactReference(leaf.value) ? parameterFacts[leaf.value.fact] : undefined;
    // What is not a number has no place among the bounds of an index.
    return value === undefined || Number.isNaN(value) ? leaf : { ...leaf, value };
  });
}

import type { FactDefinition } from '../domain/fact.ts';
import { foldText } from '../domain/folded-text.ts';
import { parseInstant } from '../domain/instant.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import type { Condition, LeafCondition, RuleValue } from '../rule-sets/rule-set.ts';

/** A condition ready to be evaluated: no named conditions, literals in the form that facts have. */
export type PreparedCondition =
  | { readonly all: readonly PreparedCondition[] }
  | { readonly any: readonly PreparedCondition[] }
  | { readonly not: PreparedCondition }
  | LeafCondition;

/** The types of facts by name; parameters need no entry. */
export type FactCatalogue = ReadonlyMap<string, FactDefinition>;

/**
 * Prepares a checked condition: puts named conditions in their places, turns instants into milliseconds and folds
 * phrases. Done once per rule, so that nothing is parsed per record.
 */
export function prepareCondition(
  condition: Condition,
  named: Readonly<Record<string, Condition>>,
  catalogue: FactCatalogue,
): PreparedCondition {
  return mapLeaves(inlineConditions(condition, named), (leaf) => ({ ...leaf, value: prepareValue(leaf, catalogue) }));
}

/** The condition as it is written, with named conditions in their places. */
export function inlineConditions(condition: Condition, named: Readonly<Record<string, Condition>>): PreparedCondition {
  const inline = (child: Condition): PreparedCondition => inlineConditions(child, named);
  if ('all' in condition) return { all: condition.all.map(inline) };
  if ('any' in condition) return { any: condition.any.map(inline) };
  if ('not' in condition) return { not: inline(condition.not) };
  if (!('condition' in condition)) return condition;
  const target = named[condition.condition];
  if (target === undefined)
    throw new RangeError(`no condition "${condition.condition}"; the rule check lets none pass`);
  return inline(target);
}

/** The condition with its comparisons changed. */
export function mapLeaves(
  condition: PreparedCondition,
  change: (leaf: LeafCondition) => LeafCondition,
): PreparedCondition {
  const map = (child: PreparedCondition): PreparedCondition => mapLeaves(child, change);
  if ('all' in condition) return { all: condition.all.map(map) };
  if ('any' in condition) return { any: condition.any.map(map) };
  return 'not' in condition ? { not: map(condition.not) } : change(condition);
}

/** The names of the facts that a condition looks at, parameters and right sides included. */
export function listFactNames(condition: PreparedCondition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(listFactNames);
  if ('any' in condition) return condition.any.flatMap(listFactNames);
  if ('not' in condition) return listFactNames(condition.not);
  return isFactReference(condition.value) ? [condition.fact, condition.value.fact] : [condition.fact];
}

function prepareValue(leaf: LeafCondition, catalogue: FactCatalogue): RuleValue {
  const { value } = leaf;
  if (isFactReference(value)) return value;
  if (leaf.operator === 'containsAnyPhrase') {
    return Array.isArray(value) ? value.map((phrase) => foldText(String(phrase))) : [foldText(String(value))];
  }
  if (catalogue.get(leaf.fact)?.type === 'instant' && typeof value === 'string') return parseInstant(value) ?? value;
  return value;
}

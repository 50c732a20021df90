import { isOverlapping } from './check-dates.ts';
import { isFactReference } from './check-value.ts';
import type { Condition, Rule, RuleSet, RulesProblem } from './rule-set.ts';
import { isCompatible, weighScope } from './scope.ts';

/** The values that a fact must have for a rule to match; null stands for "missing". */
type Needs = ReadonlyMap<string, ReadonlySet<string | number | boolean | null>>;

/**
 * Finds pairs of rules between which only chance could choose: equally specific, valid on one day, and not provably
 * apart, with one priority under `first`, or at all under `unique`.
 */
export function checkOverlap(ruleSet: Omit<RuleSet, 'title' | 'owner' | 'default'>): readonly RulesProblem[] {
  const { hitPolicy } = ruleSet;
  if (hitPolicy === 'collect') return [];
  const problems: RulesProblem[] = [];
  const needs = ruleSet.rules.map((rule) => readNeeds(rule.conditions, ruleSet.conditions));
  ruleSet.rules.forEach((rule, index) => {
    for (let other = 0; other < index; other += 1) {
      const earlier = ruleSet.rules[other];
      if (earlier === undefined || !isRivalry(hitPolicy, rule, earlier)) continue;
      if (isApart(needs[index], needs[other])) continue;
      problems.push(describeTie(ruleSet, rule, earlier));
    }
  });
  return problems;
}

function isRivalry(hitPolicy: 'first' | 'unique', a: Rule, b: Rule): boolean {
  if (hitPolicy === 'first' && a.priority !== b.priority) return false;
  if (weighScope(a.scope) !== weighScope(b.scope) || !isCompatible(a.scope, b.scope)) return false;
  return isOverlapping(a, b);
}

function describeTie(ruleSet: Pick<RuleSet, 'file' | 'hitPolicy'>, rule: Rule, earlier: Rule): RulesProblem {
  const seen = `"${rule.name}" can match together with "${earlier.name}" (${earlier.pointer})`;
  const allowed =
    ruleSet.hitPolicy === 'first'
      ? `a priority of its own: both have ${rule.priority}`
      : 'at most one rule that matches: conditions that exclude each other, or different dates or scopes';
  return { file: ruleSet.file, pointer: rule.pointer, seen, allowed };
}

/** Two rules are apart when some fact would need two values at once. */
function isApart(a: Needs | undefined, b: Needs | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  for (const [fact, values] of a) {
    const others = b.get(fact);
    if (others !== undefined && ![...values].some((value) => others.has(value))) return true;
  }
  return false;
}

/** Reads what must hold whatever else does: only `all` and single comparisons prove anything. */
function readNeeds(condition: Condition, named: Readonly<Record<string, Condition>>): Needs {
  if ('all' in condition) {
    const merged = new Map<string, ReadonlySet<string | number | boolean | null>>();
    for (const child of condition.all) {
      for (const [fact, values] of readNeeds(child, named)) {
        const before = merged.get(fact);
        merged.set(fact, before === undefined ? values : new Set([...values].filter((value) => before.has(value))));
      }
    }
    return merged;
  }
  if ('condition' in condition) {
    const target = named[condition.condition];
    return target === undefined ? new Map() : readNeeds(target, named);
  }
  if ('any' in condition || 'not' in condition) return new Map();
  const { fact, operator, value } = condition;
  if (isFactReference(value)) return new Map();
  if (operator === 'equal' && !Array.isArray(value)) return new Map([[fact, new Set([toKey(value)])]]);
  if (operator === 'in' && Array.isArray(value)) return new Map([[fact, new Set(value.map(toKey))]]);
  if (operator === 'isMissing' && value === true) return new Map([[fact, new Set([null])]]);
  return new Map();
}

function toKey(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

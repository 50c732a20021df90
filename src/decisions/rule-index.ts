import { isFactReference } from '../rule-sets/check-value.ts';
import type { LeafCondition } from '../rule-sets/rule-set.ts';
import { buildRangeBranch } from './range-branch.ts';
import type { Branch, FindCandidates, Needs } from './rule-branch.ts';
import { buildValueBranch } from './value-branch.ts';

/** Fewer rules are tried one after the other as quickly. */
const MIN_RULES = 8;

/** A branch must leave at most this share of the rules. */
const MAX_SHARE = 0.6;

/** Positions that all groups of an index may hold together, for each rule: rules that say nothing of a fact are in each. */
const SIZE_PER_RULE = 200;

/** Groups the comparisons of a rule that have a literal, by the slot of their fact. */
export function groupNeeds(leaves: readonly LeafCondition[], slotOf: (fact: string) => number): Needs {
  const needs = new Map<number, LeafCondition[]>();
  for (const leaf of leaves) {
    if (isFactReference(leaf.value)) continue;
    const slot = slotOf(leaf.fact);
    const same = needs.get(slot);
    if (same === undefined) needs.set(slot, [leaf]);
    else same.push(leaf);
  }
  return needs;
}

/**
 * Builds an index over rules in their order: a tree that looks at one fact after the other, and leads to the few rules
 * which are worth trying. Large tables pay; small ones are tried as they are.
 */
export function buildRuleIndex(needs: readonly Needs[]): FindCandidates {
  let room = needs.length * SIZE_PER_RULE;
  const buildGroup = (positions: readonly number[], looked: ReadonlySet<number>): FindCandidates => {
    const branch = positions.length < MIN_RULES ? undefined : findBestBranch(positions, needs, looked);
    if (branch === undefined || branch.size > room) return () => positions;
    room -= branch.size;
    // A fact tells rules apart once: where all of them name one value, its group is as large as before, again and again.
    const next = new Set(looked).add(branch.slot);
    return branch.build((group) => buildGroup(group, next));
  };
  return buildGroup(
    needs.map((_, position) => position),
    new Set(),
  );
}

function findBestBranch(
  positions: readonly number[],
  needs: readonly Needs[],
  looked: ReadonlySet<number>,
): Branch | undefined {
  const slots = new Set<number>();
  for (const position of positions) {
    for (const slot of needs[position]?.keys() ?? []) if (!looked.has(slot)) slots.add(slot);
  }
  let best: Branch | undefined;
  for (const slot of slots) {
    for (const build of [buildValueBranch, buildRangeBranch]) {
      const branch = build(slot, positions, needs);
      if (branch !== undefined && branch.expected < (best?.expected ?? positions.length * MAX_SHARE)) best = branch;
    }
  }
  return best;
}

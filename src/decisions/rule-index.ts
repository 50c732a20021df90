import { isFactReference } from '../rule-sets/check-value.ts';
import type { LeafCondition } from '../rule-sets/rule-set.ts';
import { buildRangeBranch, isBound } from './range-branch.ts';
import type { Branch, FindCandidates, Needs } from './rule-branch.ts';
import { buildValueBranch, namesValues } from './value-branch.ts';

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
  const kinds = listKinds(needs);
  let room = needs.length * SIZE_PER_RULE;
  const buildGroup = (positions: readonly number[], looked: ReadonlySet<number>): FindCandidates => {
    const branch = positions.length < MIN_RULES ? undefined : findBestBranch(positions, needs, kinds, looked);
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

/** The ways in which each slot may tell rules apart at all. */
type Kinds = ReadonlyMap<number, ReadonlySet<typeof buildValueBranch>>;

function listKinds(needs: readonly Needs[]): Kinds {
  const kinds = new Map<number, Set<typeof buildValueBranch>>();
  for (const own of needs) {
    for (const [slot, leaves] of own) {
      const kind = kinds.get(slot) ?? new Set();
      kinds.set(slot, kind);
      if (namesValues(leaves)) kind.add(buildValueBranch);
      if (leaves.some(isBound)) kind.add(buildRangeBranch);
    }
  }
  return kinds;
}

function findBestBranch(
  positions: readonly number[],
  needs: readonly Needs[],
  kinds: Kinds,
  looked: ReadonlySet<number>,
): Branch | undefined {
  let best: Branch | undefined;
  for (const [slot, builds] of kinds) {
    if (looked.has(slot)) continue;
    for (const build of builds) {
      const branch = build(slot, positions, needs);
      if (branch !== undefined && branch.expected < (best?.expected ?? positions.length * MAX_SHARE)) best = branch;
    }
  }
  return best;
}

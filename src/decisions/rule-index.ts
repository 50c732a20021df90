import { isFactReference } from '../rule-sets/check-value.ts';
import type { LeafCondition } from '../rule-sets/rule-set.ts';
import { type Bound, buildRangeBranch, isBound } from './range-branch.ts';
import type { Branch, FindCandidates, Needs } from './rule-branch.ts';
import { buildValueBranch, findKeys, type Key } from './value-branch.ts';

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
  const columns = listColumns(needs);
  let room = needs.length * SIZE_PER_RULE;
  const buildGroup = (positions: readonly number[], looked: ReadonlySet<number>): FindCandidates => {
    const branch = positions.length < MIN_RULES ? undefined : findBestBranch(positions, columns, looked);
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

/** What the rules need of one fact, by their positions; null where they need nothing of that kind. */
type Column = {
  readonly slot: number;
  readonly keysOf: readonly (readonly Key[] | undefined)[] | null;
  readonly boundsOf: readonly (readonly Bound[])[] | null;
};

/** Worked out once: one group of rules after the other asks for it. */
function listColumns(needs: readonly Needs[]): readonly Column[] {
  const slots = new Set(needs.flatMap((own) => [...own.keys()]));
  return [...slots].map((slot) => {
    const leavesOf = needs.map((own) => own.get(slot) ?? []);
    const keysOf = leavesOf.map(findKeys);
    const boundsOf = leavesOf.map((leaves) => leaves.filter(isBound));
    return {
      slot,
      keysOf: keysOf.some((keys) => keys !== undefined) ? keysOf : null,
      boundsOf: boundsOf.some((bounds) => bounds.length > 0) ? boundsOf : null,
    };
  });
}

function findBestBranch(
  positions: readonly number[],
  columns: readonly Column[],
  looked: ReadonlySet<number>,
): Branch | undefined {
  let best: Branch | undefined;
  for (const { slot, keysOf, boundsOf } of columns) {
    if (looked.has(slot)) continue;
    const branches = [
      keysOf === null ? undefined : buildValueBranch(slot, positions, keysOf),
      boundsOf === null ? undefined : buildRangeBranch(slot, positions, boundsOf),
    ];
    for (const branch of branches) {
      if (branch !== undefined && branch.expected < (best?.expected ?? positions.length * MAX_SHARE)) best = branch;
    }
  }
  return best;
}

import type { FactValue } from '../domain/fact.ts';
import type { LeafCondition } from '../rule-sets/rule-set.ts';
import type { Branch } from './rule-branch.ts';

/** A value that a fact may be equal to. */
export type Key = string | number | boolean | null;

/** Tells rules apart that need a fact to be equal to a value, or to one of a list. */
export function buildValueBranch(
  slot: number,
  positions: readonly number[],
  known: readonly (readonly Key[] | undefined)[],
): Branch | undefined {
  const keysOf = new Map<number, readonly Key[]>();
  const keys = new Set<Key>();
  for (const position of positions) {
    const own = known[position];
    if (own === undefined) continue;
    keysOf.set(position, own);
    for (const key of own) keys.add(key);
  }
  if (keys.size === 0) return undefined;
  const open = positions.length - keysOf.size;
  const named = [...keysOf.values()].reduce((sum, own) => sum + own.length, 0);
  return {
    slot,
    expected: open + named / keys.size,
    size: open * (keys.size + 1) + named,
    build: (buildGroup) => {
      const others = buildGroup(positions.filter((position) => !keysOf.has(position)));
      const groups = new Map<FactValue | undefined, typeof others>();
      for (const [key, group] of groupByKey(positions, keysOf, keys)) groups.set(key, buildGroup(group));
      return (slots) => (groups.get(slots[slot]) ?? others)(slots);
    },
  };
}

/** The positions of each key in their order: rules that need it, and those that need nothing of the fact. */
function groupByKey(
  positions: readonly number[],
  keysOf: ReadonlyMap<number, readonly Key[]>,
  keys: ReadonlySet<Key>,
): ReadonlyMap<Key, readonly number[]> {
  const groups = new Map<Key, number[]>([...keys].map((key) => [key, []]));
  for (const position of positions) {
    for (const key of new Set(keysOf.get(position) ?? keys)) groups.get(key)?.push(position);
  }
  return groups;
}

/** The values that one of the comparisons lets pass; undefined where none of them names values. */
export function findKeys(leaves: readonly LeafCondition[]): readonly Key[] | undefined {
  for (const { operator, value } of leaves) {
    if (operator === 'equal' && !(typeof value === 'object' && value !== null)) return [value];
    if (operator === 'in' && Array.isArray(value)) return value;
  }
  return undefined;
}

/** Nothing where an item belongs to no group. */
type Key = string | null;

/** Most customers have nothing of most kinds. */
const NO_GROUPS: ReadonlyMap<string, never> = new Map<string, never>();

/** Groups items by their key, or each by several keys; the items of a group are in the order of the list. */
export function groupBy<T>(
  items: readonly T[],
  toKeys: (item: T) => Key | readonly Key[],
): ReadonlyMap<string, readonly T[]> {
  if (items.length === 0) return NO_GROUPS;
  const groups: Groups<T> = { byKey: new Map(), last: [], lastKey: null };
  for (const item of items) {
    const keys = toKeys(item);
    if (typeof keys === 'string' || keys === null) addToGroup(groups, keys, item);
    else for (const key of keys) addToGroup(groups, key, item);
  }
  return groups.byKey;
}

/** Neighbours mostly belong together; what the last key was is sooner compared than looked up. */
type Groups<T> = { readonly byKey: Map<string, T[]>; last: T[]; lastKey: Key };

function addToGroup<T>(groups: Groups<T>, key: Key, item: T): void {
  if (key === null) return;
  if (key !== groups.lastKey) {
    groups.last = openGroup(groups.byKey, key);
    groups.lastKey = key;
  }
  groups.last.push(item);
}

function openGroup<T>(byKey: Map<string, T[]>, key: string): T[] {
  let group = byKey.get(key);
  if (group === undefined) {
    group = [];
    byKey.set(key, group);
  }
  return group;
}

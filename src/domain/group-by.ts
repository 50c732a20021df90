/** Nothing where an item belongs to no group. */
type Key = string | null;

/** Groups items by their key, or each by several keys; the items of a group are in the order of the list. */
export function groupBy<T>(
  items: readonly T[],
  toKeys: (item: T) => Key | readonly Key[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  const add = (key: Key, item: T): void => {
    if (key === null) return;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  };
  for (const item of items) {
    const keys = toKeys(item);
    if (typeof keys === 'string' || keys === null) add(keys, item);
    else for (const key of keys) add(key, item);
  }
  return groups;
}

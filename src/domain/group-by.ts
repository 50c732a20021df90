/** Groups items by their keys, each group in the order of the items; a key that is null puts an item nowhere. */
export function groupBy<T>(
  items: readonly T[],
  toKeys: (item: T) => readonly (string | null)[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of toKeys(item)) {
      if (key === null) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

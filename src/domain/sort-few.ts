/** Longer lists are left to V8. */
const FEW = 20;

/**
 * Sorts a list in place; equal items keep their order. For what is done for each customer: V8 makes 1.5 KB of work space for
 * each list that it sorts, and lists of one customer are short and mostly in order already.
 */
export function sortFew<T>(items: T[], compare: (a: T, b: T) => number): T[] {
  if (items.length > FEW) return items.sort(compare);
  for (let end = 1; end < items.length; end += 1) insertLast(items, end, compare);
  return items;
}

/** Moves the item at the end of a sorted part to its place in it. */
function insertLast<T>(items: T[], end: number, compare: (a: T, b: T) => number): void {
  const moved = items[end];
  if (moved === undefined) return; // there are no holes in lists, and nothing undefined
  let place = end;
  for (; place > 0; place -= 1) {
    const before = items[place - 1];
    if (before === undefined || compare(before, moved) <= 0) break;
    items[place] = before;
  }
  items[place] = moved;
}

import type { Slots, Test } from './slots.ts';

/** Finds the items that many rules look for in one walk along a list. */
export type ListIndex = {
  /** Adds an item; the test says whether the list has it. Null where the index of that list is full. */
  readonly addItem: (slot: number, item: string, isWanted: boolean) => Test | null;
  readonly isEmpty: () => boolean;
  /** Has to be called before each record: a list may be the same one and hold something else. */
  readonly forget: () => void;
};

/** So many items fit into the bits of a whole number. */
const MAX_ITEMS = 31;

/** All items that are looked for in one list. */
class ListItems {
  readonly #bits = new Map<unknown, number>();
  #list: unknown = null;
  #found = 0;

  /** The bit of an item, the same one for the same item; 0 where there is no room. */
  add(item: string): number {
    const known = this.#bits.get(item);
    if (known !== undefined) return known;
    if (this.#bits.size === MAX_ITEMS) return 0;
    const bit = 1 << this.#bits.size;
    this.#bits.set(item, bit);
    return bit;
  }

  has(list: readonly unknown[], bit: number): boolean {
    if (list !== this.#list) this.#walk(list);
    return (this.#found & bit) !== 0;
  }

  forget(): void {
    this.#list = null;
  }

  #walk(list: readonly unknown[]): void {
    let found = 0;
    for (let place = 0; place < list.length; place += 1) found |= this.#bits.get(list[place]) ?? 0;
    this.#found = found;
    this.#list = list;
  }
}

/** Builds an index without items. */
export function buildListIndex(): ListIndex {
  const bySlot = new Map<number, ListItems>();
  const all: ListItems[] = [];
  const getItems = (slot: number): ListItems => {
    const known = bySlot.get(slot);
    if (known !== undefined) return known;
    const items = new ListItems();
    bySlot.set(slot, items);
    all.push(items);
    return items;
  };
  return {
    addItem: (slot, item, isWanted) => {
      const items = getItems(slot);
      const bit = items.add(item);
      if (bit === 0) return null;
      return (slots: Slots) => {
        const list: unknown = slots[slot];
        return Array.isArray(list) && items.has(list, bit) === isWanted;
      };
    },
    isEmpty: () => all.length === 0,
    forget: () => {
      for (let place = 0; place < all.length; place += 1) all[place]?.forget();
    },
  };
}

/**
 * A stream of items in blocks of some hundred: handing a block on costs as much as handing one item on, and a file has many
 * rows and passes through many hands.
 */
export type Blocks<Item> = AsyncIterable<readonly Item[]>;

/** Makes other items of those of a stream: some or none of each, in their order. */
export async function* mapBlocks<Item, Made>(
  blocks: Blocks<Item>,
  make: (item: Item, add: (made: Made) => void) => void,
): AsyncGenerator<readonly Made[]> {
  for await (const block of blocks) {
    const made: Made[] = [];
    const add = (each: Made): void => void made.push(each);
    for (const item of block) make(item, add);
    if (made.length > 0) yield made;
  }
}

/** Gathers single items into blocks of that many. */
export async function* gatherBlocks<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[]> {
  let block: Item[] = [];
  for await (const item of items) {
    block.push(item);
    if (block.length < size) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

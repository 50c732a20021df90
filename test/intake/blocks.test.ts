import { expect } from 'chai';
import { describe, it } from 'mocha';
import { gatherBlocks, mapBlocks } from '../../src/intake/blocks.ts';

describe('items in blocks', () => {
  it('become others in their order, some or none of each, and no block is empty', async () => {
    const made = mapBlocks<number, string>(read([[1, 2], [], [4], [3]]), (item, add) => {
      for (let times = 0; times < item % 4; times += 1) add(`${item}.${times}`);
    });
    expect(await collect(made)).to.deep.equal([
      ['1.0', '2.0', '2.1'],
      ['3.0', '3.1', '3.2'],
    ]);
  });

  it('are gathered from single ones, the last block with what is left', async () => {
    expect(await collect(gatherBlocks(read([1, 2, 3, 4, 5]), 2))).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(await collect(gatherBlocks(read([1, 2]), 2))).to.deep.equal([[1, 2]]);
    expect(await collect(gatherBlocks(read([]), 2))).to.deep.equal([]);
  });
});

async function* read<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

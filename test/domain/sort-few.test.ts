import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { sortFew } from '../../src/domain/sort-few.ts';

describe('a short list', () => {
  it('is sorted in place as V8 sorts it, and what is equal keeps its order, however long it is', () => {
    const items = fc.array(fc.record({ rank: fc.integer({ min: 0, max: 9 }), no: fc.nat() }), { maxLength: 45 });
    fc.assert(
      fc.property(items, (list) => {
        const byRank = (a: { readonly rank: number }, b: { readonly rank: number }): number => a.rank - b.rank;
        const expected = list.toSorted(byRank);
        const sorted = sortFew(list, byRank);
        expect(sorted).to.equal(list);
        expect(sorted).to.deep.equal(expected);
      }),
    );
  });
});

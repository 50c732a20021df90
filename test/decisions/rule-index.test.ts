import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildRuleIndex, groupNeeds } from '../../src/decisions/rule-index.ts';
import type { LeafCondition } from '../../src/rule-sets/rule-set.ts';

const ROWS = 2_000;
const LADDER = 100;

/** The places of the rows that an index over them leads to, for the value of the one fact that they look at. */
function buildIndex(leaves: readonly LeafCondition[]) {
  const find = buildRuleIndex(leaves.map((leaf) => groupNeeds([leaf], () => 0)));
  return (value: string | number): readonly number[] => find([value]);
}

describe('the index over the rows of a table', () => {
  it('ends where all rows share one value of their lists', () => {
    const find = buildIndex(
      Array.from({ length: ROWS }, (_, row) => ({ fact: 'code', operator: 'in', value: ['shared', `own-${row}`] })),
    );
    expect(find('own-7')).to.deep.equal([7]);
    expect(find('shared')).to.have.length(ROWS);
    expect(find('unknown')).to.deep.equal([]);
  });

  it('ends where all rows hold for one number', () => {
    const find = buildIndex(
      Array.from({ length: LADDER }, (_, row) => ({ fact: 'days', operator: 'lessThan', value: 10 + row })),
    );
    expect(find(9)).to.have.length(LADDER);
    expect(find(LADDER + 8)).to.deep.equal([LADDER - 1]);
    expect(find(LADDER + 9)).to.deep.equal([]);
  });
});

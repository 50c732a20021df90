import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildRuleIndex, groupNeeds } from '../../src/decisions/rule-index.ts';
import type { LeafCondition } from '../../src/rule-sets/rule-set.ts';

const ROWS = 2_000;
const ROWS_OF_A_CODE = 20;

/** Builds an index over rows that look at a code and a number; it leads to the places of rows. */
function buildIndex(rows: readonly (readonly LeafCondition[])[]) {
  const find = buildRuleIndex(rows.map((leaves) => groupNeeds(leaves, (fact) => (fact === 'code' ? 0 : 1))));
  return (code: string, number: number): readonly number[] => find([code, number]);
}

/** A table in which some rows have each code; `toLeaf` says what they ask of the number. */
function buildRows(toLeaf: (row: number) => Omit<LeafCondition, 'fact'>): readonly (readonly LeafCondition[])[] {
  return Array.from({ length: ROWS }, (_, row) => [
    { fact: 'code', operator: 'equal', value: `code-${Math.floor(row / ROWS_OF_A_CODE)}` },
    { fact: 'number', ...toLeaf(row) },
  ]);
}

describe('the index over the rows of a table', () => {
  it('ends where all rows of a group share one value of their lists', () => {
    const find = buildIndex(buildRows((row) => ({ operator: 'in', value: [-1, row % ROWS_OF_A_CODE] })));
    expect(find('code-0', 7)).to.deep.equal([7]);
    expect(find('code-1', 99)).to.deep.equal([]);
    expect(find('code-1', -1)).to.deep.equal(Array.from({ length: ROWS_OF_A_CODE }, (_, at) => ROWS_OF_A_CODE + at));
  });

  it('ends where all rows of a group hold for one number', () => {
    const find = buildIndex(buildRows((row) => ({ operator: 'lessThan', value: row % ROWS_OF_A_CODE })));
    expect(find('code-1', 18)).to.deep.equal([39]);
    expect(find('code-1', 19)).to.deep.equal([]);
    expect(find('code-1', -1)).to.have.length(ROWS_OF_A_CODE);
    expect(find('code-x', 0)).to.deep.equal([]);
  });
});

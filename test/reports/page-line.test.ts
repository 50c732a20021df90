import { expect } from 'chai';
import { describe, it } from 'mocha';
import { placeCells } from '../../reports/page-line.ts';

describe('placeCells', () => {
  it('puts each cell behind the columns that the one before it takes, and leaves empty ones out', () => {
    const [wide, small] = [{ look: 'body', value: 'a', span: 3 } as const, { look: 'body', value: 'b' } as const];
    expect(placeCells([small, wide, null, small])).to.deep.equal([
      { cell: small, column: 0, span: 1 },
      { cell: wide, column: 1, span: 3 },
      { cell: small, column: 5, span: 1 },
    ]);
    expect(placeCells([])).to.deep.equal([]);
  });
});

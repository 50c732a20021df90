import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findPageTexts, findWrappedTexts, toRowHeight } from '../../reports/row-height.ts';

describe('toRowHeight', () => {
  it('leaves the height open where every text fits on one line', () => {
    expect(toRowHeight([])).to.equal(undefined);
    expect(toRowHeight([{ text: 'Đúng hạn', width: 12 }])).to.equal(undefined);
  });

  it('grows with the lines of the longest text', () => {
    const two = toRowHeight([{ text: 'Tra cứu, hướng dẫn, hỗ trợ', width: 16 }]) ?? 0;
    const three = toRowHeight([{ text: 'Tra cứu, hướng dẫn, hỗ trợ khách hàng doanh nghiệp', width: 20 }]) ?? 0;
    expect(two).to.be.greaterThan(30);
    expect(three).to.be.greaterThan(two);
  });

  it('counts line breaks, and breaks words that are wider than the column', () => {
    expect(toRowHeight([{ text: 'a\nb', width: 20 }])).to.equal(33);
    expect(toRowHeight([{ text: 'x'.repeat(64), width: 42 }])).to.equal(33);
    expect(toRowHeight([{ text: 'ab', width: 1 }])).to.equal(33);
  });

  it('stops growing, because Excel has no row of more than 409 points', () => {
    expect(toRowHeight([{ text: 'dài '.repeat(5000), width: 20 }])).to.be.lessThan(409);
  });
});

describe('the texts that may take several lines', () => {
  it('are those of wrapped columns', () => {
    const column = { key: 'a', heading: { vi: 'A', en: 'A' }, width: 9, type: 'text', total: 'none' } as const;
    const columns = [column, { ...column, isWrapped: true }];
    expect([...findWrappedTexts(columns, ['x', 'y'])]).to.deep.equal([{ text: 'y', width: 9 }]);
    expect([...findWrappedTexts(columns, ['x', null])]).to.deep.equal([]);
  });

  it('are no titles of a page: they run over the cells beside them', () => {
    const line = [{ look: 'title', value: 'a' } as const, { look: 'text', value: 'b' } as const, null];
    expect([...findPageTexts(line, ['a', 'b', null], [10, 20, 30])]).to.deep.equal([{ text: 'b', width: 20 }]);
  });
});

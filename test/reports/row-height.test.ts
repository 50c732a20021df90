import { expect } from 'chai';
import { describe, it } from 'mocha';
import { placeCells } from '../../reports/page-line.ts';
import { createLineCounter, findPageTexts, toHeightOfLines, toRowHeight } from '../../reports/row-height.ts';

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

  it('grows with the size of the font, also for a single line', () => {
    expect(toRowHeight([{ text: 'a', width: 20, scale: 2 }])).to.equal(33);
    expect(toRowHeight([{ text: 'x'.repeat(30), width: 40, scale: 2 }])).to.equal(63);
  });

  it('takes dots to write on for narrower than letters', () => {
    expect(toRowHeight([{ text: '.'.repeat(60), width: 40 }])).to.equal(undefined);
    expect(toRowHeight([{ text: 'x'.repeat(60), width: 40 }])).to.equal(33);
  });

  it('keeps nothing in reserve in a cell as wide as a page', () => {
    const text = 'dài '.repeat(35);
    expect(toRowHeight([{ text, width: 120 }])).to.equal(undefined);
    expect(toRowHeight([{ text, width: 99 }])).to.equal(33);
  });

  it('stops growing, because Excel has no row of more than 409 points', () => {
    expect(toRowHeight([{ text: 'dài '.repeat(5000), width: 20 }])).to.be.lessThan(409);
  });
});

describe('createLineCounter', () => {
  it('tells the lines that the height of a row is made of, the first time and later', () => {
    const width = 16;
    const countLines = createLineCounter(width);
    for (const text of ['Đúng hạn', 'Tra cứu, hướng dẫn, hỗ trợ', 'a\nb\nc', 'dài '.repeat(500), 'x'.repeat(64)]) {
      const height = toRowHeight([{ text, width }]);
      expect(toHeightOfLines(countLines(text)), text).to.equal(height);
      expect(toHeightOfLines(countLines(text)), text).to.equal(height);
    }
  });
});

describe('the texts that may take several lines', () => {
  it('are no titles of a page: they run over the cells beside them', () => {
    const cells = placeCells([{ look: 'title', value: 'a' }, { look: 'text', value: 'b' }, null]);
    expect([...findPageTexts(cells, [10, 20, 30])]).to.deep.equal([{ text: 'b', width: 20, scale: 1 }]);
  });

  it('have all the columns that their cell takes, and the size of their look', () => {
    const cells = placeCells([null, { look: 'body', value: 'b', span: 2 }]);
    expect([...findPageTexts(cells, [10, 20, 30])]).to.deep.equal([{ text: 'b', width: 50, scale: 13 / 11 }]);
  });
});

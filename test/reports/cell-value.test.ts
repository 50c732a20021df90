import { expect } from 'chai';
import { describe, it } from 'mocha';
import { MAX_CELL_LENGTH, toCellText, toExcelValue } from '../../reports/cell-value.ts';
import { parseInstant } from '../../src/domain/instant.ts';

describe('toExcelValue', () => {
  it('keeps a text that looks like a formula as the text that it is', () => {
    expect(toExcelValue('=1+1', 'text')).to.equal('=1+1');
  });

  it('makes an empty text an empty cell, so that it is not counted', () => {
    expect(toExcelValue('', 'text')).to.equal(null);
    expect(toExcelValue('\u0000', 'text')).to.equal(null);
  });

  it('shows the wall clock of Vietnam, also where the day differs from the one in UTC', () => {
    const instant = parseInstant('2026-11-23T00:00:00+07:00') ?? Number.NaN;
    expect(toExcelValue(instant, 'instant')).to.deep.equal(new Date('2026-11-23T00:00:00Z'));
  });

  it('keeps a date on its day', () => {
    expect(toExcelValue('2026-11-23', 'date')).to.deep.equal(new Date('2026-11-23T00:00:00Z'));
  });

  it('writes days that Excel does not have as text, and the first and the last that it has as dates', () => {
    expect(toExcelValue('1900-02-28', 'date')).to.equal('1900-02-28');
    expect(toExcelValue('1900-03-01', 'date')).to.be.instanceOf(Date);
    expect(toExcelValue('9999-12-31', 'date')).to.be.instanceOf(Date);
    expect(toExcelValue(Date.parse('0900-01-01T00:00:00Z'), 'instant')).to.equal('0900-01-01T07:00:00+07:00');
  });

  it('leaves missing values empty in every type of column', () => {
    for (const type of ['text', 'integer', 'instant', 'date', 'hours', 'percent', 'money', 'money-cents'] as const) {
      expect(toExcelValue(null, type)).to.equal(null);
    }
  });

  it('refuses numbers that would corrupt the workbook', () => {
    for (const type of ['integer', 'instant', 'hours', 'percent', 'money', 'money-cents'] as const) {
      for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => toExcelValue(number, type), `${number} as ${type}`).to.throw();
      }
    }
  });

  it('divides amounts in cents by 100', () => {
    expect(toExcelValue(-12_345, 'money-cents')).to.equal(-123.45);
    expect(() => toExcelValue(0.5, 'money-cents')).to.throw('whole number');
  });

  it('refuses values of another type than the column, and amounts that are not whole', () => {
    expect(() => toExcelValue(1, 'text')).to.throw('text column');
    expect(() => toExcelValue('1', 'integer')).to.throw('whole number');
    expect(() => toExcelValue(0.5, 'money')).to.throw('whole number');
    expect(() => toExcelValue('2026-02-30', 'date')).to.throw('no date');
    expect(() => toExcelValue('1', 'hours')).to.throw('finite number');
  });
});

describe('toCellText', () => {
  it('cuts at what a cell holds: not at it, one above it', () => {
    expect(toCellText('x'.repeat(MAX_CELL_LENGTH))).to.have.length(32_767);
    expect(toCellText('x'.repeat(MAX_CELL_LENGTH + 1))).to.have.length(32_767);
  });

  it('leaves no half of a character where it cuts', () => {
    expect(toCellText(`${'x'.repeat(MAX_CELL_LENGTH - 1)}😀`)).to.equal('x'.repeat(MAX_CELL_LENGTH - 1));
  });

  it('takes out what XML does not allow and keeps tabs, line breaks, Vietnamese and emoji', () => {
    expect(toCellText('a\u0000\u0008\u000b\u001f\ufffe\uffffb\ud800c')).to.equal('abc');
    expect(toCellText('Đúng\thạn\nTrễ hạn 😀')).to.equal('Đúng\thạn\nTrễ hạn 😀');
  });

  it('writes every kind of line break as one', () => {
    expect(toCellText('a\r\nb\rc\nd')).to.equal('a\nb\nc\nd');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Report } from '../../reports/report-model.ts';
import {
  buildHeaderFooter,
  countParts,
  MAX_DATA_ROWS_PER_SHEET,
  toColumnLetters,
  toPartName,
} from '../../reports/sheet-layout.ts';

const TITLE = { vi: 'Nợ & phí', en: 'Debts & fees' };
const REPORT: Report = { title: TITLE, organisation: 'A & B', footer: 'run-1', createdAt: 0, sheets: [] };

describe('countParts', () => {
  it('gives a table without rows a sheet, a full sheet one, and one row more a second', () => {
    expect(countParts(0, 10)).to.equal(1);
    expect(countParts(9, 10)).to.equal(1);
    expect(countParts(10, 10)).to.equal(1);
    expect(countParts(11, 10)).to.equal(2);
  });

  it('leaves room on a full sheet for headings, totals and the place to sign', () => {
    expect(MAX_DATA_ROWS_PER_SHEET).to.be.within(1_048_500, 1_048_573);
  });
});

describe('toPartName', () => {
  it('numbers the parts from the second on', () => {
    expect(toPartName('Trễ hạn', 1)).to.equal('Trễ hạn');
    expect(toPartName('Trễ hạn', 2)).to.equal('Trễ hạn (2)');
  });

  it('takes 31 characters and refuses 32, the number of the part included', () => {
    expect(toPartName('x'.repeat(31), 1)).to.have.length(31);
    expect(() => toPartName('x'.repeat(32), 1)).to.throw('length');
    expect(() => toPartName('x'.repeat(28), 2)).to.throw('length');
  });

  it('refuses characters that Excel forbids in names of sheets', () => {
    for (const name of ['a/b', 'a\\b', 'a?b', 'a*b', 'a:b', 'a[b', 'a]b', "'a", "a'"]) {
      expect(() => toPartName(name, 1), name).to.throw('forbidden');
    }
  });
});

describe('toColumnLetters', () => {
  it('goes on after Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(toColumnLetters)).to.deep.equal(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('buildHeaderFooter', () => {
  it('keeps an ampersand in a name from being read as a code', () => {
    const { oddHeader } = buildHeaderFooter(REPORT, TITLE);
    expect(oddHeader).to.contain('A && B').and.to.contain('Nợ && phí');
  });

  it('numbers the pages and says at the foot which run it is', () => {
    expect(buildHeaderFooter(REPORT, TITLE).oddFooter).to.contain('run-1').and.to.contain('&P/&N');
  });

  it('refuses what is longer than Excel takes', () => {
    expect(() => buildHeaderFooter({ ...REPORT, footer: 'x'.repeat(255) }, TITLE)).to.throw('longer');
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { TableSheet } from '../../../reports/report-model.ts';
import { listCurrencies, toCurrencySheet, toMoneyType } from '../../../reports/shared/money-columns.ts';

const HEADING = { vi: 'A', en: 'A' } as const;
const SHEET: TableSheet = {
  kind: 'table',
  name: 'Nợ - Debt',
  title: { vi: 'Nợ', en: 'Debt' },
  columns: [
    { key: 'id', heading: HEADING, width: 9, type: 'text', total: 'none' },
    { key: 'open', heading: HEADING, width: 9, type: 'money', total: 'sum' },
  ],
  readRows: async function* () {},
  closing: [],
};

describe('sheets of money', () => {
  it('show decimals for the currencies that have them', () => {
    expect(toMoneyType('VND')).to.equal('money');
    expect(toMoneyType('JPY')).to.equal('money');
    expect(toMoneyType('USD')).to.equal('money-cents');
  });

  it('keep their plain name in VND and name every other currency', () => {
    expect(toCurrencySheet(SHEET, 'VND')).to.deep.equal(SHEET);
    const usd = toCurrencySheet(SHEET, 'USD');
    expect(usd.name).to.equal('Nợ - Debt USD');
    expect(usd.title).to.deep.equal({ vi: 'Nợ (USD)', en: 'Debt (USD)' });
    expect(usd.columns.map(({ type }) => type)).to.deep.equal(['text', 'money-cents']);
  });

  it('exist for the currencies that occur, VND first, and for VND where none does', () => {
    expect(listCurrencies(['USD', 'EUR', 'VND', null, 'USD'])).to.deep.equal(['VND', 'USD', 'EUR']);
    expect(listCurrencies(['USD'])).to.deep.equal(['USD']);
    expect(listCurrencies([null])).to.deep.equal(['VND']);
  });
});

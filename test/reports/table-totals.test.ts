import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Column } from '../../reports/report-model.ts';
import { buildShare, buildTotal, createTally } from '../../reports/table-totals.ts';

const BASE = { heading: { vi: 'A', en: 'A' }, width: 10 } as const;
const ID: Column = { ...BASE, key: 'id', type: 'text', total: 'count' };
const MET: Column = { ...BASE, key: 'met', type: 'integer', total: 'sum' };
const MISSED: Column = { ...BASE, key: 'missed', type: 'integer', total: 'none' };
const COLUMNS = [ID, MET, MISSED] as const;

describe('totals of a table', () => {
  it('sum and count what a filter leaves visible, with the result stored beside', () => {
    const { add, readTotals } = createTally(COLUMNS);
    add({ id: 'a', met: 2, missed: 1 });
    add({ id: 'b', met: null, missed: 1 });
    add({ id: null, met: 3, missed: 1 });
    const totals = readTotals();
    expect(buildTotal(COLUMNS, 0, 4, totals)).to.deep.equal({ formula: 'SUBTOTAL(103,A2:A4)', result: 2 });
    expect(buildTotal(COLUMNS, 1, 4, totals)).to.deep.equal({ formula: 'SUBTOTAL(109,B2:B4)', result: 5 });
    expect(buildTotal(COLUMNS, 2, 4, totals)).to.equal(null);
    expect(buildTotal(COLUMNS, 3, 4, totals)).to.equal(null);
  });

  it('are 0 for a column that is empty all the way down', () => {
    expect(buildTotal(COLUMNS, 1, 2, new Map())).to.deep.equal({ formula: 'SUBTOTAL(109,B2:B2)', result: 0 });
  });

  it('cannot add up text', () => {
    expect(() => createTally(COLUMNS).add({ id: 'a', met: 'x', missed: 1 })).to.throw('met');
  });

  it('do not count texts of which nothing is left in the cell', () => {
    const { add, readTotals } = createTally(COLUMNS);
    for (const id of ['', '\u0000', 'a']) add({ id, met: null, missed: null });
    expect(readTotals().get('id')).to.equal(1);
    expect(readTotals().has('met')).to.equal(false);
  });

  it('have exact sums of whole numbers beside them, however large, of rows that there are', () => {
    const { add, readSums } = createTally(COLUMNS);
    expect(readSums().size).to.equal(0);
    const met = [Number.MAX_SAFE_INTEGER, 1, -5, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null, 7];
    for (const each of met) add({ id: 'a', met: each, missed: null });
    expect(readSums().get('met')).to.equal(BigInt(Number.MAX_SAFE_INTEGER) + 3n);
    expect(readSums().get('missed')).to.equal(0n);
    expect(readSums().has('id')).to.equal(false);
  });
});

describe('buildShare', () => {
  const numbers: Readonly<Record<string, number>> = { met: 3, missed: 1 };
  const share = { of: 'met', among: ['met', 'missed'] } as const;

  it('divides one column by the sum of others in the row', () => {
    const cell = buildShare(COLUMNS, share, 7, (key) => numbers[key] ?? 0);
    expect(cell).to.deep.equal({ formula: 'IF(B7+C7=0,"",B7/(B7+C7))', result: 0.75 });
  });

  it('is empty where there is nothing to divide by', () => {
    expect(buildShare(COLUMNS, share, 7, () => 0).result).to.equal('');
  });

  it('refuses columns that the sheet does not have', () => {
    expect(() => buildShare([ID], share, 7, () => 0)).to.throw('met');
  });
});

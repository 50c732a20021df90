import { expect } from 'chai';
import { describe, it } from 'mocha';
import { AGEING_BUCKETS } from '../../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../../src/domain/debt-report.ts';
import { buildBalance, buildBalances, buildDebtSource, buildInvoice } from '../debt-samples.ts';
import { failToWriteDebt, pickColumns, readTotal, writeDebtWorkbook } from '../debt-workbooks.ts';

const BUCKETS = [
  'Not due',
  '1–30 days',
  '31–60 days',
  '61–90 days',
  '91–180 days',
  '181–365 days',
  'Over 365 days',
] as const;
const SUMS = [...BUCKETS, 'Undisputed open', 'Disputed', 'Open'];

describe('the workbook debt-ageing', () => {
  it('puts what a customer owes into the column of its bucket, and adds it up', async () => {
    const invoices = AGEING_BUCKETS.map((ageingBucket, index) =>
      buildInvoice(`HDON-${index}`, { decision: { ageingBucket, openAmount: 10 ** index } }),
    );
    const workbook = await write(invoices);
    const expected = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 1_111_111, 0, 1_111_111];
    expect(pickColumns(workbook, 'Theo KH - Customers', SUMS)).to.deep.equal([expected]);
    expect(pickColumns(workbook, 'Theo đơn vị - Units', SUMS)).to.deep.equal([expected]);
    expect(pickColumns(workbook, 'Hoá đơn - Invoices', ['Invoice', 'Open'])).to.deep.equal(
      invoices.map(({ decision }) => [decision.id, decision.openAmount]),
    );
  });

  it('keeps disputed amounts out of the buckets, but in what is open', async () => {
    const workbook = await write([
      buildInvoice('HDON-1', { decision: { openAmount: 70 } }),
      buildInvoice('HDON-2', { decision: { openAmount: 30 }, details: { isDisputed: true } }),
    ]);
    const columns = ['1–30 days', 'Undisputed open', 'Disputed', 'Open'];
    expect(pickColumns(workbook, 'Theo KH - Customers', columns)).to.deep.equal([[70, 70, 30, 100]]);
    expect(pickColumns(workbook, 'Hoá đơn - Invoices', ['Invoice', 'Disputed'])).to.deep.equal([
      ['HDON-1', null],
      ['HDON-2', 'Có'],
    ]);
    for (const sheet of ['Theo đơn vị - Units', 'Theo KH - Customers', 'Hoá đơn - Invoices']) {
      expect(readTotal(workbook, sheet, 'Open'), sheet).to.equal(100);
    }
  });

  it('sorts customers by id and shows credits, also of one that owes nothing', async () => {
    const workbook = await write(
      [
        buildInvoice('HDON-1', { decision: { customerId: 'KH-9', openAmount: 5 } }),
        buildInvoice('HDON-2', { decision: { customerId: 'KH-10', openAmount: 7 } }),
      ],
      [
        buildBalance('KH-5', { customerName: 'Công ty Trả Thừa', settledMinor: 40, creditMinor: 40 }),
        buildBalance('KH-6', { invoicedMinor: 9, settledMinor: 9 }),
        buildBalance('KH-9', { settledMinor: 3, creditMinor: 3 }),
      ],
    );
    const columns = ['Customer id', 'Customer', 'Debtor type', 'Open', 'Credit'];
    expect(pickColumns(workbook, 'Theo KH - Customers', columns)).to.deep.equal([
      ['KH-10', 'Công ty A', 'Tổ chức', 7, 0],
      ['KH-5', 'Công ty Trả Thừa', null, 0, 40],
      ['KH-9', 'Công ty A', 'Tổ chức', 5, 3],
    ]);
    expect(readTotal(workbook, 'Theo KH - Customers', 'Credit')).to.equal(43);
  });

  it('has sheets of its own for another currency, with its cents', async () => {
    const workbook = await write([
      buildInvoice('HDON-1', { decision: { openAmount: 100 } }),
      buildInvoice('HDON-2', { decision: { openAmount: 12_345, currency: 'USD' } }),
    ]);
    expect(pickColumns(workbook, 'Theo KH - Customers', ['Customer id', 'Open'])).to.deep.equal([['KH-1', 100]]);
    expect(pickColumns(workbook, 'Theo KH - Customers USD', ['Customer id', 'Open'])).to.deep.equal([['KH-1', 123.45]]);
    expect(pickColumns(workbook, 'Hoá đơn - Invoices USD', ['Invoice', 'Open'])).to.deep.equal([['HDON-2', 123.45]]);
    expect(readTotal(workbook, 'Theo đơn vị - Units USD', 'Open')).to.equal(123.45);
  });

  it('lists units by code with those unknown last', async () => {
    const workbook = await write([
      buildInvoice('HDON-1', { details: { managingUnit: null } }),
      buildInvoice('HDON-2', { details: { managingUnit: 'CTKV2' } }),
      buildInvoice('HDON-3', { details: { managingUnit: 'CTKV1' } }),
    ]);
    expect(pickColumns(workbook, 'Theo đơn vị - Units', ['Managing unit', 'Unit name', 'Invoices'])).to.deep.equal([
      ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1', 1],
      ['CTKV2', 'Công ty Dịch vụ MobiFone khu vực 2', 1],
      ['Chưa rõ đơn vị', null, 1],
    ]);
  });

  it('shows every open invoice with its dates and its age', async () => {
    const workbook = await write([buildInvoice('HDON-1')]);
    const columns = ['Contract', 'Product', 'Issued', 'Due', 'Effective due', 'Days past due', 'Bucket', 'Amount'];
    expect(pickColumns(workbook, 'Hoá đơn - Invoices', columns)).to.deep.equal([
      [
        'HD-1',
        'SMS Brandname',
        new Date('2026-12-01T00:00:00Z'),
        new Date('2026-12-20T00:00:00Z'),
        new Date('2026-12-21T00:00:00Z'),
        10,
        '1–30 ngày',
        1_000_000,
      ],
    ]);
  });

  it('is not written where customers owe less by age than their invoices', async () => {
    const invoices = [buildInvoice('HDON-1', { decision: { openAmount: 5 } })];
    const readBalances = async function* () {
      for (const balance of buildBalances(invoices)) yield { ...balance, ageing: null };
    };
    const { error, files } = await failToWriteDebt(buildDebtSource({ invoices }, { readBalances }));
    expect(String(error)).to.contain('Open: decisions = buckets + disputed by customer (VND) (5 and 0)');
    expect(files).to.deep.equal([]);
  });

  it('is not written where the balance of one customer holds what another owes', async () => {
    const invoices = [buildInvoice('HDON-1', { decision: { openAmount: 5 } })];
    const [mine] = buildBalances(invoices);
    const readBalances = async function* () {
      yield buildBalance('KH-1', { ageing: mine?.ageing ?? null });
      yield buildBalance('KH-2', { invoicedMinor: 5, openMinor: 5 });
    };
    const { error, files } = await failToWriteDebt(buildDebtSource({ invoices }, { readBalances }));
    expect(String(error)).to.contain('Customers whose open invoices differ from their balance = 0 (2 and 0)');
    expect(files).to.deep.equal([]);
  });
});

function write(invoices: readonly DecidedInvoice[], balances: Parameters<typeof buildDebtSource>[0]['balances'] = []) {
  return writeDebtWorkbook(buildDebtSource({ invoices, balances }), 'debt-ageing');
}

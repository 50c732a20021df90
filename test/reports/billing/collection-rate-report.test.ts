import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DecidedContract } from '../../../src/domain/billing-report.ts';
import { buildBillingSource, buildDecidedContract, buildOpenInvoice } from '../decided-contracts.ts';
import { findOnCover, getSheet, readCell, readTable, readTexts } from '../read-workbook.ts';
import { writeOneBilling } from '../write-billing.ts';

const SHEET = 'Tỷ lệ thu - Collection';

const CONTRACTS: readonly DecidedContract[] = [
  buildDecidedContract('HD-1', {
    invoices: [
      buildOpenInvoice('A', { openMinor: 250_000 }),
      buildOpenInvoice('B', { month: null, daysPastDue: -3 }),
      buildOpenInvoice('C', { month: '2026-10-15/2026-11-14' }),
    ],
  }),
  buildDecidedContract('HD-2', { invoices: [buildOpenInvoice('D', { openMinor: 750_000 })] }),
  buildDecidedContract('HD-3', { invoices: [buildOpenInvoice('E')], details: { managingUnit: 'CTKV2' } }),
  buildDecidedContract('HD-4', { invoices: [buildOpenInvoice('F')], details: { managingUnit: null } }),
  buildDecidedContract('HD-5', { currency: 'USD', invoices: [buildOpenInvoice('G', { openMinor: 1 })] }),
];

describe('the workbook billing-collection-rate', () => {
  it('adds up month N by unit and product over all contracts', async () => {
    const rows = readTable(getSheet(await writeRate(), SHEET));
    expect(rows[0]).to.deep.equal({
      Month: '2026-10',
      'Managing unit': 'CTKV1',
      'Unit name': 'Công ty Dịch vụ MobiFone khu vực 1',
      Product: 'SMS Brandname',
      Invoices: 2,
      Invoiced: 2_000_000,
      Collected: 1_000_000,
      Open: 1_000_000,
      'Of which overdue': 1_000_000,
      'Collection rate': 0.5,
    });
  });

  it('sorts by month, unit and product, and puts last what names none', async () => {
    const rows = readTable(getSheet(await writeRate(), SHEET));
    expect(rows.map((row) => [row.Month, row['Managing unit'], row['Of which overdue']])).to.deep.equal([
      ['2026-10', 'CTKV1', 1_000_000],
      ['2026-10', 'CTKV2', 1_000_000],
      ['2026-10', null, 1_000_000],
      ['15/10/2026 – 14/11/2026', 'CTKV1', 1_000_000],
      ['Không ghi kỳ', 'CTKV1', 0],
    ]);
  });

  it('makes the rate a live formula, in the rows and in the totals, and leaves room to sign', async () => {
    const sheet = getSheet(await writeRate(), SHEET);
    expect(sheet.getCell('J2').formula).to.equal('IF(F2=0,"",G2/(F2))');
    expect(sheet.getCell('F8').formula).to.equal('SUBTOTAL(109,F2:F6)');
    expect(readCell(sheet.getCell('F8'))).to.equal(6_000_000);
    expect(readCell(sheet.getCell('J8'))).to.equal(1 / 6);
    expect(readTexts(sheet)).to.include.members(['Người lập biểu', 'Kế toán trưởng', 'Giám đốc']);
  });

  it('adds cents of another currency on its own sheet', async () => {
    const workbook = await writeRate();
    const [row] = readTable(getSheet(workbook, `${SHEET} USD`));
    expect(row).to.include({ Invoiced: 10_000, Collected: 9999.99, Open: 0.01 });
    expect(findOnCover(workbook, 'Còn nợ: tỷ lệ thu = các hợp đồng (USD)').slice(3)).to.deep.equal([0.01, 0.01]);
  });
});

function writeRate() {
  return writeOneBilling(buildBillingSource(CONTRACTS), 'billing-collection-rate');
}

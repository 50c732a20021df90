import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DebtInvoiceDecision, ReleasedProvision } from '../../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../../src/domain/debt-report.ts';
import { buildBalance, buildDebtSource, buildInvoice, type InvoiceParts } from '../debt-samples.ts';
import { failToWriteDebt, pickColumns, readTotal, writeDebtWorkbook } from '../debt-workbooks.ts';
import { getSheet, readTexts } from '../read-workbook.ts';

const JOURNAL = ['Unit', 'Increase', 'Reversal', 'Debit', 'Credit', 'Amount to book'];
const RELEASED: ReleasedProvision = {
  invoiceId: '',
  contractId: 'HD-7',
  managingUnit: 'CTKV2',
  currency: 'VND',
  bookedMinor: 0,
  bookedOn: null,
};
const RELEASES = buildBalance('KH-7', {
  releasedProvisions: [
    { ...RELEASED, invoiceId: 'HDON-92', bookedMinor: 50, bookedOn: '2026-06-30' },
    { ...RELEASED, invoiceId: 'HDON-91', bookedMinor: 20 },
  ],
});

describe('the workbook debt-provision', () => {
  it('shows how the provision of each invoice comes about', async () => {
    const workbook = await write([
      provide('HDON-1', {
        decision: { openAmount: 1_000, provisionRatePercent: 30, provisionAmount: 270, provisionBooked: 70 },
        details: { offsetMinor: 100, monthsPastDue: 7, schedule: 'special', bookedOn: '2026-11-30' },
      }),
      buildInvoice('HDON-2', { decision: { openAmount: 500 } }),
    ]);
    const columns = ['Invoice', 'Months past due', 'Schedule', 'Rate', 'Open', 'Offset', 'Base', 'Required', 'Booked'];
    expect(pickColumns(workbook, 'Hoá đơn - Invoices', [...columns, 'Change', 'Supported'])).to.deep.equal([
      ['HDON-1', 7, 'Cá nhân – cước trả sau', 0.3, 1_000, 100, 900, 270, 70, 200, 'Có'],
      ['HDON-2', 0, 'Thông thường', 0, 500, 0, 500, 0, 0, 0, 'Không cần'],
    ]);
    expect(readTotal(workbook, 'Hoá đơn - Invoices', 'Change')).to.equal(200);
  });

  it('lists provisions that documents are missing for', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionAmount: 100 } }),
      provide('HDON-2', {
        decision: {
          provisionAmount: 90,
          provisionSupported: false,
          missingEvidence: ['contract-or-commitment', 'debt-list'],
        },
      }),
    ]);
    expect(pickColumns(workbook, 'Thiếu hồ sơ - Missing', ['Invoice', 'Required', 'Missing documents'])).to.deep.equal([
      ['HDON-2', 90, 'Hợp đồng hoặc cam kết nợ; Bảng kê công nợ'],
    ]);
  });

  it('proposes one net entry for each unit: increases to 642, reversals from it', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionAmount: 300, provisionBooked: 100 } }),
      provide('HDON-2', { decision: { provisionAmount: 0, provisionBooked: 80 } }),
      provide('HDON-3', { decision: { provisionAmount: 10, provisionBooked: 60 }, details: { managingUnit: 'CTKV2' } }),
      provide('HDON-4', { decision: { provisionAmount: 5, provisionBooked: 5 }, details: { managingUnit: 'CTKV3' } }),
    ]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([
      ['CTKV1', 200, 80, '642', '2293', 120],
      ['CTKV2', 0, 50, '2293', '642', 50],
    ]);
    expect(readTotal(workbook, 'Bút toán - Journal', 'Increase')).to.equal(200);
    expect(readTotal(workbook, 'Bút toán - Journal', 'Reversal')).to.equal(130);
  });

  it('books nothing where increase and reversal of a unit are the same', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionAmount: 80 } }),
      provide('HDON-2', { decision: { provisionBooked: 80 } }),
    ]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([['CTKV1', 80, 80, null, null, 0]]);
  });

  it('keeps unsupported increases out of the journal, but not reversals without documents', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionAmount: 1_234_567, provisionSupported: false } }),
      provide('HDON-2', { decision: { provisionAmount: 10, provisionBooked: 40, provisionSupported: false } }),
    ]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([['CTKV1', 0, 30, '2293', '642', 30]]);
    const notes = readTexts(getSheet(workbook, 'Bút toán - Journal'));
    expect(notes.some((note) => note.includes('chưa đủ hồ sơ: 1,234,567 VND của 1 hoá đơn'))).to.equal(true);
  });

  it('reverses in full what is booked for invoices that are not open any more', async () => {
    const workbook = await write([provide('HDON-1', { decision: { provisionAmount: 100 } })], [RELEASES]);
    const columns = ['Invoice', 'Customer id', 'Managing unit', 'To release'];
    expect(pickColumns(workbook, 'Hoàn nhập - Released', columns)).to.deep.equal([
      ['HDON-91', 'KH-7', 'CTKV2', 20],
      ['HDON-92', 'KH-7', 'CTKV2', 50],
    ]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([
      ['CTKV1', 100, 0, '642', '2293', 100],
      ['CTKV2', 0, 70, '2293', '642', 70],
    ]);
  });

  it('nets what is released with the other changes of its unit; units that are not known come last', async () => {
    const unknown: ReleasedProvision = { ...RELEASED, invoiceId: 'HDON-81', managingUnit: null, bookedMinor: 9 };
    const workbook = await write(
      [
        provide('HDON-1', { decision: { provisionAmount: 100 }, details: { managingUnit: 'CTKV2' } }),
        provide('HDON-2', { decision: { provisionBooked: 10 }, details: { managingUnit: 'CTKV2' } }),
      ],
      [buildBalance('KH-8', { releasedProvisions: [unknown] }), RELEASES],
    );
    expect(pickColumns(workbook, 'Bút toán - Journal', [...JOURNAL, 'Of it released'])).to.deep.equal([
      ['CTKV2', 100, 80, '642', '2293', 20, 70],
      ['Chưa rõ đơn vị', 0, 9, '2293', '642', 9, 9],
    ]);
    expect(readTotal(workbook, 'Bút toán - Journal', 'Of it released')).to.equal(79);
  });

  it('books nothing of what is released in another currency, and of what was never booked', async () => {
    const released: readonly ReleasedProvision[] = [
      { ...RELEASED, invoiceId: 'HDON-81', currency: 'USD', bookedMinor: 9 },
      { ...RELEASED, invoiceId: 'HDON-82', bookedMinor: 0 },
    ];
    const workbook = await write([], [buildBalance('KH-8', { releasedProvisions: released })]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([]);
    expect(readTexts(getSheet(workbook, 'Bút toán - Journal')).join(' ')).to.contain('ngoại tệ: 1 khoản');
  });

  it('names the accounts', async () => {
    const notes = readTexts(getSheet(await write([]), 'Bút toán - Journal')).join(' ');
    expect(notes).to.contain('642 – Chi phí quản lý doanh nghiệp').and.to.contain('2293 – Dự phòng phải thu khó đòi');
  });

  it('proves that the journal is the change less what is released', async () => {
    const workbook = await write(
      [
        provide('HDON-1', { decision: { provisionAmount: 300 } }),
        provide('HDON-2', { decision: { provisionBooked: 80 } }),
        provide('HDON-3', { decision: { provisionAmount: 1_000, provisionSupported: false } }),
      ],
      [RELEASES],
    );
    const cover = getSheet(workbook, 'Trang bìa - Cover');
    const found: unknown[] = [];
    cover.eachRow((row) => {
      if (String(row.getCell(2).value).startsWith('Journal: increase −')) {
        found.push(row.getCell(4).value, row.getCell(5).value);
      }
    });
    expect(found).to.deep.equal([300 - 80 - 70 + 1_000, 300 - 80 + 1_000 - 70]);
  });

  it('lists other currencies on sheets of their own and books none of them', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionAmount: 100 } }),
      provide('HDON-2', { decision: { openAmount: 20_000, provisionAmount: 10_050, currency: 'USD' } }),
    ]);
    expect(pickColumns(workbook, 'Hoá đơn - Invoices USD', ['Invoice', 'Required'])).to.deep.equal([['HDON-2', 100.5]]);
    expect(pickColumns(workbook, 'Bút toán - Journal', JOURNAL)).to.deep.equal([['CTKV1', 100, 0, '642', '2293', 100]]);
    for (const sheet of ['Tổng hợp - Summary USD', 'Hoá đơn - Invoices USD', 'Bút toán - Journal']) {
      const texts = readTexts(getSheet(workbook, sheet));
      expect(
        texts.some((text) => text.includes('quy đổi theo tỷ giá do kế toán xác định')),
        sheet,
      ).to.equal(true);
    }
  });

  it('adds up by unit, table and rate', async () => {
    const workbook = await write([
      provide('HDON-1', { decision: { provisionRatePercent: 50, provisionAmount: 10 } }),
      provide('HDON-2', { decision: { provisionRatePercent: 30, provisionAmount: 20, provisionSupported: false } }),
      provide('HDON-3', { decision: { provisionRatePercent: 30, provisionAmount: 40, provisionBooked: 15 } }),
      provide('HDON-4', {
        decision: { provisionRatePercent: 30, provisionAmount: 80 },
        details: { schedule: 'special' },
      }),
    ]);
    const columns = ['Schedule', 'Rate', 'Invoices', 'Required', 'Booked', 'Change', 'Of it not supported'];
    expect(pickColumns(workbook, 'Tổng hợp - Summary', columns)).to.deep.equal([
      ['Thông thường', 0.3, 2, 60, 15, 45, 20],
      ['Thông thường', 0.5, 1, 10, 0, 10, 0],
      ['Cá nhân – cước trả sau', 0.3, 1, 80, 0, 80, 0],
    ]);
    expect(readTotal(workbook, 'Tổng hợp - Summary', 'Required')).to.equal(150);
  });

  it('is not written where the change is not required less booked', async () => {
    const wrong = provide('HDON-1', { decision: { provisionAmount: 100, provisionBooked: 30, provisionChange: 69 } });
    const { error, files } = await failToWriteDebt(buildDebtSource({ invoices: [wrong] }));
    expect(String(error)).to.contain('Required − booked = change (VND) (70 and 69)');
    expect(files).to.deep.equal([]);
  });
});

/** An invoice with a provision whose documents are complete. */
function provide(id: string, parts: InvoiceParts): DecidedInvoice {
  const defaults: Partial<DebtInvoiceDecision> = { provisionRatePercent: 30, provisionSupported: true };
  return buildInvoice(id, { ...parts, decision: { ...defaults, ...parts.decision } });
}

function write(invoices: readonly DecidedInvoice[], balances: Parameters<typeof buildDebtSource>[0]['balances'] = []) {
  return writeDebtWorkbook(buildDebtSource({ invoices, balances }), 'debt-provision');
}

import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import type { DebtInvoiceDecision, WriteOffCase } from '../../../src/domain/debt-decision.ts';
import type { DecidedInvoice } from '../../../src/domain/debt-report.ts';
import { buildBalance, buildDebtSource, buildInvoice, type InvoiceParts } from '../debt-samples.ts';
import { failToWriteDebt, pickColumns, readTotal, writeDebtWorkbook } from '../debt-workbooks.ts';
import { getSheet, readCell, readTexts } from '../read-workbook.ts';

const MINUTES = 'Biên bản - Minutes';
const DOCUMENTS = ['Contract', 'Debt list', 'Reconciled', 'Books', 'Document of the case'];

describe('the workbook debt-write-off', () => {
  it('lists proposals by case with their documents', async () => {
    const workbook = await write([
      propose('HDON-1', 4, { details: { legalStatus: 'dead', legalStatusOn: '2026-05-01' } }),
      propose('HDON-2', 1, { details: { legalStatus: 'bankrupt' }, decision: { writeOffCases: [1, 6] } }),
      buildInvoice('HDON-3'),
    ]);
    const sheet = 'Đề nghị - Proposals';
    expect(pickColumns(workbook, sheet, ['Invoice', 'Case', 'All cases', 'Basis'])).to.deep.equal([
      ['HDON-2', 1, '1, 6', 'Đã phá sản'],
      ['HDON-1', 4, '4', 'Đã chết'],
    ]);
    expect(pickColumns(workbook, sheet, ['Books', 'Document of the case'])).to.deep.equal([
      ['Có', 'Có: Quyết định của Toà án về phá sản'],
      ['Có', 'Có: Giấy chứng tử'],
    ]);
  });

  it('takes what is set off from the value to show the actual loss', async () => {
    const workbook = await write([
      propose('HDON-1', 1, { decision: { openAmount: 900 }, details: { offsetMinor: 200 } }),
    ]);
    expect(pickColumns(workbook, 'Đề nghị - Proposals', ['Open', 'Recovered', 'Actual loss'])).to.deep.equal([
      [900, 200, 700],
    ]);
    expect(readTotal(workbook, 'Đề nghị - Proposals', 'Actual loss')).to.equal(700);
  });

  it('lists what is not ready with the documents that are missing', async () => {
    const workbook = await write([
      propose('HDON-1', 4, {
        decision: { writeOffAction: 'not-ready', writeOffMissing: ['books', 'custody-confirmation'] },
        details: { legalStatus: 'detained' },
      }),
    ]);
    expect(pickColumns(workbook, 'Chưa đủ - Not ready', [...DOCUMENTS, 'Missing documents'])).to.deep.equal([
      [
        'Có',
        'Có',
        'Có',
        'Thiếu',
        'Thiếu: Xác nhận truy tố, giam giữ, xét xử, thi hành án',
        'Sổ kế toán, chứng từ còn theo dõi nợ; Xác nhận truy tố, giam giữ, xét xử, thi hành án',
      ],
    ]);
    expect(pickColumns(workbook, 'Đề nghị - Proposals', ['Invoice'])).to.deep.equal([]);
  });

  it('rests the cases of full provision on the day of the books', async () => {
    const workbook = await write([propose('HDON-1', 7, { details: { fullyProvisionedOn: '2025-12-31' } })]);
    expect(pickColumns(workbook, 'Đề nghị - Proposals', ['Basis', 'Basis since'])).to.deep.equal([
      ['Dự phòng đủ 100%', new Date('2025-12-31T00:00:00Z')],
    ]);
  });

  it('tracks what was written off with recoveries and the loss that is left', async () => {
    const common = {
      ...{ contractId: 'HD-7', currency: 'VND' as const, writtenOffOn: '2024-12-31' },
      ...{ usedProvisionMinor: 70, trackedUntil: '2034-12-31' },
    };
    const balance = buildBalance('KH-7', {
      writeOffs: [
        { ...common, invoiceId: 'HDON-92', writtenOffMinor: 500, recoveredMinor: 120 },
        { ...common, invoiceId: 'HDON-91', writtenOffMinor: 100, recoveredMinor: 0, trackedUntil: '2026-12-31' },
        { ...common, invoiceId: 'HDON-90', writtenOffMinor: 900, recoveredMinor: 0, trackedUntil: '2020-01-01' },
      ],
    });
    const workbook = await writeDebtWorkbook(buildDebtSource({ balances: [balance] }), 'debt-write-off');
    expect(
      pickColumns(workbook, 'Theo dõi - Tracked', [
        'Invoice',
        'Written off',
        'Recovered',
        'Actual loss',
        'Provision used',
        'Tracked until',
      ]),
    ).to.deep.equal([
      ['HDON-91', 100, 0, 100, 70, new Date('2026-12-31T00:00:00Z')],
      ['HDON-92', 500, 120, 380, 70, new Date('2034-12-31T00:00:00Z')],
    ]);
  });

  it('is not written where a proposal lacks a document', async () => {
    const wrong = propose('HDON-1', 1, { decision: { writeOffMissing: ['books'] } });
    const { error, files } = await failToWriteDebt(buildDebtSource({ invoices: [wrong] }));
    expect(String(error)).to.contain('Proposals that lack documents = 0 (1 and 0)');
    expect(files).to.deep.equal([]);
  });
});

describe('the minutes of the debt council', () => {
  it('stand right after the cover, once for each currency', async () => {
    const workbook = await write([propose('HDON-1', 1), propose('HDON-2', 2, { decision: { currency: 'USD' } })]);
    expect(workbook.worksheets.slice(0, 4).map(({ name }) => name)).to.deep.equal([
      'Trang bìa - Cover',
      MINUTES,
      'Biên bản - Minutes USD',
      'Đề nghị - Proposals',
    ]);
  });

  it('add up debts, value, what was recovered and the loss by case', async () => {
    const workbook = await write([
      propose('HDON-1', 1, { decision: { openAmount: 900 }, details: { offsetMinor: 200 } }),
      propose('HDON-2', 1, { decision: { openAmount: 50 } }),
      propose('HDON-3', 6, { decision: { openAmount: 7 } }),
      propose('HDON-4', 1, { decision: { openAmount: 12_345, currency: 'USD' } }),
    ]);
    expect(findLine(workbook, MINUTES, 'Trường hợp 1')).to.deep.equal([2, 950, 200, 750]);
    expect(findLine(workbook, MINUTES, 'Trường hợp 2')).to.deep.equal([0, 0, 0, 0]);
    expect(findLine(workbook, MINUTES, 'Trường hợp 6')).to.deep.equal([1, 7, 0, 7]);
    expect(findLine(workbook, MINUTES, 'Tổng cộng')).to.deep.equal([3, 957, 200, 757]);
    expect(findLine(workbook, 'Biên bản - Minutes USD', 'Tổng cộng')).to.deep.equal([1, 123.45, 0, 123.45]);
  });

  it('follow the agenda of minutes, from the name of the state to the conclusion', async () => {
    const texts = readTexts(getSheet(await write([]), MINUTES));
    const agenda = [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: ............ /BB-HĐXLN',
      'BIÊN BẢN HỌP HỘI ĐỒNG XỬ LÝ NỢ',
      'I. Thời gian, địa điểm',
      'II. Thành phần',
      'III. Nội dung',
      'IV. Kết luận',
      'Chủ tịch hội đồng',
    ];
    expect([...new Set(texts)].filter((text) => agenda.includes(text))).to.deep.equal(agenda);
  });

  it('name the law, who signs, and that people decide', async () => {
    const texts = readTexts(getSheet(await write([]), MINUTES));
    expect(texts).to.include.members(['Chủ tịch hội đồng', 'Thư ký', 'Kế toán trưởng', 'Trưởng đơn vị', 'Thành viên']);
    const whole = texts.join(' ');
    expect(whole).to.contain('khoản 4 Điều 6 Thông tư số 48/2019/TT-BTC');
    expect(whole).to.contain('chỉ là đề xuất. Hội đồng xem xét hồ sơ và quyết định đối với từng khoản nợ');
  });

  it('are running text without borders, but for the table of the cases', async () => {
    const sheet = getSheet(await write([propose('HDON-1', 1)]), MINUTES);
    const bordered = new Set<string>();
    sheet.eachRow((row) => {
      const first = row.getCell(1);
      if (first.border?.left !== undefined) bordered.add(first.text.split('\n')[0] ?? '');
    });
    const cases = [1, 2, 3, 4, 5, 6, 7].map((number) => `Trường hợp ${number}`);
    expect([...bordered]).to.deep.equal(['Trường hợp', ...cases, 'Tổng cộng']);
  });
});

/** A debt that is proposed for write-off by the case, with all its documents. */
function propose(id: string, writeOffCase: WriteOffCase, parts: InvoiceParts = {}): DecidedInvoice {
  const proposal: Partial<DebtInvoiceDecision> = {
    writeOffCase,
    writeOffCases: [writeOffCase],
    writeOffAction: 'propose-write-off',
  };
  return buildInvoice(id, { ...parts, decision: { ...proposal, ...parts.decision } });
}

function write(invoices: readonly DecidedInvoice[]) {
  return writeDebtWorkbook(buildDebtSource({ invoices }), 'debt-write-off');
}

/** The numbers of the line of the minutes that begins with the text. */
function findLine(workbook: exceljs.Workbook, sheet: string, first: string): readonly unknown[] {
  const lines: unknown[][] = [];
  getSheet(workbook, sheet).eachRow((row) => {
    if (row.getCell(1).value === first) lines.push([4, 5, 6, 7].map((column) => readCell(row.getCell(column))));
  });
  expect(lines).to.have.length(1);
  return lines[0] ?? [];
}

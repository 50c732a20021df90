import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DebtReportSource, DecidedInvoice } from '../../src/domain/debt-report.ts';
import { Failure } from '../../src/domain/failure.ts';
import {
  buildBalance,
  buildBalances,
  buildCollection,
  buildDebtRun,
  buildDebtSource,
  buildInvoice,
} from './debt-samples.ts';
import { failToWriteDebt, writeDebtWorkbooks } from './debt-workbooks.ts';
import { getSheet, readTable, readTexts } from './read-workbook.ts';

const INVOICES = [
  buildInvoice('HDON-1'),
  buildInvoice('HDON-2', { decision: { openAmount: 250_050, currency: 'USD', customerId: 'KH-2' } }),
  buildInvoice('HDON-3', { decision: { openAmount: 40_000 }, details: { isDisputed: true } }),
];
const COLLECTIONS = [buildCollection('HD-1')];

describe('writeDebtReports', () => {
  it('writes four workbooks named after the day and the run', async () => {
    const workbooks = await writeDebtWorkbooks(buildDebtSource({ invoices: INVOICES, collections: COLLECTIONS }));
    expect([...workbooks.values()].map(({ written }) => written.fileName)).to.deep.equal([
      'debt-ageing-2026-12-31-3f9a1c2b.xlsx',
      'debt-collection-2026-12-31-3f9a1c2b.xlsx',
      'debt-provision-2026-12-31-3f9a1c2b.xlsx',
      'debt-write-off-2026-12-31-3f9a1c2b.xlsx',
    ]);
  });

  it('writes as many rows as it says on each sheet, with a place to sign', async () => {
    const workbooks = await writeDebtWorkbooks(buildDebtSource({ invoices: INVOICES, collections: COLLECTIONS }));
    for (const [report, { written, workbook }] of workbooks) {
      for (const [name, rows] of Object.entries(written.rowsBySheet)) {
        expect(readTable(getSheet(workbook, name)), `${report} ${name}`).to.have.length(rows);
      }
      const texts = workbook.worksheets.flatMap((sheet) => readTexts(sheet));
      expect(texts, report).to.include.members(['Người lập biểu', 'Kế toán trưởng', 'Giám đốc']);
    }
  });

  it('writes workbooks for a run without a single decision', async () => {
    const workbooks = await writeDebtWorkbooks(buildDebtSource({}));
    for (const { written } of workbooks.values()) {
      expect(Object.values(written.rowsBySheet).every((rows) => rows === 0)).to.equal(true);
    }
  });

  it('goes on with further sheets where one is full', async () => {
    const invoices = Array.from({ length: 5 }, (_, index) => buildInvoice(`HDON-${index}`));
    const workbooks = await writeDebtWorkbooks(buildDebtSource({ invoices }), 2);
    expect(workbooks.get('debt-ageing')?.written.rowsBySheet).to.include({
      'Hoá đơn - Invoices': 2,
      'Hoá đơn - Invoices (2)': 2,
      'Hoá đơn - Invoices (3)': 1,
    });
  });

  it('shows the amounts read and stored on each cover', async () => {
    const amounts = [{ input: 'payments', currency: 'USD', readMinor: 250_050n, storedMinor: 250_050n }] as const;
    const workbooks = await writeDebtWorkbooks(buildDebtSource({ invoices: INVOICES }, { amounts }));
    for (const { workbook } of workbooks.values()) {
      const texts = readTexts(getSheet(workbook, 'Trang bìa - Cover'));
      expect(texts).to.include('payments USD: số tiền đã đọc = kho dữ liệu').and.to.include('2500.5');
    }
  });

  it('keeps no workbook where something does not add up, and says what', async () => {
    const fits = buildDebtSource({ invoices: INVOICES, collections: COLLECTIONS });
    const cases: readonly (readonly [string, Partial<DebtReportSource>])[] = [
      ['Decisions: store', { run: buildDebtRun(5, 0) }],
      ['Rejected rows', { run: buildDebtRun(4, 1) }],
      ['amounts read', { amounts: [{ input: 'invoices', currency: 'VND', readMinor: 2n, storedMinor: 1n }] }],
      [
        'balances of customers (VND) (1040000 and 1000000)',
        { readBalances: () => readAll(buildBalances(INVOICES.slice(0, 2))) },
      ],
      [
        'invoiced − settled',
        { readBalances: () => readAll(buildBalances(INVOICES, [buildBalance('KH-3', { creditMinor: 1 })])) },
      ],
    ];
    for (const [where, parts] of cases) {
      const { error, files } = await failToWriteDebt({ ...fits, ...parts });
      expect(error, where).to.be.instanceOf(Failure).and.to.have.property('code', 'CONTROL_TOTALS');
      expect(String(error)).to.contain(where);
      expect(files).to.deep.equal([]);
    }
  });

  it('reads the decisions once, so that the lists tell what the cover has counted', async () => {
    let reads = 0;
    const readDecidedInvoices = (): AsyncIterable<DecidedInvoice> => {
      reads += 1;
      return readAll(INVOICES);
    };
    await writeDebtWorkbooks(buildDebtSource({ invoices: INVOICES }, { readDecidedInvoices }));
    expect(reads).to.equal(1);
  });

  it('names no customer in a failure', async () => {
    const { error } = await failToWriteDebt(buildDebtSource({ invoices: INVOICES }, { run: buildDebtRun(9, 0) }));
    expect(String(error)).not.to.match(/KH-\d|Công ty A|HDON-/);
  });
});

async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

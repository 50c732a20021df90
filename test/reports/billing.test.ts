import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { Failure } from '../../src/domain/failure.ts';
import { buildBillingRun, buildBillingSource, buildDecidedContract, readAll, toBalance } from './decided-contracts.ts';
import { buildRejectedRow } from './decided-tickets.ts';
import { findOnCover, getSheet, readTable } from './read-workbook.ts';
import { failBilling, writeBilling } from './write-billing.ts';

const CONTRACTS: readonly DecidedContract[] = [
  buildDecidedContract('HD-1'),
  buildDecidedContract('HD-2', { decision: { action: 'restrict-service' }, details: { system: 'HT QLDV' } }),
];

describe('writeBillingReports', () => {
  it('writes three workbooks, named after report, day and run', async () => {
    const { written } = await writeBilling(buildBillingSource(CONTRACTS));
    expect(written.map(({ fileName }) => fileName)).to.deep.equal([
      'billing-notices-2026-11-23-3f9a1c2b.xlsx',
      'billing-service-orders-2026-11-23-3f9a1c2b.xlsx',
      'billing-collection-rate-2026-11-23-3f9a1c2b.xlsx',
    ]);
  });

  it('gives each workbook its cover, its sheets and the rejected rows, and tells their rows', async () => {
    const { written, workbooks } = await writeBilling(buildBillingSource(CONTRACTS, [buildRejectedRow(7)]));
    expect([...workbooks.values()].map(({ worksheets }) => worksheets.map(({ name }) => name))).to.deep.equal([
      [
        'Trang bìa - Cover',
        'Tổng hợp - Summary',
        'Thông báo - Notices',
        'Hoá đơn - Invoices',
        'Chưa nhận - Undelivered',
        'Dòng bị loại - Rejected',
      ],
      [
        'Trang bìa - Cover',
        'Khoá 1 chiều - Restrict',
        'Khoá 2 chiều - Lock',
        'Khôi phục - Restore',
        'Thu hồi nợ - Hand-over',
        'Phê duyệt - Approvals',
        'Tạm dừng - Holds',
        'Dưới ngưỡng - Below min',
        'Dòng bị loại - Rejected',
      ],
      ['Trang bìa - Cover', 'Tỷ lệ thu - Collection', 'Dòng bị loại - Rejected'],
    ]);
    for (const { report, rowsBySheet } of written) {
      for (const [name, rows] of Object.entries(rowsBySheet)) {
        const workbook = workbooks.get(report);
        expect(workbook && readTable(getSheet(workbook, name)), `${report}: ${name}`).to.have.length(rows);
      }
    }
  });

  it('shows the day, the amounts of the input and what is open on each cover, to the đồng', async () => {
    const { workbooks } = await writeBilling(buildBillingSource(CONTRACTS));
    for (const workbook of workbooks.values()) {
      const [, day] = findOnCover(workbook, 'Thời điểm số liệu / As of');
      expect(day).to.deep.equal(new Date('2026-11-23T00:00:00Z'));
      const amounts = findOnCover(workbook, 'invoices VND: số tiền đã đọc = kho dữ liệu');
      expect(amounts.slice(2)).to.deep.equal([
        'khớp / agrees',
        '10,000,000,000,000,000', // more digits than a number of Excel keeps
        '10,000,000,000,000,000',
      ]);
      const open = findOnCover(workbook, 'Còn nợ: các hợp đồng = các khách hàng (VND)');
      expect(open.slice(2)).to.deep.equal(['khớp / agrees', 2_000_000, 2_000_000]);
    }
  });

  it('writes workbooks for a run without a single contract', async () => {
    const { written } = await writeBilling(buildBillingSource([]));
    expect(written.flatMap(({ rowsBySheet }) => Object.values(rowsBySheet)).every((rows) => rows === 0)).to.equal(true);
  });

  it('goes on with further sheets where one is full', async () => {
    const contracts = ['HD-1', 'HD-2', 'HD-3'].map((id) => buildDecidedContract(id));
    const { written } = await writeBilling(buildBillingSource(contracts), 2);
    expect(written[0]?.rowsBySheet).to.include({ 'Thông báo - Notices': 2, 'Thông báo - Notices (2)': 1 });
  });

  it('keeps no workbook where decisions, customers, invoices or inputs differ by one đồng', async () => {
    const source = buildBillingSource(CONTRACTS);
    const [first, second] = CONTRACTS;
    const balances = CONTRACTS.map(toBalance);
    const short = balances.map((balance, index) => ({ ...balance, openMinor: balance.openMinor - index }));
    const shortInvoices = balances.map((balance) => ({ ...balance, invoicedMinor: balance.invoicedMinor - 1 }));
    const oneOff = buildDecidedContract('HD-1', { decision: { openAmount: 1_000_001 } });
    const amounts = [{ input: 'payments', currency: 'VND', readMinor: 5n, storedMinor: 6n } as const];
    const cases = [
      ['Open: contracts = customers (VND)', { ...source, readBalances: () => readAll(short) }],
      ['Invoiced: collection rate = customers', { ...source, readBalances: () => readAll(shortInvoices) }],
      ['Open: contracts = invoices', buildBillingSource(second === undefined ? [] : [oneOff, second])],
      ['payments VND: amounts read = store (5 and 6)', { ...source, amounts }],
      ['Decisions: store = report (3 and 2)', { ...source, run: buildBillingRun(3, 0) }],
    ] as const;
    expect(first).not.to.equal(undefined);
    for (const [where, broken] of cases) {
      const { error, files } = await failBilling(broken);
      expect(error, where).to.be.instanceOf(Failure).and.to.have.property('code', 'CONTROL_TOTALS');
      expect(String(error))
        .to.contain(where)
        .and.to.match(/report billing-/);
      expect(files, where).to.deep.equal([]);
    }
  });

  it('reads the decisions once, so that the lists tell what the cover has counted', async () => {
    let reads = 0;
    const readDecidedContracts = (): AsyncIterable<DecidedContract> => {
      reads += 1;
      return readAll(CONTRACTS);
    };
    await writeBilling({ ...buildBillingSource(CONTRACTS), readDecidedContracts });
    expect(reads).to.equal(1);
  });

  it('names no customer in a failure', async () => {
    const { error } = await failBilling({ ...buildBillingSource(CONTRACTS), run: buildBillingRun(3, 0) });
    expect(String(error)).not.to.match(/KH-|HD-|An Bình/);
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DecidedCollection } from '../../../src/domain/debt-report.ts';
import { buildCollection, buildDebtSource } from '../debt-samples.ts';
import { pickColumns, readTotal, writeDebtWorkbook } from '../debt-workbooks.ts';

const CALL = buildCollection('HD-4');
const LETTER = buildCollection('HD-3', { decision: { action: 'send-demand-letter' } });
const OTHER_UNIT = buildCollection('HD-1', { decision: { action: 'visit' }, details: { managingUnit: 'CTKV2' } });
const HELD = buildCollection('HD-2', {
  decision: { action: 'hold', reason: 'promise' },
  details: { heldAction: 'visit' },
});
const PAID = buildCollection('HD-5', {
  decision: { action: 'none', reason: 'paid' },
  details: { overdue: [{ currency: 'VND', overdueMinor: 0 }] },
});
const TWO_CURRENCIES = buildCollection('HD-6', {
  decision: { limitationWarning: true },
  details: {
    overdue: [
      { currency: 'VND', overdueMinor: 700_000 },
      { currency: 'USD', overdueMinor: 12_345 },
    ],
    oldestDueOn: '2024-03-31',
    limitationOn: '2027-03-31',
  },
});

describe('the workbook debt-collection', () => {
  it('lists what is to do by unit, step and contract, and what a hold stops', async () => {
    const workbook = await write([OTHER_UNIT, HELD, LETTER, CALL, PAID]);
    const columns = ['Contract', 'Managing unit', 'Action', 'Held action', 'Reason', 'Overdue'];
    expect(pickColumns(workbook, 'Việc cần làm - Work', columns)).to.deep.equal([
      ['HD-4', 'CTKV1', 'Gọi điện nhắc nợ', null, null, 500_000],
      ['HD-3', 'CTKV1', 'Gửi thư đòi nợ (bảo đảm)', null, null, 500_000],
      ['HD-2', 'CTKV1', 'Tạm dừng', 'Đến gặp trực tiếp', 'Khách hàng đã hẹn trả', 500_000],
      ['HD-1', 'CTKV2', 'Đến gặp trực tiếp', null, null, 500_000],
    ]);
    expect(readTotal(workbook, 'Việc cần làm - Work', 'Overdue')).to.equal(2_000_000);
  });

  it('shows every decision once, also where nothing is to do and why', async () => {
    const workbook = await write([OTHER_UNIT, PAID, TWO_CURRENCIES]);
    const columns = ['Contract', 'Action', 'Reason', 'Limitation', 'Other currencies', 'Overdue VND'];
    expect(pickColumns(workbook, 'Quyết định - Decisions', columns)).to.deep.equal([
      ['HD-1', 'Đến gặp trực tiếp', null, null, null, 500_000],
      ['HD-5', 'Không có việc', 'Đã trả hết nợ quá hạn', null, null, 0],
      ['HD-6', 'Gọi điện nhắc nợ', null, 'Có', 'USD', 700_000],
    ]);
  });

  it('puts a contract that owes two currencies on the sheet of each', async () => {
    const workbook = await write([TWO_CURRENCIES]);
    const columns = ['Contract', 'Overdue'];
    expect(pickColumns(workbook, 'Việc cần làm - Work', columns)).to.deep.equal([['HD-6', 700_000]]);
    expect(pickColumns(workbook, 'Việc cần làm - Work USD', columns)).to.deep.equal([['HD-6', 123.45]]);
    expect(readTotal(workbook, 'Tổng hợp - Summary USD', 'Overdue')).to.equal(123.45);
  });

  it('counts contracts and what they owe by unit and step', async () => {
    const workbook = await write([OTHER_UNIT, CALL, PAID, TWO_CURRENCIES]);
    const columns = ['Managing unit', 'Action', 'Contracts', 'Overdue'];
    expect(pickColumns(workbook, 'Tổng hợp - Summary', columns)).to.deep.equal([
      ['CTKV1', 'Không có việc', 1, 0],
      ['CTKV1', 'Gọi điện nhắc nợ', 2, 1_200_000],
      ['CTKV2', 'Đến gặp trực tiếp', 1, 500_000],
    ]);
  });

  it('warns of debts that will soon be too old to sue for, the most urgent first', async () => {
    const later = buildCollection('HD-1', {
      decision: { limitationWarning: true },
      details: { limitationOn: '2027-05-01' },
    });
    const workbook = await write([later, CALL, TWO_CURRENCIES]);
    expect(
      pickColumns(workbook, 'Thời hiệu - Limitation', ['Contract', 'Oldest due', 'Last day to sue']),
    ).to.deep.equal([
      ['HD-6', new Date('2024-03-31T00:00:00Z'), new Date('2027-03-31T00:00:00Z')],
      ['HD-1', new Date('2026-11-20T00:00:00Z'), new Date('2027-05-01T00:00:00Z')],
    ]);
  });
});

function write(collections: readonly DecidedCollection[]) {
  return writeDebtWorkbook(buildDebtSource({ collections }), 'debt-collection');
}

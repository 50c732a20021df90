import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ActiveHold } from '../../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../../src/domain/billing-report.ts';
import { buildBillingSource, buildDecidedContract } from '../decided-contracts.ts';
import { findOnCover, getSheet, readTable, readTexts } from '../read-workbook.ts';
import { writeOneBilling } from '../write-billing.ts';

const PROMISE: ActiveHold = {
  holdId: 'TD-2',
  kind: 'promise',
  invoiceId: null,
  from: '2026-11-20',
  until: '2026-11-30',
  reason: 'Hẹn trả trước 30/11',
  authority: 'Trưởng phòng cước',
};
const DISPUTE: ActiveHold = { ...PROMISE, holdId: 'TD-1', kind: 'dispute', invoiceId: 'HD-6-1', until: null };

const CONTRACTS: readonly DecidedContract[] = [
  buildDecidedContract('HD-1', { decision: { action: 'restrict-service' }, details: { system: 'HT QLDV' } }),
  buildDecidedContract('HD-2', {
    decision: { action: 'lock-service', serviceStatus: 'restricted', needsApproval: true },
    details: { system: 'HT TC&QLKH', statusSince: '2026-11-01', agentModel: 'wholesale', agentId: 'DL-7' },
  }),
  buildDecidedContract('HD-3', {
    currency: null,
    invoices: [],
    decision: { action: 'restore-service', serviceStatus: 'locked' },
    details: { system: 'HT QLDV' },
  }),
  buildDecidedContract('HD-4', { decision: { action: 'hand-over-to-collection', serviceStatus: 'locked' } }),
  buildDecidedContract('HD-5', { decision: { action: 'none', reason: 'below-minimum' } }),
  buildDecidedContract('HD-6', {
    decision: { action: 'hold', reason: 'promise', heldAction: 'restrict-service', holds: ['TD-1', 'TD-2'] },
    details: { holds: [PROMISE, DISPUTE] },
  }),
  buildDecidedContract('HD-7', { currency: 'EUR', decision: { action: 'restrict-service' } }),
];

describe('the workbook billing-service-orders', () => {
  it('lists what to restrict, lock, restore and hand over, each with the system that carries it out', async () => {
    const workbook = await writeOrders();
    const list = (name: string) =>
      readTable(getSheet(workbook, name)).map((row) => [row.Contract, row['Carried out by'], row.Overdue]);
    expect(list('Khoá 1 chiều - Restrict')).to.deep.equal([['HD-1', 'HT QLDV', 1_000_000]]);
    expect(list('Khoá 1 chiều - Restrict EUR')).to.deep.equal([['HD-7', null, 10_000]]);
    expect(list('Khoá 2 chiều - Lock')).to.deep.equal([['HD-2', 'HT TC&QLKH', 1_000_000]]);
    expect(list('Khôi phục - Restore')).to.deep.equal([['HD-3', 'HT QLDV', 0]]);
    expect(list('Thu hồi nợ - Hand-over')).to.deep.equal([['HD-4', null, 1_000_000]]);
  });

  it('leaves room to sign under each list that is carried out or approved', async () => {
    const workbook = await writeOrders();
    for (const name of ['Khoá 1 chiều - Restrict', 'Khôi phục - Restore', 'Phê duyệt - Approvals']) {
      expect(readTexts(getSheet(workbook, name)), name).to.include('Kế toán trưởng');
    }
  });

  it('shows the orders that need an approval also on a sheet of their own', async () => {
    const workbook = await writeOrders();
    expect(readTable(getSheet(workbook, 'Khoá 2 chiều - Lock'))[0]).to.include({
      'Needs approval': 'Có',
      'Service status': 'Khoá 1 chiều',
    });
    const rows = readTable(getSheet(workbook, 'Phê duyệt - Approvals'));
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ Contract: 'HD-2', 'To be approved': 'Khoá 2 chiều', Agent: 'DL-7' });
  });

  it('lists every active hold with kind, reason, authority, end, and the step where it stops one', async () => {
    const sheet = getSheet(await writeOrders(), 'Tạm dừng - Holds');
    const rows = readTable(sheet);
    expect(rows.map((row) => [row.Hold, row.Kind, row.Invoice, row.Until, row['Held step']])).to.deep.equal([
      ['TD-1', 'Khiếu nại', 'HD-6-1', null, null],
      ['TD-2', 'Hẹn trả', null, new Date('2026-11-30T00:00:00Z'), 'Khoá 1 chiều'],
    ]);
    expect(rows[1]).to.include({ Reason: 'Hẹn trả trước 30/11', Authority: 'Trưởng phòng cước' });
    expect(readTexts(sheet).some((text) => text.includes('until further notice'))).to.equal(true);
  });

  it('lists what is below the minimum', async () => {
    const rows = readTable(getSheet(await writeOrders(), 'Dưới ngưỡng - Below min'));
    expect(rows.map((row) => row.Contract)).to.deep.equal(['HD-5']);
  });

  it('counts orders, approvals and holds on the cover', async () => {
    const workbook = await writeOrders();
    expect(findOnCover(workbook, 'Khoá 1 chiều / Restrict')[1]).to.equal(2);
    expect(findOnCover(workbook, 'Cần phê duyệt / Approvals needed')[1]).to.equal(1);
    expect(findOnCover(workbook, 'Tạm dừng, khiếu nại / Holds and disputes')[1]).to.equal(2);
  });
});

function writeOrders() {
  return writeOneBilling(buildBillingSource(CONTRACTS), 'billing-service-orders');
}

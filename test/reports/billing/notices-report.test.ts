import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { UndeliveredNotice } from '../../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../../src/domain/billing-report.ts';
import { buildBillingSource, buildDecidedContract, buildOpenInvoice } from '../decided-contracts.ts';
import { findOnCover, getSheet, readTable, readTexts } from '../read-workbook.ts';
import { writeOneBilling } from '../write-billing.ts';

const UNDELIVERED: readonly UndeliveredNotice[] = ['2026-11-16', '2026-11-18', '2026-11-20'].map((sentOn, index) => ({
  noticeId: `TB-${index}`,
  kind: 'overdue-notice',
  channel: 'sms',
  sentOn,
}));

const CONTRACTS: readonly DecidedContract[] = [
  buildDecidedContract('HD-1', {
    invoices: [
      buildOpenInvoice('HD-1-1', { openMinor: 400_000 }),
      buildOpenInvoice('HD-1-2', { isAddressed: false, daysPastDue: -5, effectiveDueOn: '2026-11-28' }),
    ],
    decision: { action: 'send-overdue-notice' },
  }),
  buildDecidedContract('HD-2', {
    decision: { action: 'deliver-manually' },
    details: { channel: 'by-hand', undelivered: UNDELIVERED, addresseeId: 'DL-7' },
  }),
  buildDecidedContract('HD-3', { currency: 'USD', invoices: [buildOpenInvoice('HD-3-1', { openMinor: 12_345 })] }),
  buildDecidedContract('HD-4', { decision: { action: 'none', reason: 'waiting' } }),
];

describe('the workbook billing-notices', () => {
  it('lists each notice with what the letter says', async () => {
    const workbook = await writeNotices();
    const rows = readTable(getSheet(workbook, 'Thông báo - Notices'));
    expect(rows).to.have.length(2);
    expect(rows[0]).to.deep.equal({
      Contract: 'HD-1',
      'Customer id': 'KH-HD-1',
      Customer: 'Công ty TNHH Thương mại An Bình',
      'Managing unit': 'CTKV1',
      Product: 'SMS Brandname',
      Addressee: 'KH-HD-1',
      Kind: 'Thông báo quá hạn',
      'To be delivered': null,
      Channel: 'email',
      Invoices: 1,
      'Invoice ids': 'HD-1-1',
      'Amount in the notice': 400_000,
      Overdue: 400_000,
      Open: 1_400_000,
      'Oldest due date': new Date('2026-11-13T00:00:00Z'),
      'Days past due': 10,
    });
  });

  it('tells what has to be delivered by hand, and to whom', async () => {
    const rows = readTable(getSheet(await writeNotices(), 'Thông báo - Notices'));
    expect(rows[1]).to.include({ Kind: 'Giao tận tay', 'To be delivered': 'Thông báo quá hạn', Addressee: 'DL-7' });
  });

  it('keeps amounts of another currency on sheets of their own, with their decimals', async () => {
    const workbook = await writeNotices();
    const [row] = readTable(getSheet(workbook, 'Thông báo - Notices USD'));
    expect(row).to.include({ Contract: 'HD-3', 'Amount in the notice': 123.45, Open: 123.45 });
    expect(readTable(getSheet(workbook, 'Hoá đơn - Invoices USD')).map((invoice) => invoice.Open)).to.deep.equal([
      123.45,
    ]);
    expect(findOnCover(workbook, 'Số tiền thông báo, USD / Amount in the notices, USD')).to.deep.equal([
      'Số tiền thông báo, USD / Amount in the notices, USD',
      123.45,
    ]);
  });

  it('lists the invoices that the notices are about, and no others', async () => {
    const rows = readTable(getSheet(await writeNotices(), 'Hoá đơn - Invoices'));
    expect(rows.map((row) => [row.Contract, row.Invoice, row.Open])).to.deep.equal([
      ['HD-1', 'HD-1-1', 400_000],
      ['HD-2', 'HD-2-1', 1_000_000],
    ]);
  });

  it('adds the notices up by kind and channel, in the order of the ladder, with the place to sign', async () => {
    const sheet = getSheet(await writeNotices(), 'Tổng hợp - Summary');
    const rows = readTable(sheet);
    expect(
      rows.map((row) => [row['Kind in English'], row.Channel, row.Notices, row['Amount in the notices']]),
    ).to.deep.equal([
      ['Overdue notice', 'email', 1, 400_000],
      ['Deliver by hand', 'by-hand', 1, 1_000_000],
    ]);
    expect(readTexts(sheet)).to.include.members(['Người lập biểu', 'Kế toán trưởng', 'Giám đốc']);
  });

  it('lists undelivered notices by kind and channel with the number of sendings', async () => {
    const rows = readTable(getSheet(await writeNotices(), 'Chưa nhận - Undelivered'));
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({
      Contract: 'HD-2',
      Kind: 'Thông báo quá hạn',
      Channel: 'sms',
      'Times sent': 3,
      'What comes next': 'Giao tận tay',
    });
    expect(rows[0]?.['Last sent']).to.deep.equal(new Date('2026-11-20T00:00:00Z'));
  });

  it('names six invoices of a contract in the notice and counts the rest', async () => {
    const invoices = Array.from({ length: 12 }, (_, index) => buildOpenInvoice(`I${index}`));
    const workbook = await writeOneBilling(
      buildBillingSource([buildDecidedContract('HD-9', { invoices })]),
      'billing-notices',
    );
    const [row] = readTable(getSheet(workbook, 'Thông báo - Notices'));
    expect(row?.['Invoice ids']).to.match(/^I0; .*; I5; … \(\+6\)$/);
    expect(row?.Invoices).to.equal(12);
    expect(readTable(getSheet(workbook, 'Hoá đơn - Invoices'))).to.have.length(12);
  });
});

function writeNotices() {
  return writeOneBilling(buildBillingSource(CONTRACTS), 'billing-notices');
}

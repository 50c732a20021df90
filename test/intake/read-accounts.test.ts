import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  readContracts,
  readDebtors,
  readHolds,
  readInvoices,
  readNotices,
  readPayments,
  readProvisions,
} from '../../src/intake/read-accounts.ts';
import { type Intake, readFileOf } from './intake-files.ts';

const READERS = {
  invoices: readInvoices,
  payments: readPayments,
  contracts: readContracts,
  holds: readHolds,
  notices: readNotices,
  debtors: readDebtors,
  provisions: readProvisions,
} as const;
type Input = keyof typeof READERS;

/** The least that a row of each input can be. */
const LEAST: Readonly<Record<Input, Readonly<Record<string, string>>>> = {
  invoices: {
    ...{ invoiceId: 'I1', customerId: 'C1', debtorType: 'organisation', contractId: 'K1', product: 'sms-brandname' },
    ...{ issuedOn: '2026-06-01', dueOn: '2026-06-15', amount: '1000000' },
  },
  payments: { paymentId: 'P1', invoiceId: 'I1', paidOn: '2026-06-10', amount: '1000000' },
  contracts: { contractId: 'K1', customerId: 'C1', serviceStatus: 'active' },
  holds: { holdId: 'H1', contractId: 'K1', kind: 'promise', from: '2026-06-01', reason: 'hứa trả', authority: 'GĐ' },
  notices: { noticeId: 'N1', contractId: 'K1', kind: 'call', sentOn: '2026-06-10' },
  debtors: { customerId: 'C1' },
  provisions: { invoiceId: 'I1', bookedAmount: '300000' },
};

/** One row with these cells instead of, or besides, the least; an empty text takes a cell away. */
function readRow(input: Input, changes: Readonly<Record<string, string>> = {}): Promise<Intake<unknown>> {
  const cells = { ...LEAST[input], ...changes };
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const content = `${Object.keys(cells).join(',')}\n${Object.values(cells).map(quote).join(',')}\n`;
  return readFileOf<unknown>(input, content, {}, READERS[input]);
}

async function readRecord(input: Input, changes: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { records, rejected } = await readRow(input, changes);
  expect(rejected, JSON.stringify(rejected)).to.deep.equal([]);
  return records[0]?.record;
}

describe('reading the files of accounts', () => {
  it('tells of each cell that cannot be used, where the row above has the same one, and reads the next one that can', async () => {
    const cells = ['2026-02-30', '2026-02-30', '2026-02-28', '2026-02-28', '2026-02-30'];
    const rows = cells.map((day, row) => `P${row},I1,${day},1000`);
    const content = `paymentId,invoiceId,paidOn,amount\n${rows.join('\n')}\n`;
    const { records, rejected } = await readFileOf('payments', content, {}, readPayments);
    expect(records.map(({ line, record }) => [line, record.paidOn])).to.deep.equal([
      [4, '2026-02-28'],
      [5, '2026-02-28'],
    ]);
    expect(rejected.map(({ line, id, problems }) => [line, id, problems[0].value])).to.deep.equal([
      [2, 'P0', '2026-02-30'],
      [3, 'P1', '2026-02-30'],
      [6, 'P4', '2026-02-30'],
    ]);
  });

  it('reads every column of invoices under Vietnamese headers', async () => {
    const header =
      'Mã hóa đơn;Mã khách hàng;Tên khách hàng;Loại khách nợ;Mã hợp đồng;Hình thức đại lý;Mã đại lý;Sản phẩm;Loại khoản thu;Đơn vị quản lý;Đơn vị khu vực;Kỳ cước;Chu kỳ từ ngày;Chu kỳ đến ngày;Ngày hóa đơn;Hạn thanh toán;Số tiền;Loại tiền;Tranh chấp;Đã hủy';
    const row =
      'HD-1;KH-1;Công ty A;Household-Business;HD-9;wholesale;DL-1;sms-brandname;penalty;TT-CNTT;CTKV1;2026-05;2026-05-01;2026-05-31;2026-06-01;2026-06-15;1234.5;usd;YES;no';
    const { records, rejected, warnings } = await readFileOf('invoices', `${header}\n${row}\n`, {}, readInvoices);
    expect([rejected, warnings]).to.deep.equal([[], []]);
    expect(records[0]?.record).to.deep.equal({
      settlement: null,
      invoice: {
        invoiceId: 'HD-1',
        customerId: 'KH-1',
        customerName: 'Công ty A',
        debtorType: 'household-business',
        contractId: 'HD-9',
        agentModel: 'wholesale',
        agentId: 'DL-1',
        product: 'sms-brandname',
        chargeKind: 'penalty',
        managingUnit: 'TT-CNTT',
        regionUnit: 'CTKV1',
        period: '2026-05',
        cycleStart: '2026-05-01',
        cycleEnd: '2026-05-31',
        issuedOn: '2026-06-01',
        dueOn: '2026-06-15',
        amountMinor: 123_450,
        currency: 'USD',
        isDisputed: true,
        isVoided: false,
      },
    });
  });

  it('fills in what an invoice does not say: a service, in VND, sold directly', async () => {
    expect(await readRecord('invoices')).to.deep.include({ settlement: null });
    const { records } = await readFileOf(
      'invoices',
      `${Object.keys(LEAST.invoices).join(',')}\n${Object.values(LEAST.invoices).join(',')}\n`,
      {},
      readInvoices,
    );
    expect(records[0]?.record.invoice).to.include({
      agentModel: 'direct',
      chargeKind: 'service',
      currency: 'VND',
      amountMinor: 1_000_000,
      isDisputed: false,
      isVoided: false,
      period: null,
      agentId: null,
    });
  });

  it('reads a payment on an invoice, on a customer, and on both', async () => {
    expect(await readRecord('payments')).to.deep.equal({
      paymentId: 'P1',
      invoiceId: 'I1',
      customerId: null,
      paidOn: '2026-06-10',
      amountMinor: 1_000_000,
      currency: 'VND',
      kind: 'payment',
    });
    expect(await readRecord('payments', { invoiceId: '', customerId: 'C1', kind: 'Credit-Note' })).to.include({
      invoiceId: null,
      customerId: 'C1',
      kind: 'credit-note',
    });
    expect(await readRecord('payments', { customerId: 'C1' })).to.include({ invoiceId: 'I1', customerId: 'C1' });
  });

  it('reads contracts, holds, notices, debtors and provisions', async () => {
    const locked = {
      product: 'mobile-pbx',
      serviceStatus: 'locked',
      statusSince: '2026-06-01',
      handedOverOn: '2026-07-01',
    };
    expect(await readRecord('contracts', locked)).to.deep.equal({ contractId: 'K1', customerId: 'C1', ...locked });
    expect(await readRecord('holds', { until: '2026-06-01' })).to.deep.equal({
      ...LEAST.holds,
      invoiceId: null,
      until: '2026-06-01',
    });
    expect(await readRecord('holds', { kind: 'dispute', contractId: '', invoiceId: 'I1' })).to.include({
      contractId: null,
      invoiceId: 'I1',
    });
    const sent = { channel: 'email', deliveredOn: '2026-06-10', proof: 'EMS 1' };
    expect(await readRecord('notices', sent)).to.deep.equal({ ...LEAST.notices, invoiceId: null, ...sent });
    expect(await readRecord('debtors')).to.deep.equal({
      customerId: 'C1',
      legalStatus: null,
      legalStatusOn: null,
      payableMinor: 0,
      evidence: [],
    });
    const known = {
      legalStatus: 'bankrupt',
      legalStatusOn: '2026-01-31',
      payableAmount: '5',
      evidence: 'Debt-list; contract;contract;',
    };
    expect(await readRecord('debtors', known)).to.deep.include({
      legalStatus: 'bankrupt',
      legalStatusOn: '2026-01-31',
      payableMinor: 5,
      evidence: ['contract', 'debt-list'],
    });
    const booked = { bookedOn: '2025-12-31', fullyProvisionedOn: '2025-12-31', writtenOffOn: '2026-06-30' };
    expect(await readRecord('provisions', booked)).to.deep.equal({ invoiceId: 'I1', bookedMinor: 300_000, ...booked });
  });

  it('takes a day of a workbook, which has the time of midnight, and a month that is its first day', async () => {
    const dates = { issuedOn: '2026-06-01 00:00:00', dueOn: '2026-06-15T00:00', period: '2026-05-01 00:00:00' };
    const { records } = await readRow('invoices', dates);
    expect(JSON.stringify(records)).to.include('"period":"2026-05"').and.to.include('"dueOn":"2026-06-15"');
  });

  it('keeps ids as they are, and bounds how long they are', async () => {
    expect(await readRecord('contracts', { contractId: '00012' })).to.include({ contractId: '00012' });
    expect(await readRecord('contracts', { contractId: 'é'.repeat(100) })).to.include({ customerId: 'C1' });
    const { rejected } = await readRow('contracts', { contractId: 'x'.repeat(101) });
    expect(rejected[0]?.problems[0]).to.include({ column: 'contractId', code: 'TOO_LONG' });
  });
});

/** Rows that cannot be used: what is changed, and what is said about it. */
const REJECTED: readonly (readonly [Input, Readonly<Record<string, string>>, string, string, RegExp])[] = [
  ['invoices', { invoiceId: '' }, 'invoiceId', 'MISSING_VALUE', /"invoiceId" \(Mã hóa đơn\) is needed/],
  ['invoices', { debtorType: '' }, 'debtorType', 'MISSING_VALUE', /"debtorType" \(Loại khách nợ\)/],
  ['invoices', { dueOn: '' }, 'dueOn', 'MISSING_VALUE', /"dueOn"/],
  ['invoices', { amount: '' }, 'amount', 'MISSING_VALUE', /"amount"/],
  ['invoices', { debtorType: 'company' }, 'debtorType', 'NOT_IN_LIST', /one of: organisation, individual, household/],
  ['invoices', { agentModel: 'reseller' }, 'agentModel', 'NOT_IN_LIST', /direct, wholesale, commission/],
  ['invoices', { chargeKind: 'fee' }, 'chargeKind', 'NOT_IN_LIST', /service, penalty, hardware, other/],
  ['invoices', { currency: 'XYZ' }, 'currency', 'NOT_IN_LIST', /VND, USD/],
  ['invoices', { disputed: 'maybe' }, 'disputed', 'NOT_IN_LIST', /yes, no/],
  ['invoices', { issuedOn: '2026-02-29' }, 'issuedOn', 'BAD_DATE', /^a real day such as 2026-11-23$/],
  ['invoices', { dueOn: '15/06/2026' }, 'dueOn', 'BAD_DATE', /a real day/],
  ['invoices', { dueOn: '2026-06-15 08:30:00' }, 'dueOn', 'BAD_DATE', /a real day/],
  ['invoices', { dueOn: '46188' }, 'dueOn', 'BAD_DATE', /serial number of Excel/],
  ['invoices', { period: '2026-13' }, 'period', 'BAD_DATE', /a month such as 2026-10/],
  ['invoices', { period: '2026-05-02' }, 'period', 'BAD_DATE', /a month such as 2026-10/],
  ['invoices', { dueOn: '2026-05-31' }, 'dueOn', 'DATES_OUT_OF_ORDER', /on or after issuedOn \(2026-06-01\)/],
  [
    'invoices',
    { cycleStart: '2026-05-02', cycleEnd: '2026-05-01' },
    'cycleEnd',
    'DATES_OUT_OF_ORDER',
    /on or after cycleStart/,
  ],
  ['invoices', { cycleStart: '2026-05-02' }, 'cycleEnd', 'MISSING_VALUE', /both ends of the cycle/],
  ['invoices', { cycleEnd: '2026-05-02' }, 'cycleStart', 'MISSING_VALUE', /both ends of the cycle/],
  ['invoices', { amount: '1000000.5' }, 'amount', 'BAD_AMOUNT', /^whole VND, without decimals$/],
  ['invoices', { amount: '1000000.00' }, 'amount', 'BAD_AMOUNT', /^whole VND, without decimals$/],
  ['invoices', { amount: '10.505', currency: 'USD' }, 'amount', 'BAD_AMOUNT', /^at most 2 decimals in USD$/],
  ['invoices', { amount: '-1' }, 'amount', 'BAD_AMOUNT', /not negative; a refund or credit note is a payment row/],
  ['invoices', { amount: '- 1.000' }, 'amount', 'BAD_AMOUNT', /not negative/],
  ['invoices', { amount: '1.234.567' }, 'amount', 'BAD_AMOUNT', /"numberFormat" in a mapping reads grouped digits/],
  ['invoices', { amount: '1,234,567' }, 'amount', 'BAD_AMOUNT', /"numberFormat"/],
  ['invoices', { amount: '1 234 567,50' }, 'amount', 'BAD_AMOUNT', /"numberFormat"/],
  ['invoices', { amount: '1\u00a0234\u202f567' }, 'amount', 'BAD_AMOUNT', /"numberFormat"/],
  ['invoices', { amount: "1'234'567" }, 'amount', 'BAD_AMOUNT', /"numberFormat"/],
  ['invoices', { amount: '1234,5' }, 'amount', 'BAD_AMOUNT', /"numberFormat"/],
  ['invoices', { amount: '12{345' }, 'amount', 'BAD_AMOUNT', /where the currency has them$/],
  [
    'invoices',
    { amount: 'một triệu' },
    'amount',
    'BAD_AMOUNT',
    /^digits, with a point before decimals where the currency has them$/,
  ],
  ['invoices', { amount: '1e6' }, 'amount', 'BAD_AMOUNT', /^digits/],
  ['invoices', { amount: '+5' }, 'amount', 'BAD_AMOUNT', /^digits/],
  ['invoices', { amount: '9007199254740992' }, 'amount', 'BAD_AMOUNT', /up to 9007199254740991 of the smallest unit/],
  ['invoices', { amount: '90071992547409.92', currency: 'USD' }, 'amount', 'BAD_AMOUNT', /up to 9007199254740991/],
  ['invoices', { invoiceId: 'a\u0007' }, 'invoiceId', 'BAD_CHARACTER', /no control characters/],
  ['payments', { invoiceId: '' }, 'invoiceId', 'MISSING_VALUE', /the invoice that was paid, or the customer who paid/],
  ['payments', { paidOn: '' }, 'paidOn', 'MISSING_VALUE', /"paidOn"/],
  ['payments', { kind: 'cash' }, 'kind', 'NOT_IN_LIST', /payment, refund, chargeback, credit-note/],
  ['payments', { amount: '-5' }, 'amount', 'BAD_AMOUNT', /not negative/],
  ['payments', { amount: '5.5' }, 'amount', 'BAD_AMOUNT', /whole VND/],
  ['contracts', { serviceStatus: '' }, 'serviceStatus', 'MISSING_VALUE', /"serviceStatus"/],
  ['contracts', { serviceStatus: 'cut' }, 'serviceStatus', 'NOT_IN_LIST', /active, restricted, locked, terminated/],
  ['contracts', { statusSince: 'today' }, 'statusSince', 'BAD_DATE', /a real day/],
  ['holds', { contractId: '' }, 'contractId', 'MISSING_VALUE', /a hold of kind promise needs one/],
  ['holds', { contractId: '', invoiceId: 'I1' }, 'contractId', 'MISSING_VALUE', /a hold of kind promise needs one/],
  ['holds', { kind: 'dispute', contractId: '' }, 'invoiceId', 'MISSING_VALUE', /the disputed invoice, or a contract/],
  ['holds', { kind: 'grace' }, 'kind', 'NOT_IN_LIST', /exemption, dispute, promise, moratorium/],
  ['holds', { until: '2026-05-31' }, 'until', 'DATES_OUT_OF_ORDER', /on or after from \(2026-06-01\)/],
  ['holds', { reason: '' }, 'reason', 'MISSING_VALUE', /"reason"/],
  ['holds', { authority: '' }, 'authority', 'MISSING_VALUE', /"authority"/],
  ['notices', { contractId: '' }, 'contractId', 'MISSING_VALUE', /the contract that the call is about/],
  ['notices', { kind: 'reminder' }, 'invoiceId', 'MISSING_VALUE', /the invoice that the reminder is about/],
  ['notices', { kind: 'sms' }, 'kind', 'NOT_IN_LIST', /payment-notice, reminder/],
  ['notices', { deliveredOn: '2026-06-09' }, 'deliveredOn', 'DATES_OUT_OF_ORDER', /on or after sentOn/],
  ['debtors', { legalStatus: 'broke' }, 'legalStatus', 'NOT_IN_LIST', /active, ceased, dissolved/],
  ['debtors', { payableAmount: '1.5' }, 'payableAmount', 'BAD_AMOUNT', /whole VND/],
  ['debtors', { evidence: 'contract;invoice' }, 'evidence', 'NOT_IN_LIST', /codes of: contract, commitment/],
  ['provisions', { bookedAmount: '' }, 'bookedAmount', 'MISSING_VALUE', /"bookedAmount"/],
  ['provisions', { bookedAmount: '0.5' }, 'bookedAmount', 'BAD_AMOUNT', /whole VND/],
  ['provisions', { fullyProvisionedOn: '2026-06-31' }, 'fullyProvisionedOn', 'BAD_DATE', /a real day/],
];

describe('a row of accounts that cannot be used', () => {
  for (const [input, changes, column, code, allowed] of REJECTED) {
    it(`${input} with ${JSON.stringify(changes)} is rejected for ${code} of ${column}`, async () => {
      const { records, rejected } = await readRow(input, changes);
      expect(records).to.deep.equal([]);
      expect(rejected).to.have.length(1);
      expect(rejected[0]).to.include({ input, file: 'input.csv', line: 2 });
      expect(rejected[0]?.problems).to.have.length(1);
      expect(rejected[0]?.problems[0]).to.include({ column, code });
      expect(rejected[0]?.problems[0].allowed).to.match(allowed);
    });
  }

  it('has all its bad cells told at once', async () => {
    const { rejected } = await readRow('invoices', { issuedOn: 'x', amount: '1,5', currency: 'Đ', contractId: '' });
    expect(rejected[0]?.problems.map((problem) => problem.column)).to.deep.equal([
      'contractId',
      'issuedOn',
      'amount',
      'currency',
    ]);
    expect(rejected[0]?.id).to.equal('I1');
  });
});

describe('a row of accounts whose cells do not go together', () => {
  it('has everything told at once', async () => {
    const { rejected } = await readRow('invoices', {
      ...{ dueOn: '2026-05-31', cycleStart: '2026-05-01', amount: '10.5' },
    });
    expect(rejected[0]?.problems.map(({ column, code }) => `${column} ${code}`)).to.deep.equal([
      'dueOn DATES_OUT_OF_ORDER',
      'cycleEnd MISSING_VALUE',
      'amount BAD_AMOUNT',
    ]);
  });
});

describe('amounts at their bounds', () => {
  it('are exact up to 2^53 − 1 of the smallest unit, with as many decimals as the currency has', async () => {
    const read = async (amount: string, currency: string) => {
      const { records } = await readRow('payments', { amount, currency });
      return JSON.stringify(records[0]?.record);
    };
    expect(await read('9007199254740991', 'VND')).to.include('"amountMinor":9007199254740991');
    expect(await read('90071992547409.91', 'USD')).to.include('"amountMinor":9007199254740991');
    expect(await read('0', 'VND')).to.include('"amountMinor":0');
    expect(await read('0.1', 'USD')).to.include('"amountMinor":10');
    expect(await read('007', 'usd')).to.include('"amountMinor":700');
    expect(await read('1.10', 'EUR')).to.include('"amountMinor":110');
  });
});

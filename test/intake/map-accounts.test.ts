import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { readInvoices, readPayments } from '../../src/intake/read-accounts.ts';
import { getMapping, readFileOf } from './intake-files.ts';

const BASE = {
  id: 'erp-export',
  title: { vi: 'Bản trích ERP', en: 'ERP export' },
  reference: 'assumption: a made-up export',
};

const PAYMENTS = {
  ...BASE,
  for: 'payments',
  columns: {
    paymentId: { from: 'Nr' },
    customerId: { from: 'Cust' },
    paidOn: { from: 'Day' },
    amount: { from: 'Sum' },
    currency: { from: 'Cur' },
  },
};

/** Reads one payment of this amount with a mapping; the amount in the minor unit, or what is allowed. */
async function readAmount(text: string, changes: object, currency = 'VND'): Promise<number | string> {
  const content = `Nr;Cust;Day;Sum;Cur\nP1;C1;2026-06-10;${text};${currency}\n`;
  const mapping = getMapping({ ...PAYMENTS, ...changes });
  const { records, rejected } = await readFileOf('payments', content, { mapping }, readPayments);
  return records[0]?.record.amountMinor ?? `${rejected[0]?.problems[0].code}: ${rejected[0]?.problems[0].allowed}`;
}

const POINTS = { numberFormat: { decimal: ',', grouping: '.' } };
const COMMAS = { numberFormat: { decimal: '.', grouping: ',' } };
const BLANKS = { numberFormat: { decimal: ',', grouping: ' ' } };
const QUOTES = { numberFormat: { decimal: '.', grouping: "'" } };

describe('amounts of a foreign export', () => {
  it('are read as the mapping says that they are written', async () => {
    for (const [text, format, currency, expected] of [
      ['1.234.567', POINTS, 'VND', 1_234_567],
      ['1.234', POINTS, 'VND', 1_234],
      ['1234567', POINTS, 'VND', 1_234_567],
      ['1.234,5', POINTS, 'USD', 123_450],
      ['1,234,567', COMMAS, 'VND', 1_234_567],
      ['1,234', COMMAS, 'VND', 1_234],
      ['1,234.56', COMMAS, 'USD', 123_456],
      ['0.05', COMMAS, 'USD', 5],
      ['1 234 567,50', BLANKS, 'EUR', 123_456_750],
      ['1\u00a0234\u202f567,50', BLANKS, 'EUR', 123_456_750],
      ["1'234'567.5", QUOTES, 'CHF', 123_456_750],
    ] as const) {
      expect(await readAmount(text, format, currency), text).to.equal(expected);
    }
  });

  it('are refused where they are written in another way, and never guessed', async () => {
    for (const [text, format] of [
      ['1,234,567', POINTS],
      ['1.234.567', COMMAS],
      ['1.23.456', POINTS],
      ['12.34', POINTS],
      ['.234', POINTS],
      ['1234.567', POINTS],
      ['1.234.', POINTS],
      ['1.234,', POINTS],
      ['1 234,5,0', BLANKS],
      ['1e6', COMMAS],
      ['1.234.567 đ', POINTS],
    ] as const) {
      expect(await readAmount(text, format), text).to.match(/^BAD_AMOUNT: an amount with "[.,]" before decimals/);
    }
    expect(await readAmount('1.234.567', {})).to.match(/^BAD_AMOUNT: digits.*"numberFormat" in a mapping/);
    expect(await readAmount('1 234 567,50', {}, 'EUR')).to.match(/^BAD_AMOUNT: digits.*"numberFormat" in a mapping/);
  });

  it('have the decimals of their currency, and no sign', async () => {
    expect(await readAmount('1.234,5', POINTS)).to.equal('BAD_AMOUNT: whole VND, without decimals');
    expect(await readAmount('1.234,505', POINTS, 'USD')).to.equal('BAD_AMOUNT: at most 2 decimals in USD');
    expect(await readAmount('-1.234', POINTS)).to.match(/^BAD_AMOUNT: an amount that is not negative/);
    expect(await readAmount('9.007.199.254.740.992', POINTS)).to.match(/^BAD_AMOUNT: an amount up to 9007199254740991/);
    expect(await readAmount('9.007.199.254.740.991', POINTS)).to.equal(Number.MAX_SAFE_INTEGER);
  });
});

describe('amounts that a file holds as numbers', () => {
  it('keep their value whatever signs the mapping reads in texts', async () => {
    const mapping = getMapping({ ...PAYMENTS, ...POINTS });
    const cells = [1.234, 1_234, '1.234', 1_234.5] as const;
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('a');
    sheet.addRow(['Nr', 'Cust', 'Day', 'Sum', 'Cur']);
    cells.forEach((sum, index) => {
      sheet.addRow([`P${index}`, 'C1', '2026-06-10', sum, 'USD']);
    });
    const workbook = new Uint8Array(await book.xlsx.writeBuffer());
    const lines = cells.map((Sum, index) =>
      JSON.stringify({ Nr: `P${index}`, Cust: 'C1', Day: '2026-06-10', Sum, Cur: 'USD' }),
    );
    for (const [name, content] of [
      ['a.xlsx', workbook],
      ['a.ndjson', `${lines.join('\n')}\n`],
    ] as const) {
      const { records, rejected } = await readFileOf('payments', content, { name, mapping }, readPayments);
      expect(rejected.map((each) => each.problems[0].allowed)).to.deep.equal(['at most 2 decimals in USD']);
      expect(records.map((each) => each.record.amountMinor)).to.deep.equal([123_400, 123_400, 123_450]);
    }
  });
});

describe('days that Excel counts', () => {
  const read = async (day: string, changes: object) => {
    const content = `Nr;Cust;Day;Sum;Cur\nP1;C1;${day};5;VND\n`;
    const mapping = getMapping({ ...PAYMENTS, ...changes });
    const { records, rejected } = await readFileOf('payments', content, { mapping }, readPayments);
    return records[0]?.record.paidOn ?? rejected[0]?.problems[0].code;
  };

  it('are read where the mapping says so, and moved as other days are', async () => {
    expect(await read('46188', { dateFormat: 'excel-serial' })).to.equal('2026-06-15');
    expect(await read('46188', { dateFormat: 'excel-serial', shiftDays: 366 })).to.equal('2027-06-16');
    expect(await read('61', { dateFormat: 'excel-serial' })).to.equal('1900-03-01');
  });

  it('are refused without a mapping that says so, and beside other ways to write a day', async () => {
    expect(await read('46188', {})).to.equal('BAD_DATE');
    for (const day of ['60', '0', '46188.5', '-1', '2026-06-14', '2958466', '99999999']) {
      expect(await read(day, { dateFormat: 'excel-serial' }), day).to.equal('BAD_DATE');
    }
  });

  it('are a day of their own format where the mapping gives one to the column', async () => {
    const columns = { ...PAYMENTS.columns, paidOn: { from: 'Day', dateFormat: 'D/M/YYYY' } };
    expect(await read('1/2/2026', { dateFormat: 'excel-serial', columns })).to.equal('2026-02-01');
    expect(await read('31/2/2026', { columns })).to.equal('BAD_DATE');
  });

  it('need no mapping where the cell of a workbook is a date, whatever format the mapping has', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('a');
    sheet.addRow(['Nr', 'Cust', 'Day', 'Sum', 'Cur']);
    sheet.addRow(['P1', 'C1', new Date('2026-06-14T00:00:00Z'), 1_234_567, 'VND']);
    const content = new Uint8Array(await book.xlsx.writeBuffer());
    for (const changes of [{}, { dateFormat: 'D/M/YYYY' }]) {
      const mapping = getMapping({ ...PAYMENTS, ...changes });
      const { records } = await readFileOf('payments', content, { name: 'a.xlsx', mapping }, readPayments);
      expect(records[0]?.record).to.include({ paidOn: '2026-06-14', amountMinor: 1_234_567 });
    }
  });
});

const INVOICES = {
  ...BASE,
  for: 'invoices',
  dateFormat: 'D/M/YYYY',
  numberFormat: { decimal: '.', grouping: ',' },
  columns: {
    invoiceId: { from: 'Inv' },
    customerId: { from: 'Cust' },
    contractId: { from: 'Cust' },
    debtorType: { constant: 'organisation' },
    product: { constant: 'sms-brandname' },
    issuedOn: { from: 'Issued' },
    dueOn: { from: 'Due' },
    amount: { from: 'Sum' },
    currency: { constant: 'USD' },
  },
  payments: {
    columns: { paymentId: { from: 'Receipt' }, paidOn: { from: 'Settled' }, amount: { from: 'Paid' } },
  },
};

/** Rows of an export that has the payment in the invoice's row. */
function readLedger(rows: readonly string[], changes: object = {}) {
  const content = `Inv;Cust;Issued;Due;Sum;Receipt;Settled;Paid\n${rows.join('\n')}\n`;
  return readFileOf('invoices', content, { mapping: getMapping({ ...INVOICES, ...changes }) }, readInvoices);
}

describe('payments in the rows of invoices', () => {
  it('are payments on the invoice, in its currency, of its customer', async () => {
    const { records, rejected } = await readLedger(['I1;C1;1/6/2026;15/6/2026;1,000.50;R1;20/6/2026;400.25']);
    expect(rejected).to.deep.equal([]);
    expect(records[0]?.record.invoice).to.include({ invoiceId: 'I1', amountMinor: 100_050, currency: 'USD' });
    expect(records[0]?.record.settlement).to.deep.equal({
      paymentId: 'R1',
      invoiceId: 'I1',
      customerId: 'C1',
      paidOn: '2026-06-20',
      amountMinor: 40_025,
      currency: 'USD',
      kind: 'payment',
    });
  });

  it('are none where the row has no day of payment', async () => {
    const { records, rejected } = await readLedger(['I1;C1;1/6/2026;15/6/2026;1,000.50;R1;;400.25']);
    expect(rejected).to.deep.equal([]);
    expect(records[0]?.record.settlement).to.equal(null);
  });

  it('may be made on the day of issue, not on the day before; faulty ones reject the whole row', async () => {
    const { records, rejected } = await readLedger([
      'I1;C1;1/6/2026;15/6/2026;1;R1;1/6/2026;1',
      'I2;C1;1/6/2026;15/6/2026;1;R2;31/5/2026;1',
      'I3;C1;1/6/2026;15/6/2026;1;R3;31/6/2026;1',
      'I4;C1;1/6/2026;15/6/2026;1;R4;2/6/2026;1.005',
      'I5;C1;1/6/2026;15/6/2026;1;R5;2/6/2026;',
      'I6;C1;1/6/2026;15/6/2026;1;;2/6/2026;1',
      'I7;C1;1/6/2026;15/6/2026;x;R7;31/5/2026;1',
    ]);
    expect(records.map(({ record }) => record.invoice.invoiceId)).to.deep.equal(['I1']);
    expect(
      rejected.map(({ id, problems }) => [id, problems.map((each) => `${each.column} ${each.code}`)]),
    ).to.deep.equal([
      ['I2', ['paidOn PAID_BEFORE_ISSUED']],
      ['I3', ['paidOn BAD_DATE']],
      ['I4', ['amount BAD_AMOUNT']],
      ['I5', ['amount MISSING_VALUE']],
      ['I6', ['paymentId MISSING_VALUE']],
      ['I7', ['amount BAD_AMOUNT']],
    ]);
    expect(rejected[0]?.problems[0].allowed).to.equal('a day on or after the day of issue (2026-06-01)');
  });

  it('move with all other days of the file', async () => {
    const { records } = await readLedger(['I1;C1;1/6/2016;15/6/2016;1;R1;20/6/2016;1'], { shiftDays: 3_654 });
    expect(records[0]?.record.settlement?.paidOn).to.equal('2026-06-22');
    expect(records[0]?.record.invoice).to.include({ issuedOn: '2026-06-03', dueOn: '2026-06-17' });
  });
});

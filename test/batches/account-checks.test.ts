import { expect } from 'chai';
import { it } from 'mocha';
import type { RunRequest } from '../../src/batches/run-context.ts';
import type { Database } from '../../src/store/database.ts';
import { readRejectedRows } from '../../src/store/rejected-rows.ts';
import { readRunAmounts } from '../../src/store/runs.ts';
import { readWarnings } from '../../src/store/warnings.ts';
import { getMapping } from '../intake/intake-files.ts';
import { type AccountKind, buildAccountRequest, writeInputs } from '../support/account-runs.ts';
import { describeEachDatabase, type OpenTestDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { readRows, run } from '../support/sample-run.ts';

const AS_OF = '2026-06-30';
const INVOICES = 'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount,currency,managingUnit';
const buildRow = (id: string, customer: string, changes: { amount?: string; currency?: string; dueOn?: string } = {}) =>
  `${id},${customer},organisation,K-${customer},sms-brandname,2026-06-01,${changes.dueOn ?? '2026-06-15'},${changes.amount ?? '1000000'},${changes.currency ?? 'VND'},`;
const PAYMENTS = 'paymentId,invoiceId,customerId,paidOn,amount,currency,kind';

type Seen = {
  readonly database: Database;
  readonly runId: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly rejected: readonly string[];
  readonly warnings: readonly string[];
  readonly decisions: readonly Readonly<Record<string, unknown>>[];
};

/** Runs files of these lines; what was rejected and warned of, one line each. */
async function runFiles(
  open: OpenTestDatabase,
  kind: AccountKind,
  files: Readonly<Record<string, readonly string[]>>,
  set: Partial<RunRequest> = {},
): Promise<Seen> {
  return withFolder(async (folder) => {
    const database = await open();
    const inputs = await writeInputs(folder, files);
    const { runId, rows } = await run(await buildAccountRequest(folder, kind, AS_OF, { inputs, ...set }), database);
    const rejected = await readAll(readRejectedRows(database, runId));
    const warnings = await readAll(readWarnings(database, runId));
    return {
      database,
      runId,
      rows,
      rejected: rejected.flatMap(({ input, line, problems }) =>
        problems.map(({ column, code, value, allowed }) => `${input}:${line} ${column} ${code} ${value} | ${allowed}`),
      ),
      warnings: warnings
        .map(({ input, line, id, column, code, value }) => `${input}:${line} ${id} ${column} ${code} ${value}`)
        .sort(),
      decisions: (await readRows(database, runId)).map((row): Readonly<Record<string, unknown>> => JSON.parse(row)),
    };
  });
}

describeEachDatabase('checks between the files of accounts', (open) => {
  it('reject a payment that does not fit the invoice that it names, and say all that is wrong with it', async () => {
    const { rows, rejected, decisions, database, runId } = await runFiles(open, 'billing', {
      invoices: [INVOICES, buildRow('I1', 'C1'), buildRow('I2', 'C2', { amount: '1,5' }), buildRow('I3', 'C3')],
      payments: [
        PAYMENTS,
        'P1,I9,,2026-06-10,10,,',
        'P2,I2,,2026-06-10,10,,', // its invoice was rejected
        'P3,I1,,2026-06-10,10,USD,',
        'P4,I1,C3,2026-06-10,10,,',
        'P5,I1,,2026-05-31,10,,',
        'P6,I1,C3,2026-05-31,10,EUR,refund',
        'P7,I1,C1,2026-06-01,10,VND,', // the day of issue, and the customer agrees
        'P8,,C9,2020-01-01,10,USD,', // nobody checks the day or the customer of one without an invoice
        'P9,i1,,2026-06-10,10,,', // ids differ by case
      ],
    });
    expect(rows).to.deep.equal({ read: 12, accepted: 4, rejected: 8 });
    expect(rejected.filter((text) => text.startsWith('payments'))).to.deep.equal([
      'payments:2 invoiceId UNKNOWN_INVOICE I9 | the invoiceId of an accepted row of the invoice file',
      'payments:3 invoiceId UNKNOWN_INVOICE I2 | the invoiceId of an accepted row of the invoice file',
      'payments:4 currency CURRENCY_MISMATCH USD | the currency of the invoice (VND)',
      'payments:5 customerId CUSTOMER_MISMATCH C3 | the customer of the invoice (C1), or none',
      'payments:6 paidOn PAID_BEFORE_ISSUED 2026-05-31 | a day on or after the day of issue (2026-06-01)',
      'payments:7 customerId CUSTOMER_MISMATCH C3 | the customer of the invoice (C1), or none',
      'payments:7 currency CURRENCY_MISMATCH EUR | the currency of the invoice (VND)',
      'payments:7 paidOn PAID_BEFORE_ISSUED 2026-05-31 | a day on or after the day of issue (2026-06-01)',
      'payments:10 invoiceId UNKNOWN_INVOICE i1 | the invoiceId of an accepted row of the invoice file',
    ]);
    expect(decisions.map(({ id, openAmount }) => [id, openAmount])).to.deep.equal([
      ['K-C1', 999_990],
      ['K-C3', 1_000_000],
    ]);
    // What was rejected is in none of the sums.
    expect(await readRunAmounts(database, runId)).to.deep.equal([
      { input: 'invoices', currency: 'VND', readMinor: 2_000_000n, storedMinor: 2_000_000n },
      { input: 'payments', currency: 'EUR', readMinor: 0n, storedMinor: 0n },
      { input: 'payments', currency: 'USD', readMinor: 1_000n, storedMinor: 1_000n },
      { input: 'payments', currency: 'VND', readMinor: 10n, storedMinor: 10n },
    ]);
  });

  it('keep what is about an unknown invoice, contract or customer, and warn of it', async () => {
    const { rows, rejected, warnings } = await runFiles(open, 'debt', {
      invoices: [INVOICES, buildRow('I1', 'C1')],
      contracts: ['contractId,customerId,serviceStatus,statusSince', 'K5,C5,active,', 'K6,C6,locked,2026-06-01'],
      holds: [
        'holdId,contractId,invoiceId,kind,from,reason,authority',
        'H1,K9,,promise,2026-06-01,a,b',
        'H2,,I9,dispute,2026-06-01,a,b',
        'H3,K9,I1,dispute,2026-06-01,a,b', // about the invoice, which is there
        'H4,K-C1,I9,exemption,2026-06-01,a,b', // about the contract, which an invoice names
        'H5,K5,,promise,2026-06-01,a,b', // a contract that only its own file has
        'H6,I1,,promise,2026-06-01,a,b', // the id of an invoice is no id of a contract
      ],
      notices: [
        'noticeId,contractId,invoiceId,kind,sentOn',
        'N1,K9,,call,2026-06-10',
        'N2,,I9,reminder,2026-06-10',
        'N3,K-C1,I9,call,2026-06-10',
      ],
      debtors: ['customerId,legalStatus', 'C1,', 'C5,', 'C9,'],
      provisions: ['invoiceId,bookedAmount', 'I1,5', 'I9,5'],
    });
    expect(rejected).to.deep.equal([]);
    expect(rows).to.deep.equal({ read: 17, accepted: 17, rejected: 0 });
    expect(warnings).to.deep.equal([
      'debtors:3 C5 customerId ABOUT_UNKNOWN_CUSTOMER C5',
      'debtors:4 C9 customerId ABOUT_UNKNOWN_CUSTOMER C9',
      'holds:2 H1 contractId ABOUT_UNKNOWN_CONTRACT K9',
      'holds:3 H2 invoiceId ABOUT_UNKNOWN_INVOICE I9',
      'holds:7 H6 contractId ABOUT_UNKNOWN_CONTRACT I1',
      'notices:2 N1 contractId ABOUT_UNKNOWN_CONTRACT K9',
      'notices:3 N2 invoiceId ABOUT_UNKNOWN_INVOICE I9',
      'provisions:3 I9 invoiceId ABOUT_UNKNOWN_INVOICE I9',
    ]);
  });

  it('warn of products, units, due dates and states that say less than they should', async () => {
    const { rejected, warnings } = await runFiles(open, 'billing', {
      invoices: [
        `${INVOICES},regionUnit`,
        'I1,C1,organisation,K1,carrier-pigeon,2026-06-01,2028-01-03,5,VND,TT-XYZ,CTKV11',
        'I2,C1,organisation,K1,sms-brandname,2019-01-01,2019-12-31,5,VND,,',
        'I3,C1,organisation,K1,sms-brandname,2019-01-01,2020-01-01,5,VND,,',
      ],
      contracts: [
        'contractId,customerId,product,serviceStatus,statusSince',
        'K1,C1,telex,locked,',
        'K2,C2,,restricted,2026-06-01',
        'K3,C3,,active,',
      ],
    });
    expect(rejected).to.deep.equal([]);
    expect(warnings).to.deep.equal([
      'contracts:2 K1 product UNKNOWN_PRODUCT telex',
      'contracts:2 K1 statusSince STATUS_WITHOUT_DAY locked',
      'invoices:2 I1 dueOn DUE_OUTSIDE_CALENDAR 2028-01-03',
      'invoices:2 I1 managingUnit UNKNOWN_UNIT TT-XYZ',
      'invoices:2 I1 product UNKNOWN_PRODUCT carrier-pigeon',
      'invoices:2 I1 regionUnit UNKNOWN_UNIT CTKV11',
      'invoices:3 I2 dueOn DUE_OUTSIDE_CALENDAR 2019-12-31',
    ]);
  });

  it('reject the later of two rows with one id in every file, whatever it says', async () => {
    const { rejected, decisions } = await runFiles(open, 'debt', {
      invoices: [INVOICES, buildRow('I1', 'C1'), buildRow('I1', 'C2', { amount: '7' })],
      payments: [PAYMENTS, 'P1,I1,,2026-06-10,10,,', 'P1,I1,,2026-06-10,20,,', 'I1,,C1,2026-06-10,5,,'],
      debtors: ['customerId,payableAmount', 'C1,100', 'C1,200'],
      provisions: ['invoiceId,bookedAmount', 'I1,5', 'I1,6'],
    });
    expect(rejected).to.deep.equal([
      'debtors:3 null DUPLICATE_ID C1 | each id once; it stood first in line 2',
      'invoices:3 null DUPLICATE_ID I1 | each id once; it stood first in line 2',
      'payments:3 null DUPLICATE_ID P1 | each id once; it stood first in line 2',
      'provisions:3 null DUPLICATE_ID I1 | each id once; it stood first in line 2',
    ]);
    expect(decisions).to.have.length(1);
    expect(decisions[0]).to.include({
      customerId: 'C1',
      openAmount: 999_985,
      provisionBase: 999_885,
      provisionBooked: 5,
    });
  });

  it('let payments in rows of invoices come and go with their invoice', async () => {
    const mapping = getMapping({
      id: 'ledger',
      title: { vi: 'Sổ', en: 'Ledger' },
      reference: 'assumption: a made-up export',
      for: 'invoices',
      columns: Object.fromEntries(INVOICES.split(',').map((column) => [column, { from: column }])),
      payments: { columns: { paymentId: { from: 'receipt' }, paidOn: { from: 'paidOn' }, amount: { from: 'paid' } } },
    });
    const { rows, rejected, decisions, database, runId } = await runFiles(
      open,
      'debt',
      {
        invoices: [
          `${INVOICES},receipt,paidOn,paid`,
          `${buildRow('I1', 'C1')},R1,2026-06-30,400000`,
          `${buildRow('I1', 'C1')},R2,2026-06-10,100000`,
          `${buildRow('I2', 'C1')},R1,2026-07-01,300000`,
          `${buildRow('I3', 'C1')},R3,2026-05-31,300000`,
        ],
        payments: [PAYMENTS, 'R1,I1,,2026-06-10,7,,', 'P2,,C1,2026-06-10,50,,'],
      },
      { mapping: { name: 'ledger', mapping } },
    );
    expect(rows).to.deep.equal({ read: 6, accepted: 4, rejected: 2 });
    expect(rejected.map((text) => text.split(' ').slice(0, 3).join(' '))).to.deep.equal([
      'invoices:3 null DUPLICATE_ID',
      'invoices:5 paidOn PAID_BEFORE_ISSUED',
    ]);
    expect(decisions.map(({ id, openAmount }) => [id, openAmount])).to.deep.equal([
      ['I1', 599_943],
      ['I2', 1_000_000],
    ]);
    expect(await readRunAmounts(database, runId)).to.deep.equal([
      { input: 'invoices', currency: 'VND', readMinor: 2_000_000n, storedMinor: 2_000_000n },
      { input: 'payments', currency: 'VND', readMinor: 57n, storedMinor: 57n },
      { input: 'settlements', currency: 'VND', readMinor: 700_000n, storedMinor: 700_000n },
    ]);
  });

  it('close a run of invoices alone, and one of which no row can be used', async () => {
    const alone = await runFiles(open, 'billing', { invoices: [INVOICES, buildRow('I1', 'C1')] });
    expect(alone.decisions).to.have.length(1);
    const none = await runFiles(open, 'debt', { invoices: [INVOICES, buildRow('I1', 'C1', { dueOn: '2026-05-31' })] });
    expect(none.rows).to.deep.equal({ read: 1, accepted: 0, rejected: 1 });
    expect(none.decisions).to.deep.equal([]);
  });
});

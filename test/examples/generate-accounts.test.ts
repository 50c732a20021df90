import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { after, before, describe, it } from 'mocha';
import { generateAccounts } from '../../examples/generate-accounts.ts';
import {
  ACCOUNT_COLUMNS,
  ACCOUNT_FILES,
  type AccountFile,
  type AccountRows,
} from '../../examples/generator/accounts/account-rows.ts';
import { buildAccountFiles, buildAccounts } from '../../examples/generator/accounts/build-accounts.ts';
import { countRejected } from '../../examples/generator/accounts/dirty-accounts.ts';
import { isCalendarDate } from '../../src/domain/calendar-date.ts';
import {
  AGENT_MODELS,
  CHARGE_KINDS,
  DEBTOR_TYPES,
  EVIDENCE_CODES,
  HOLD_KINDS,
  LEGAL_STATUSES,
  NOTICE_KINDS,
  PAYMENT_KINDS,
  SERVICE_STATUSES,
} from '../../src/domain/invoice.ts';

const EXAMPLES_FOLDER = fileURLToPath(new URL('../../examples', import.meta.url));
const MAX_BYTES = 3.5 * 1024 * 1024;
/** Contracts, invoices and customers that no file knows: their rows are kept with a warning. */
const UNKNOWN_ID = 'KHONG-CO-01';

const PRODUCTS = 'it-service sms-brandname mobile-pbx mbiz360 mobifiber eonesms proconnect transmission prepaid';
const UNITS = ['TT-CNTT', 'TT-DVS', 'TT-TCTK'];
const REGIONS = Array.from({ length: 10 }, (_, index) => `CTKV${index + 1}`);

describe('generateAccounts', () => {
  let folder = '';
  const texts = new Map<AccountFile, string>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kyhan-accounts-'));
    const paths = await generateAccounts(folder);
    for (const [index, file] of ACCOUNT_FILES.entries()) {
      texts.set(file, await readFile(paths[index] ?? '', 'utf8'));
    }
  });
  after(() => rm(folder, { recursive: true }));

  for (const file of ACCOUNT_FILES) {
    it(`writes ${file}.csv byte for byte as it is kept`, async () => {
      expect(texts.get(file) === (await readFile(join(EXAMPLES_FOLDER, `${file}.csv`), 'utf8'))).to.equal(true);
    });
  }

  it('writes what it built, beneath the canonical headers', () => {
    const rows = buildAccountFiles();
    for (const file of ACCOUNT_FILES) {
      const [header, ...cells]: readonly (readonly string[])[] = parse(texts.get(file) ?? '');
      const built = rows[file].map((row) => new Map(Object.entries(row)));
      expect(header).to.deep.equal([...ACCOUNT_COLUMNS[file]]);
      expect(cells).to.deep.equal(built.map((row) => ACCOUNT_COLUMNS[file].map((column) => row.get(column))));
    }
  });

  it('stays small enough to be kept with the project', () => {
    const bytes = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).to.be.at.most(MAX_BYTES);
  });

  it('counts its rows in the README', async () => {
    const readme = (await readFile(join(EXAMPLES_FOLDER, 'README.md'), 'utf8')).replace(/ +/g, ' ');
    const rows = buildAccountFiles();
    for (const file of ACCOUNT_FILES) {
      const [all, rejected] = [rows[file].length, countRejected(file)];
      const [read, accepted] = [all, all - rejected].map((count) => count.toLocaleString('en-US'));
      expect(readme).to.contain(`| \`${file}.csv\` | ${read} | ${accepted} | ${rejected} |`);
    }
  });
});

describe('buildAccounts', () => {
  const rows = buildAccounts();

  it('has a year of a customer base of a realistic size', () => {
    expect(rows.contracts.length).to.be.at.least(1_600);
    expect(rows.invoices.length).to.be.at.least(11_000);
    expect(new Set(rows.contracts.map((row) => row.customerId)).size).to.be.at.least(1_300);
    const months = new Set(rows.invoices.map((row) => row.period));
    expect([...months]).to.include.members(['2025-11', '2025-12', '2026-01', '2026-06', '2026-10']);
  });

  it('covers all products, units, debtor types, agent models and charge kinds, and unknown ones', () => {
    expect(collect(rows.invoices, 'product')).to.include.all.keys([...PRODUCTS.split(' '), 'cloud-camera']);
    expect(collect(rows.invoices, 'managingUnit')).to.include.all.keys(UNITS);
    expect(collect(rows.invoices, 'regionUnit')).to.include.all.keys(REGIONS);
    expect(collect(rows.invoices, 'debtorType')).to.have.all.keys([...DEBTOR_TYPES]);
    expect(collect(rows.invoices, 'agentModel')).to.include.all.keys([...AGENT_MODELS]);
    expect(collect(rows.invoices, 'chargeKind')).to.include.all.keys([...CHARGE_KINDS]);
    expect(collect(rows.invoices, 'currency')).to.have.all.keys(['VND', 'USD', '']);
  });

  it('covers all kinds of payments, statuses, holds, notices, legal statuses and documents', () => {
    expect(collect(rows.payments, 'kind')).to.have.all.keys([...PAYMENT_KINDS]);
    expect(collect(rows.contracts, 'serviceStatus')).to.have.all.keys([...SERVICE_STATUSES]);
    expect(collect(rows.holds, 'kind')).to.have.all.keys([...HOLD_KINDS]);
    expect(collect(rows.notices, 'kind')).to.have.all.keys([...NOTICE_KINDS]);
    expect(collect(rows.debtors, 'legalStatus')).to.have.all.keys([...LEGAL_STATUSES]);
    const documents = rows.debtors.flatMap((row) => row.evidence.split(';')).filter((code) => code !== '');
    expect(new Set(documents)).to.have.all.keys([...EVIDENCE_CODES]);
  });

  it('lets due dates fall on Tết, on other days off and on weekends, and goes back before 2020', () => {
    const due = rows.invoices.map((row) => row.dueOn);
    expect(due.filter((day) => day >= '2026-02-16' && day <= '2026-02-20')).to.have.lengthOf.above(10);
    for (const day of ['2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02']) {
      expect(due).to.include(day);
    }
    expect(due.filter((day) => day < '2020-01-01')).to.have.lengthOf.within(3, 30);
    expect(due.filter((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 0)).to.have.lengthOf.above(500);
  });

  it('charges a month or a cycle, and agents carry their id', () => {
    const regular = rows.invoices.filter((row) => row.issuedOn > '2025-11' && row.agentModel !== '');
    expect(regular.filter((row) => (row.period === '') !== (row.cycleStart !== ''))).to.deep.equal([]);
    expect(regular.filter((row) => row.cycleStart !== '')).to.have.lengthOf.above(300);
    expect(rows.invoices.filter((row) => (row.agentId === '') !== isDirect(row.agentModel))).to.deep.equal([]);
    const wholesale = rows.invoices.filter((row) => row.agentModel === 'wholesale');
    expect(wholesale.filter((row) => row.agentId !== row.customerId)).to.deep.equal([]);
  });

  it('is paid by about four in five', () => {
    const { open, all } = sumInvoices(rows);
    expect((all - open) / all).to.be.within(0.78, 0.88);
  });

  it('gives every row an id of its own', () => {
    expectDistinct(rows.invoices.map((row) => row.invoiceId));
    expectDistinct(rows.payments.map((row) => row.paymentId));
    expectDistinct(rows.contracts.map((row) => row.contractId));
    expectDistinct(rows.holds.map((row) => row.holdId));
    expectDistinct(rows.notices.map((row) => row.noticeId));
    expectDistinct(rows.debtors.map((row) => row.customerId));
    expectDistinct(rows.provisions.map((row) => row.invoiceId));
  });

  it('names what is there, but for the rows that are made to show the opposite', () => {
    const invoices = collect(rows.invoices, 'invoiceId');
    const contracts = new Set([...collect(rows.contracts, 'contractId'), ...collect(rows.invoices, 'contractId')]);
    const customers = collect(rows.invoices, 'customerId');
    const named = [...rows.payments, ...rows.holds, ...rows.notices, ...rows.provisions].map((row) => row.invoiceId);
    expect(named.filter((id) => id !== '' && !invoices.has(id))).to.deep.equal([UNKNOWN_ID, UNKNOWN_ID]);
    const owners = [...rows.holds, ...rows.notices].map((row) => row.contractId);
    expect(owners.filter((id) => id !== '' && !contracts.has(id))).to.deep.equal([UNKNOWN_ID]);
    expect(rows.debtors.map((row) => row.customerId).filter((id) => !customers.has(id))).to.deep.equal([UNKNOWN_ID]);
  });

  it('pays invoices after their issue, in their currency and by their customer', () => {
    const invoices = new Map(rows.invoices.map((row) => [row.invoiceId, row]));
    const wrong = rows.payments.filter((payment) => {
      const invoice = invoices.get(payment.invoiceId);
      if (invoice === undefined) return false;
      const isForeign = payment.customerId !== '' && payment.customerId !== invoice.customerId;
      return isForeign || payment.paidOn < invoice.issuedOn || payment.currency !== invoice.currency;
    });
    expect(wrong).to.deep.equal([]);
  });

  it('writes amounts, dates and their order as the files want them', () => {
    for (const { amount, currency } of [...rows.invoices, ...rows.payments]) {
      expect(amount).to.match(currency === 'USD' ? /^[1-9]\d*\.\d\d$/ : /^[1-9]\d*$/);
    }
    const dates = [
      ...rows.invoices.flatMap((row) => [row.issuedOn, row.dueOn, row.cycleStart, row.cycleEnd]),
      ...rows.payments.map((row) => row.paidOn),
      ...rows.contracts.flatMap((row) => [row.statusSince, row.handedOverOn]),
      ...rows.holds.flatMap((row) => [row.from, row.until]),
      ...rows.notices.flatMap((row) => [row.sentOn, row.deliveredOn]),
      ...rows.provisions.flatMap((row) => [row.bookedOn, row.fullyProvisionedOn]),
    ];
    expect(dates.filter((date) => date !== '' && !isCalendarDate(date))).to.deep.equal([]);
    expect(rows.invoices.filter((row) => row.dueOn < row.issuedOn)).to.deep.equal([]);
    expect(rows.holds.filter((row) => row.until !== '' && row.until < row.from)).to.deep.equal([]);
    expect(rows.notices.filter((row) => row.deliveredOn !== '' && row.deliveredOn < row.sentOn)).to.deep.equal([]);
  });

  it('restricts and locks nobody to whom no warning was delivered before', () => {
    const off = rows.contracts.filter(
      (row) => /^HD-[12]/.test(row.contractId) && ['restricted', 'locked'].includes(row.serviceStatus),
    );
    expect(off).to.have.lengthOf.above(50);
    for (const { contractId, statusSince } of off) {
      const warnings = rows.notices.filter(
        (row) =>
          row.contractId === contractId &&
          row.kind === 'suspension-warning' &&
          row.deliveredOn !== '' &&
          row.deliveredOn < statusSince,
      );
      expect(warnings, contractId).to.have.lengthOf.above(0);
    }
  });

  it('knows nothing of what comes after the runs', () => {
    const late = [
      ...rows.invoices.map((row) => row.issuedOn),
      ...rows.payments.map((row) => row.paidOn),
      ...rows.notices.map((row) => row.sentOn),
    ].filter((date) => date > '2026-11-23');
    expect(late.toSorted()).to.deep.equal(['2026-11-24', '2026-11-27', '2026-11-28']);
  });
});

function collect<Column extends string>(
  rows: readonly Readonly<Record<Column, string>>[],
  column: Column,
): ReadonlySet<string> {
  return new Set(rows.map((row) => row[column].trim()));
}

function isDirect(agentModel: string): boolean {
  return agentModel === 'direct' || agentModel === '';
}

function expectDistinct(ids: readonly string[]): void {
  expect(new Set(ids).size).to.equal(ids.length);
}

/** How many invoices count, and how many of them named payments have not paid in full. */
function sumInvoices(rows: AccountRows): { readonly open: number; readonly all: number } {
  const paid = new Map<string, number>();
  for (const { invoiceId, amount, kind } of rows.payments) {
    const sign = kind === 'payment' || kind === 'credit-note' ? 1 : -1;
    paid.set(invoiceId, (paid.get(invoiceId) ?? 0) + sign * Number(amount));
  }
  const counted = rows.invoices.filter((row) => row.voided !== 'yes');
  const open = counted.filter((row) => (paid.get(row.invoiceId) ?? 0) < Number(row.amount));
  return { open: open.length, all: counted.length };
}

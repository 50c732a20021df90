import { expect } from 'chai';
import { before, it } from 'mocha';
import {
  type AccountRecord,
  countContracts,
  countContractsIn,
  readContractRecords,
  readCustomerRecords,
  readDangling,
  readOddPayments,
  sumInvoicedAndPaid,
  sumRecordAmounts,
} from '../../src/store/account-records.ts';
import type { Database } from '../../src/store/database.ts';
import type { StagedRecord } from '../../src/store/records.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildRecord, startDeciding } from '../support/store-samples.ts';

const invoice = (id: string, customer: string, contract: string, changes: Partial<StagedRecord> = {}) =>
  buildRecord(id, {
    ...{ input: 'invoices', subjectId: customer, linkId: contract, tag: 'customer', occurredAt: 1_000 },
    ...{ amountMinor: 100, currency: 'VND', body: JSON.stringify(id), ...changes },
  });
const about = (input: string, id: string, tag: string, subjectId: string, changes: Partial<StagedRecord> = {}) =>
  buildRecord(id, { input, subjectId, tag, body: JSON.stringify(id), ...changes });
const paid = (id: string, invoiceId: string, changes: Partial<StagedRecord> = {}) =>
  about('payments', id, 'invoice', invoiceId, { occurredAt: 2_000, amountMinor: 10, currency: 'VND', ...changes });

describeEachDatabase('records of accounts', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });
  const list = (records: readonly AccountRecord[]): readonly string[] =>
    records.map(({ input, body }) => `${input} ${JSON.parse(body)}`).sort();

  it('of customers are their own and those about their invoices, whoever else has ids like theirs', async () => {
    const runId = await startDeciding(database, [
      invoice('X', 'A', 'X'),
      invoice('Y', 'B', 'X'),
      invoice('Z', 'X', 'A'),
      paid('p1', 'X'),
      paid('p2', 'A'), // on an invoice that is called as a customer
      about('payments', 'p3', 'customer', 'A', { amountMinor: 5, currency: 'VND' }),
      about('holds', 'h1', 'invoice', 'X'),
      about('holds', 'h2', 'contract', 'X'),
      about('contracts', 'A', 'customer', 'B'),
      about('debtors', 'A', 'customer', 'A'),
      about('provisions', 'X', 'invoice', 'X'),
      about('settlements', 'X', 'invoice', 'X'),
    ]);
    const read = async (fromId: string, toId: string) =>
      list(await readCustomerRecords(database, runId, { fromId, toId }));
    const ofA = ['debtors A', 'holds h1', 'invoices X', 'payments p1', 'payments p3', 'provisions X', 'settlements X'];
    expect(await read('A', 'A')).to.deep.equal(ofA);
    expect(await read('A', 'B')).to.deep.equal([...ofA, 'contracts A', 'invoices Y'].sort());
    expect(await read('X', 'X')).to.deep.equal(['invoices Z']);
    expect(await read('C', 'W')).to.deep.equal([]);
    const readContracts = async (contractIds: readonly string[], fromId: string, toId: string) =>
      list(await readContractRecords(database, runId, contractIds, { fromId, toId }));
    const ofContracts = ['contracts A', 'holds h2'];
    const all = [...ofContracts, 'invoices X', 'invoices Y', 'invoices Z'].sort();
    expect(await readContracts(['X', 'A'], 'C', 'W')).to.deep.equal(all);
    expect(await readContracts(['X', 'A'], 'A', 'A'), 'but those of A').to.deep.equal(
      [...ofContracts, 'invoices Y', 'invoices Z'].sort(),
    );
    expect(await readContracts(['X', 'A'], 'A', 'X'), 'but those of all three').to.deep.equal(ofContracts);
    expect(await readContracts([], 'C', 'W')).to.deep.equal([]);
  });

  it('are read for more contracts than one statement has room for', async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `K${index}`);
    const runId = await startDeciding(
      database,
      ids.map((id) => invoice(`I-${id}`, 'A', id)),
    );
    expect(await readContractRecords(database, runId, ids, { fromId: 'B', toId: 'B' })).to.have.length(2_500);
  });

  it('tell of payments that do not fit their invoice, page after page', async () => {
    const odd = Array.from({ length: 1_200 }, (_, index) => paid(`u${String(index).padStart(4, '0')}`, 'I9'));
    const runId = await startDeciding(database, [
      invoice('I1', 'A', 'K1'),
      ...odd,
      paid('p1', 'I1'),
      paid('p2', 'I1', { occurredAt: 1_000 }),
      paid('p3', 'I1', { occurredAt: 999 }),
      paid('p4', 'I1', { currency: 'USD' }),
      paid('p5', 'I1', { linkId: 'B' }),
      paid('p6', 'I1', { linkId: 'A' }),
      about('payments', 'p7', 'customer', 'I9', { amountMinor: 1, currency: 'USD', occurredAt: 0 }),
    ]);
    const seen = await readAll(readOddPayments(database, runId));
    expect(seen.map((each) => each.recordId)).to.deep.equal(['p3', 'p4', 'p5', ...odd.map((each) => each.recordId)]);
    expect(seen[0]).to.deep.equal({
      ...{ recordId: 'p3', line: 2, invoiceId: 'I1', paidAt: 999, currency: 'VND', amountMinor: 10, customerId: null },
      ...{ invoiceCurrency: 'VND', issuedAt: 1_000, invoiceCustomerId: 'A' },
    });
    expect(seen.at(-1)).to.include({ issuedAt: null, invoiceCurrency: null, invoiceCustomerId: null });
  });

  it('tell of records about what no file has', async () => {
    const runId = await startDeciding(database, [
      invoice('I1', 'A', 'K1'),
      about('contracts', 'K2', 'customer', 'C'),
      ...['I1', 'I9', 'K1', 'A'].map((id) => about('holds', `i-${id}`, 'invoice', id)),
      ...['K1', 'K2', 'K9', 'I1'].map((id) => about('holds', `k-${id}`, 'contract', id)),
      ...['A', 'C', 'K1'].map((id) => about('debtors', id, 'customer', id)),
    ]);
    const read = async (input: string, subject: 'invoice' | 'contract' | 'customer') =>
      (await readAll(readDangling(database, runId, input, subject))).map((each) => each.recordId);
    expect(await read('holds', 'invoice')).to.deep.equal(['i-A', 'i-I9', 'i-K1']);
    expect(await read('holds', 'contract')).to.deep.equal(['k-I1', 'k-K9']);
    expect(await read('debtors', 'customer')).to.deep.equal(['C', 'K1']);
    expect(await read('notices', 'contract')).to.deep.equal([]);
  });

  it('are added up by currency up to a day, below zero and beyond what a number holds', async () => {
    const large = { amountMinor: Number.MAX_SAFE_INTEGER };
    const runId = await startDeciding(database, [
      ...Array.from({ length: 1_100 }, (_, index) => invoice(`I${index}`, 'A', 'K1', large)),
      invoice('U', 'A', 'K1', { currency: 'USD', amountMinor: 7 }),
      invoice('late', 'A', 'K1', { occurredAt: 3_000 }),
      paid('p1', 'I1'),
      paid('p2', 'I1', { amountMinor: -2_500_000_001 }),
      about('settlements', 'I1', 'invoice', 'I1', { amountMinor: 1, currency: 'VND', occurredAt: 2_000 }),
      about('debtors', 'A', 'customer', 'A'),
    ]);
    const sum = 1_100n * BigInt(Number.MAX_SAFE_INTEGER);
    expect(await sumRecordAmounts(database, runId, ['invoices'])).to.deep.equal(
      new Map([
        ['USD', 7n],
        ['VND', sum + 100n],
      ]),
    );
    const { invoiced, paid: settled } = await sumInvoicedAndPaid(database, runId, 2_999);
    expect(invoiced.get('VND')).to.equal(sum);
    expect(settled).to.deep.equal(new Map([['VND', -2_499_999_990n]]));
    expect(await sumRecordAmounts(database, runId, ['debtors'])).to.deep.equal(new Map());
  });

  it('are counted by contract, from their own file and from invoices, and by status on a day', async () => {
    const runId = await startDeciding(database, [
      invoice('I1', 'A', 'K1'),
      invoice('I2', 'A', 'K1'),
      invoice('I3', 'A', 'k1'),
      about('contracts', 'K1', 'customer', 'A', { linkId: 'locked' }),
      about('contracts', 'K2', 'customer', 'A', { linkId: 'locked', occurredAt: 5_000 }),
      about('contracts', 'K3', 'customer', 'A', { linkId: 'locked', occurredAt: 5_001 }),
      about('contracts', 'K4', 'customer', 'A', { linkId: 'active' }),
    ]);
    expect(await countContracts(database, runId)).to.equal(5);
    expect(await countContractsIn(database, runId, 'locked', 5_000)).to.equal(2);
    expect(await countContracts(database, await startDeciding(database, []))).to.equal(0);
  });
});

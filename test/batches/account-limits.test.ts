import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { it } from 'mocha';
import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import { Failure } from '../../src/domain/failure.ts';
import { readBalances, sumBalances } from '../../src/store/balances.ts';
import { countRejectedRows, readRejectedRows } from '../../src/store/rejected-rows.ts';
import { findRun, readRunAmounts } from '../../src/store/runs.ts';
import { ACCOUNT_KINDS, type AccountKind, buildAccountRequest, writeInputs } from '../support/account-runs.ts';
import { describeEachDatabase, type OpenTestDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { readRows, run } from '../support/sample-run.ts';

const AS_OF = '2026-06-30';
const LARGEST = Number.MAX_SAFE_INTEGER;
const INVOICES = 'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount';
const buildRow = (id: string, customer: string, amount: number): string =>
  `${id},${customer},organisation,K-${customer},sms-brandname,2026-06-01,2026-06-15,${amount}`;

type Row = Readonly<Record<string, unknown>>;

async function runFiles(open: OpenTestDatabase, kind: AccountKind, files: Readonly<Record<string, readonly string[]>>) {
  return withFolder(async (folder) => {
    const database = await open();
    const inputs = await writeInputs(folder, files);
    const { runId } = await run(await buildAccountRequest(folder, kind, AS_OF, { inputs }), database);
    const rows = (await readRows(database, runId)).map((row): Row => JSON.parse(row));
    return { database, runId, rows };
  });
}

describeEachDatabase('accounts at their limits', (open) => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `I-${index}`);
  const many = {
    invoices: [INVOICES, ...ids.map((id, index) => buildRow(id, 'C1', index + 1))],
    payments: ['paymentId,invoiceId,customerId,paidOn,amount', 'P1,,C1,2026-06-20,1000000'],
    notices: [
      'noticeId,contractId,invoiceId,kind,sentOn,deliveredOn',
      'W1,K-C1,,suspension-warning,2026-06-22,2026-06-25',
      ...ids.map((id) => `N${id},,${id},payment-notice,2026-06-01,`),
    ],
  };
  const openMinor = (10_000 * 10_001) / 2 - 1_000_000;

  it('decide a contract with 10,000 invoices as one, in billing', async () => {
    const { rows } = await runFiles(open, 'billing', many);
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ openAmount: openMinor, overdueAmount: openMinor, action: 'restrict-service' });
  }).timeout(60_000);

  it('decide each of its 10,000 invoices in debts, and what was paid goes to the first of them by id', async () => {
    const { rows, database, runId } = await runFiles(open, 'debt', many);
    const sum = rows.reduce((total, row) => total + Number(row.openAmount), 0);
    expect(sum).to.equal(openMinor);
    // I-0, I-1, I-10, I-100, I-1000 …: the order of the bytes
    const sorted = ids.map((id, index) => ({ id, amount: index + 1 })).sort((a, b) => (a.id < b.id ? -1 : 1));
    let left = 1_000_000;
    const expected = sorted.flatMap(({ id, amount }) => {
      const taken = Math.min(left, amount);
      left -= taken;
      return amount > taken ? [[id, amount - taken]] : [];
    });
    expect(rows.map(({ id, openAmount }) => [id, openAmount])).to.deep.equal(expected);
    const balances: readonly CustomerBalance[] = await readAll(readBalances(database, runId));
    expect(balances).to.have.length(1);
    expect(balances[0]).to.include({ openMinor, creditMinor: 0 });
  }).timeout(60_000);

  it('add sums of a run up exactly, however many digits they have', async () => {
    const customers = Array.from({ length: 1_100 }, (_, index) => `C-${index}`);
    const invoices = [INVOICES, ...customers.map((customer) => buildRow(`I-${customer}`, customer, LARGEST))];
    const { rows, database, runId } = await runFiles(open, 'debt', { invoices });
    expect(rows).to.have.length(1_100);
    const sum = 1_100n * BigInt(LARGEST);
    expect(await readRunAmounts(database, runId)).to.deep.equal([
      { input: 'invoices', currency: 'VND', readMinor: sum, storedMinor: sum },
    ]);
    expect((await sumBalances(database, runId)).get('VND')).to.include({ invoiced: sum, open: sum, settled: 0n });
  }).timeout(60_000);

  for (const kind of ACCOUNT_KINDS) {
    it(`${kind}: fail where the amounts of one customer come to more than is exact, and write no report`, async () => {
      const invoices = [INVOICES, buildRow('I1', 'C1', LARGEST), buildRow('I2', 'C1', 1)];
      await withFolder(async (folder) => {
        const inputs = await writeInputs(folder, { invoices });
        const request = await buildAccountRequest(folder, kind, AS_OF, { inputs });
        const failure = await run(request, await open()).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(Failure).and.to.include({ code: 'AMOUNT_TOO_LARGE' });
        expect(await readdir(folder)).to.deep.equal(['invoices.csv']);
      });
    });
  }

  it('end well, with no decision, where 9,000 rows are read and every one is rejected', async () => {
    const invoices = [
      INVOICES,
      ...ids.slice(0, 9_000).map((id) => `${id},C1,organisation,K1,,2026-06-01,2026-06-15,-1`),
    ];
    const payments = ['paymentId,invoiceId,customerId,paidOn,amount', 'P1,,C1,2026-02-30,1'];
    const { rows, database, runId } = await runFiles(open, 'debt', { invoices, payments });
    expect(rows).to.deep.equal([]);
    const found = await findRun(database, runId);
    expect(found).to.include({ status: 'closed' });
    expect(found?.rows).to.deep.equal({ read: 9_001, accepted: 0, rejected: 9_001 });
    expect(await countRejectedRows(database, runId)).to.deep.equal({ invoices: 9_000, payments: 1 });
  });

  it('reject a row with a text of a million characters, say how many it has, and go on with the next', async () => {
    const name = 'x'.repeat(1_000_000);
    const invoices = [
      `${INVOICES},customerName`,
      `${buildRow('I1', 'C1', 5)},${name}`,
      `${buildRow('I2', 'C1', 7)},An`,
    ];
    const { rows, database, runId } = await runFiles(open, 'debt', { invoices });
    expect(rows.map(({ id, openAmount }) => [id, openAmount])).to.deep.equal([['I2', 7]]);
    const rejected = await readAll(readRejectedRows(database, runId));
    expect(rejected.map(({ line, id }) => [line, id])).to.deep.equal([[2, 'I1']]);
    const [problem] = rejected[0]?.problems ?? [];
    expect(problem).to.include({ column: 'customerName', code: 'TOO_LONG', value: null });
    expect(problem?.allowed).to.include('there are 1000000');
  });

  it('keep a booked provision of another currency exact, or say that it cannot be', async () => {
    const files = {
      invoices: [`${INVOICES},currency`, `${buildRow('I1', 'C1', 100)},USD`],
      provisions: ['invoiceId,bookedAmount', `I1,${LARGEST}`],
    };
    const failure = await runFiles(open, 'debt', files).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Failure).and.to.include({ code: 'AMOUNT_TOO_LARGE' });
  });
});

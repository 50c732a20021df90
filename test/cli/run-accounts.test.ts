import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { RunResult } from '../../src/batches/run-result.ts';
import { writeInputs } from '../support/account-runs.ts';
import { type CliResult, makeFolder, PROJECT_FOLDER, runCli, withFolder } from '../support/run-cli.ts';

const FILES = {
  invoices: [
    'invoiceId,customerId,debtorType,contractId,product,issuedOn,dueOn,amount,currency',
    'I1,C1,organisation,K1,sms-brandname,2026-06-01,2026-06-15,1000000,VND',
    'I2,C1,organisation,K1,sms-brandname,2026-06-01,2026-06-15,10.50,USD',
    'I3,C2,individual,K2,mobile-pbx,2025-12-01,2025-12-15,500000,VND',
    'I4,C2,individual,K2,mobile-pbx,2025-12-01,2025-12-15,"1,5",VND',
  ],
  contracts: ['contractId,customerId,serviceStatus,statusSince', 'K2,C2,locked,2026-06-01', 'K3,C3,active,'],
};

describe('kyhan run billing and debt', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => {
    folder = await makeFolder();
    await writeInputs(folder, FILES);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const call = (kind: string, asOf: string, more: readonly string[] = []): Promise<CliResult> => {
    const files = ['--invoices', 'invoices.csv', '--contracts', 'contracts.csv'];
    return runCli(folder, ['run', kind, ...files, '--as-of', asOf, '--json', ...more]);
  };
  const readRows = async (runId: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await runCli(folder, ['decisions', runId])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('prints one JSON object, and decides each contract in each of its currencies', async () => {
    const { exitCode, stdout, stderr } = await call('billing', '2026-06-30');
    expect(exitCode, stderr).to.equal(0);
    const result: RunResult = JSON.parse(stdout);
    expect(result).to.include({ kind: 'billing', asOf: '2026-06-30', status: 'closed' });
    expect(result.rows).to.deep.equal({ read: 6, accepted: 5, rejected: 1 });
    expect(Object.values(result.decisions).reduce((sum, count) => sum + count, 0)).to.equal(4);
    const rows = await readRows(result.runId);
    expect(rows.map(({ id, currency, openAmount }) => [id, currency, openAmount])).to.deep.equal([
      ['K1', 'USD', 1_050],
      ['K1', 'VND', 1_000_000],
      ['K2', 'VND', 500_000],
      ['K3', null, 0],
    ]);
    for (const row of rows) {
      expect(Object.keys(row)).to.deep.equal([
        ...['subject', 'id', 'customerId', 'currency', 'openAmount', 'overdueAmount', 'oldestUnpaidDueOn'],
        ...['daysPastDue', 'serviceStatus', 'action', 'reason', 'heldAction', 'needsApproval', 'holds', 'rules'],
        'release',
      ]);
    }
  });

  it('decides locked contracts and open invoices of debts, in the order of subject and id', async () => {
    const { exitCode, stdout, stderr } = await call('debt', '2026-06-30');
    expect(exitCode, stderr).to.equal(0);
    const result: RunResult = JSON.parse(stdout);
    const rows = await readRows(result.runId);
    expect(rows.map(({ subject, id }) => [subject, id])).to.deep.equal([
      ['contract', 'K2'],
      ['invoice', 'I1'],
      ['invoice', 'I2'],
      ['invoice', 'I3'],
    ]);
    expect(Object.keys(rows[0] ?? {})).to.deep.equal([
      ...['subject', 'id', 'customerId', 'daysSinceLock', 'action', 'reason', 'limitationWarning', 'holds', 'rules'],
      'release',
    ]);
    expect(Object.keys(rows[1] ?? {})).to.deep.equal([
      ...['subject', 'id', 'contractId', 'customerId', 'currency', 'openAmount', 'daysPastDue', 'ageingBucket'],
      ...['provisionRatePercent', 'provisionBase', 'provisionAmount', 'provisionSupported', 'provisionBooked'],
      ...['provisionChange', 'missingEvidence', 'writeOffCase', 'writeOffCases', 'writeOffAction', 'writeOffMissing'],
      ...['rules', 'release'],
    ]);
    expect(rows[3]).to.include({ ageingBucket: 'dpd-181-365', provisionRatePercent: 50, provisionAmount: 250_000 });
    expect(result.decisions).to.include({ 'write-off:none': 3 });
  });

  it('explains a contract and an invoice', async () => {
    const billing: RunResult = JSON.parse((await call('billing', '2026-06-30')).stdout);
    const contract = await runCli(folder, ['explain', billing.runId, 'K1', '--lang', 'en']);
    expect(contract.exitCode, contract.stderr).to.equal(0);
    expect(contract.stdout).to.include('DECIDES').and.to.include('I1  1000000 / 1000000  due 2026-06-15  DPD 15');
    const debt: RunResult = JSON.parse((await call('debt', '2026-06-30')).stdout);
    const invoice = await runCli(folder, ['explain', debt.runId, 'I3', '--lang', 'en']);
    expect(invoice.exitCode, invoice.stderr).to.equal(0);
    expect(invoice.stdout).to.include('DECIDES').and.to.include('schedule');
  });

  it('exits with 3 for rejected rows under --strict', async () => {
    expect((await call('billing', '2026-06-30', ['--strict'])).exitCode).to.equal(3);
  });

  for (const [kind, dayBefore, first] of [
    ['billing', '2020-08-31', '2020-09-01'],
    ['debt', '2019-10-09', '2019-10-10'],
  ] as const) {
    it(`${kind}: runs from ${first}, the first day on which its rules are valid`, async () => {
      const { exitCode, stdout, stderr } = await call(kind, first);
      expect(exitCode, stderr).to.equal(0);
      const result: RunResult = JSON.parse(stdout);
      expect(result.status).to.equal('closed');
      expect(stderr.includes('no rule of "debt-collection" is valid on that day')).to.equal(kind === 'debt');
    });

    it(`${kind}: refuses ${dayBefore}, before it looks at any file or database`, () =>
      withFolder(async (empty) => {
        const args = ['run', kind, '--invoices', 'none.csv', '--as-of', dayBefore];
        const { exitCode, stdout, stderr } = await runCli(empty, args);
        expect(exitCode).to.equal(2);
        expect(stdout).to.equal('');
        expect(stderr)
          .to.match(/no rule of "(billing-ladder|debt-provision-rates)" is valid on/)
          .and.to.include(dayBefore)
          .and.to.include(`the first one begins on ${first}`)
          .and.to.include('[NO_RULES_ON_DAY]');
        expect(await readdir(empty)).to.not.include('kyhan.db');
      }));
  }

  for (const [what, args, says] of [
    ['no day', ['run', 'billing', '--invoices', 'invoices.csv'], /--as-of <day>/],
    ['a day that there is not', ['--as-of', '2026-02-29'], /It is no day[\s\S]*a real day such as 2026-11-23/],
    ['a moment', ['--as-of', '2026-06-30T09:00:00+07:00'], /It is no day/],
    ['no invoices', ['run', 'debt', '--as-of', '2026-06-30'], /--invoices/],
    ['an input of the other batch', ['--as-of', '2026-06-30', '--debtors', 'p.csv'], /unknown option '--debtors'/],
    [
      'a mapping of another batch',
      ['--as-of', '2026-06-30', '--mapping', 'uci-incidents'],
      /is for tickets; this batch has invoices, payments/,
    ],
  ] as const) {
    it(`tells of ${what} in words and exits with 2`, async () => {
      const isWhole = args[0] === 'run';
      const { exitCode, stderr } = await runCli(
        folder,
        isWhole ? args : ['run', 'billing', '--invoices', 'invoices.csv', ...args],
      );
      expect(stderr).to.match(says);
      expect(exitCode).to.equal(2);
    });
  }
});

describe('the sample year', () => {
  it('is read whole by billing, with a reason for every row that is not', function () {
    this.timeout(120_000);
    return withFolder(async (folder) => {
      const inputs = ['invoices', 'payments', 'contracts', 'holds', 'notices'];
      const files = inputs.flatMap((input) => [`--${input}`, join(PROJECT_FOLDER, `examples/${input}.csv`)]);
      const args = ['run', 'billing', ...files, '--as-of', '2026-11-23', '--json'];
      const { exitCode, stdout, stderr } = await runCli(folder, args);
      expect(exitCode, stderr).to.equal(0);
      const { rows, runId, reports }: RunResult = JSON.parse(stdout);
      expect(rows.read).to.equal(rows.accepted + rows.rejected);
      expect(rows.rejected).to.be.greaterThan(0);
      const rejected = (await runCli(folder, ['rejected', runId])).stdout.trim().split('\n');
      expect(rejected).to.have.length(rows.rejected);
      expect(await readdir(join(folder, 'reports'))).to.deep.equal([...reports].sort());
    });
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type exceljs from 'exceljs';
import { describe, it } from 'mocha';
import { BUCKET_LABELS } from '../../reports/debt/labels.ts';
import type { Batch } from '../../src/batches/batch.ts';
import { BILLING_BATCH } from '../../src/batches/billing/billing-batch.ts';
import { DEBT_BATCH } from '../../src/batches/debt/debt-batch.ts';
import { proveValidRules } from '../../src/batches/prove-valid-rules.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { AGEING_BUCKETS, type CollectionDecision, type DebtInvoiceDecision } from '../../src/domain/debt-decision.ts';
import { Failure } from '../../src/domain/failure.ts';
import { startOfDate } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { getSheet, readTable, readWorkbook } from '../reports/read-workbook.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { PROJECT_FOLDER, withFolder } from '../support/run-cli.ts';
import { buildRequest, readRows, run } from '../support/sample-run.ts';

const DAY_MS = 86_400_000;
const INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'];

/** Decisions of the sample by batch; each database, in chunks of its own, must give the same. */
const seen = new Map<string, readonly string[]>();

function buildAccountRequest(folder: string, batch: Batch, asOf: string, set: Partial<RunRequest>) {
  return buildRequest(folder, { batch, asOf: startOfDate(asOf), asOfText: asOf, ...set });
}

function listInputs(batch: Batch): RunRequest['inputs'] {
  return INPUTS.filter((input) => batch.inputs.includes(input)).map((input) => ({
    input,
    path: join(PROJECT_FOLDER, `examples/${input}.csv`),
  }));
}

describeEachDatabase('a run of accounts', (open) => {
  for (const [batch, asOf] of [
    [BILLING_BATCH, '2026-11-23'],
    [DEBT_BATCH, '2026-11-30'],
  ] as const) {
    it(`decides the sample of ${batch.kind} byte for byte alike in other chunks, on the other database`, async () => {
      const database = await open();
      const subjectsPerChunk = database.dialect === 'sqlite' ? 61 : 100_000;
      await withFolder(async (folder) => {
        const request = await buildAccountRequest(folder, batch, asOf, { inputs: listInputs(batch), subjectsPerChunk });
        const { runId, status, reports } = await run(request, database);
        expect(status).to.equal('closed');
        const rows = await readRows(database, runId);
        expect(rows.length).to.be.greaterThan(1_800);
        expect(rows).to.deep.equal(seen.get(batch.kind) ?? rows);
        seen.set(batch.kind, rows);
        const ageing = reports.find((name) => name.startsWith('debt-ageing'));
        if (ageing !== undefined) await compareBuckets(await readWorkbook(join(folder, ageing)), rows);
      });
    }).timeout(120_000);
  }

  it("ages IBM's kind of ledger as a straightforward loop does, on three days inside its range", async () => {
    const database = await open();
    const ledger = buildLedger(400);
    for (const asOf of ['2022-06-30', '2023-01-31', '2023-09-30']) {
      expect(await ageByRun(database, ledger, asOf)).to.deep.equal(ageByLoop(ledger, asOf));
    }
  }).timeout(60_000);
});

/** Reads the cells of debt-ageing back: by invoice, unit and customer they come to the sums of the decisions. */
async function compareBuckets(workbook: exceljs.Workbook, rows: readonly string[]): Promise<void> {
  const expected = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: unknown): void => {
    expect(amount, key).to.be.a('number');
    sums.set(key, (sums.get(key) ?? 0) + Number(amount));
  };
  for (const text of rows) {
    const row: DebtInvoiceDecision | CollectionDecision = JSON.parse(text);
    if (row.subject === 'invoice' && row.currency === 'VND') add(expected, row.ageingBucket, row.openAmount);
  }
  const byInvoice = new Map<string, number>();
  for (const row of readTable(getSheet(workbook, 'Hoá đơn - Invoices'))) {
    const bucket = AGEING_BUCKETS.find((each) => BUCKET_LABELS[each].vi === row.Bucket);
    add(byInvoice, bucket ?? String(row.Bucket), row.Open);
  }
  expect(Object.fromEntries([...byInvoice].sort())).to.deep.equal(Object.fromEntries([...expected].sort()));
  const open = [...expected.values()].reduce((sum, each) => sum + each, 0);
  for (const name of ['Theo đơn vị - Units', 'Theo KH - Customers']) {
    const table = readTable(getSheet(workbook, name));
    const sum = (heading: string): number => table.reduce((total, row) => total + Number(row[heading] ?? 0), 0);
    const inBuckets = AGEING_BUCKETS.reduce((total, each) => total + sum(BUCKET_LABELS[each].en), 0);
    expect(inBuckets + sum('Disputed'), name).to.equal(open);
    expect(sum('Open'), name).to.equal(open);
  }
}

describe('rules that are not valid yet', () => {
  it('stop a run before anything is read', async () => {
    const { release } = await buildRequest('.');
    const codeOn = (batch: Batch, day: string): string => {
      try {
        proveValidRules(batch, release, day);
        return 'valid';
      } catch (error) {
        return error instanceof Failure ? error.code : 'another error';
      }
    };
    expect(codeOn(BILLING_BATCH, '2020-08-31')).to.equal('NO_RULES_ON_DAY');
    expect(codeOn(BILLING_BATCH, '2020-09-01')).to.equal('valid');
    expect(codeOn(DEBT_BATCH, '2019-10-09')).to.equal('NO_RULES_ON_DAY');
    expect(codeOn(DEBT_BATCH, '2019-10-10')).to.equal('valid');
    expect(proveValidRules(DEBT_BATCH, release, '2019-10-10')).to.include('debt-collection');
  });
});

/** A row of the ledger; days are counted from 2012-01-03, cents are whole. */
type LedgerRow = {
  readonly id: number;
  readonly issued: number;
  readonly due: number;
  readonly settled: number;
  readonly cents: number;
};

const LEDGER_START_MS = Date.UTC(2012, 0, 3);
/** The mapping moves days by 522 weeks. */
const SHIFT_DAYS = 3_654;

function buildLedger(count: number): readonly LedgerRow[] {
  return Array.from({ length: count }, (_, id) => {
    const issued = (id * 37) % 680;
    return {
      id,
      issued,
      due: issued + 30,
      settled: issued + ((id * 53) % 430),
      cents: 1_000 + ((id * 7_919) % 100_000),
    };
  });
}

async function ageByRun(database: Database, ledger: readonly LedgerRow[], asOf: string) {
  return withFolder(async (folder) => {
    const path = join(folder, 'ledger.csv');
    const toUsDate = (day: number): string => {
      const date = new Date(LEDGER_START_MS + day * DAY_MS);
      return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
    };
    const lines = ledger.map(({ id, issued, due, settled, cents }) =>
      [
        391,
        `C-${id % 20}`,
        '',
        id,
        toUsDate(issued),
        toUsDate(due),
        (cents / 100).toFixed(2),
        'No',
        toUsDate(settled),
        'Paper',
        0,
        0,
      ].join(','),
    );
    const header =
      'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate';
    await writeFile(path, `${[header, ...lines].join('\n')}\n`);
    const { release } = await buildRequest(folder);
    const mapping = release.mappings.get('ibm-receivables');
    if (mapping === undefined) throw new Error('the mapping is not shipped');
    const request = await buildAccountRequest(folder, DEBT_BATCH, asOf, {
      inputs: [{ input: 'invoices', path }],
      mapping: { name: 'ibm-receivables', mapping },
    });
    const result = await run(request, database);
    expect(result.rows).to.deep.equal({ read: ledger.length, accepted: ledger.length, rejected: 0 });
    const buckets: Record<string, number> = {};
    for (const text of await readRows(database, result.runId)) {
      const row: { ageingBucket: string; openAmount: number } = JSON.parse(text);
      buckets[row.ageingBucket] = (buckets[row.ageingBucket] ?? 0) + row.openAmount;
    }
    return buckets;
  });
}

/** Open amounts by bucket, worked out invoice by invoice. */
function ageByLoop(ledger: readonly LedgerRow[], asOf: string) {
  const today = Date.parse(`${asOf}T00:00:00Z`) / DAY_MS;
  const start = LEDGER_START_MS / DAY_MS + SHIFT_DAYS;
  const buckets: Record<string, number> = {};
  for (const { issued, due, settled, cents } of ledger) {
    if (start + issued > today || start + settled <= today) continue;
    let effective = start + due;
    while (isFree(effective)) effective += 1;
    const bucket = toBucket(today - effective);
    buckets[bucket] = (buckets[bucket] ?? 0) + cents;
  }
  return buckets;
}

/** Weekdays off in 2022 and 2023, as the decisions of the government list them. */
const DAYS_OFF = new Set(
  '2022-01-03 2022-01-31 2022-02-01 2022-02-02 2022-02-03 2022-02-04 2022-04-11 2022-05-02 2022-05-03 2022-09-01 2022-09-02 2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01 2023-05-02 2023-05-03 2023-09-01 2023-09-04'.split(
    ' ',
  ),
);

function isFree(day: number): boolean {
  const date = new Date(day * DAY_MS);
  return date.getUTCDay() === 0 || date.getUTCDay() === 6 || DAYS_OFF.has(date.toISOString().slice(0, 10));
}

function toBucket(daysPastDue: number): string {
  if (daysPastDue <= 0) return 'not-due';
  if (daysPastDue <= 30) return 'dpd-1-30';
  if (daysPastDue <= 60) return 'dpd-31-60';
  if (daysPastDue <= 90) return 'dpd-61-90';
  if (daysPastDue <= 180) return 'dpd-91-180';
  return daysPastDue <= 365 ? 'dpd-181-365' : 'dpd-over-365';
}

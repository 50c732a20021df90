/**
 * `usual-pipeline.ts INVOICES PAYMENTS DATABASE OUT`: the pipeline that most people would write with the same rules: a row at
 * a time from csv-parse, one engine of json-rules-engine for each rule set, an insert for each row in a transaction, and
 * workbooks of exceljs in memory. Its workbooks have the columns and rows of the four large lists of ours: no cover, no
 * totals, no control totals, no styles. It keeps no balances.
 */
import { mkdir } from 'node:fs/promises';
import Excel from 'exceljs';
import type { Engine } from 'json-rules-engine';
import type { Knex } from 'knex';
import { AGEING_BUCKETS } from '../../src/domain/debt-decision.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { DEBT_AS_OF } from '../debt-files.ts';
import { type OpenInvoice, readRows, settleInvoice, toPaidMinor } from './debt-input.ts';
import { buildEngines, type EngineOutput } from './plain-engines.ts';
import { toInvoiceRecord, toPaymentRecord } from './record-rows.ts';

type Cells = Readonly<Record<string, string | number | boolean | null>>;

const [invoicesFile = '', paymentsFile = '', databaseFile = '', out = ''] = process.argv.slice(2);
const RUN_ID = 'usual';
const engines = await buildEngines(DEBT_AS_OF);
const database = await openDatabase(databaseFile);
await migrateDatabase(database);
const decided: Cells[] = [];
await database.knex.transaction(storeAll);
await database.close();
await mkdir(out, { recursive: true });
const INVOICE = ['id', 'customerId', 'customerName', 'debtorType', 'contractId', 'product', 'managingUnit'];
const PROVISION = ['provisionBase', 'provisionAmount', 'provisionBooked', 'provisionChange'];
await writeWorkbook('debt-ageing', [
  {
    name: 'customers',
    columns: [
      'customerId',
      'customerName',
      'debtorType',
      'invoices',
      ...AGEING_BUCKETS,
      'undisputed',
      'disputed',
      'open',
    ],
    rows: sumByCustomer(),
  },
  {
    name: 'invoices',
    columns: [
      ...INVOICE,
      ...['chargeKind', 'issuedOn', 'dueOn', 'effectiveDueOn', 'daysPastDue', 'ageingBucket'],
      ...['amountMinor', 'openAmount', 'disputed'],
    ],
    rows: decided,
  },
]);
await writeWorkbook('debt-provision', [
  {
    name: 'invoices',
    columns: [
      ...INVOICE,
      ...['dueOn', 'monthsPastDue', 'schedule', 'provisionRatePercent', 'openAmount', 'offset'],
      ...PROVISION,
      ...['bookedOn', 'provisionSupported'],
    ],
    rows: decided,
  },
  {
    name: 'missing',
    columns: [...INVOICE, 'dueOn', 'provisionRatePercent', ...PROVISION, 'missingEvidence'],
    rows: decided.filter((each) => each.provisionSupported === false),
  },
]);

async function storeAll(trx: Knex.Transaction): Promise<void> {
  const paid = new Map<string, number>();
  let line = 1;
  for await (const row of readRows(paymentsFile)) {
    line += 1;
    paid.set(row.invoiceId ?? '', (paid.get(row.invoiceId ?? '') ?? 0) + toPaidMinor(row));
    await trx('records').insert(toPaymentRecord(RUN_ID, row, line));
  }
  line = 1;
  for await (const row of readRows(invoicesFile)) {
    line += 1;
    await trx('records').insert(toInvoiceRecord(RUN_ID, row, line));
    const invoice = settleInvoice(row, paid.get(row.invoiceId ?? '') ?? 0);
    if (invoice.openMinor > 0) await decideAndStore(trx, invoice);
  }
}

async function decideAndStore(trx: Knex.Transaction, invoice: OpenInvoice): Promise<void> {
  const { row, openMinor, daysPastDue, monthsPastDue } = invoice;
  const facts: Record<string, unknown> = {
    debtorType: row.debtorType,
    chargeKind: row.chargeKind,
    daysPastDue,
    monthsPastDue,
    evidence: [],
    legalStatus: null,
    monthsFullyProvisioned: null,
  };
  const ask = (ruleSet: keyof typeof engines): Promise<readonly EngineOutput[]> => run(engines[ruleSet].engine, facts);
  const ageing = (await ask('debt-ageing'))[0] ?? engines['debt-ageing'].fallback;
  const scheduled = (await ask('debt-provision-schedule'))[0] ?? engines['debt-provision-schedule'].fallback;
  facts.schedule = scheduled.schedule;
  const rate = (await ask('debt-provision-rates'))[0] ?? engines['debt-provision-rates'].fallback;
  facts.ratePercent = rate.ratePercent;
  const missing = (await ask('debt-provision-evidence')).map((each) => String(each.document)).sort();
  const cases = await ask('debt-write-off-cases');
  facts.writeOffCaseCount = cases.length;
  facts.caseDocument = cases[0]?.document ?? null;
  const writeOffMissing = await ask('debt-write-off-evidence');
  facts.missingDocumentCount = writeOffMissing.length;
  const proposal = (await ask('debt-write-off'))[0] ?? engines['debt-write-off'].fallback;
  const ratePercent = Number(rate.ratePercent);
  const decision = {
    id: row.invoiceId ?? '',
    contractId: row.contractId ?? '',
    customerId: row.customerId ?? '',
    openAmount: openMinor,
    daysPastDue,
    ageingBucket: String(ageing.bucket),
    provisionRatePercent: ratePercent,
    provisionAmount: Math.floor((openMinor * ratePercent + 50) / 100),
    provisionSupported: ratePercent === 0 ? null : missing.length === 0,
    missingEvidence: missing.join(';'),
    writeOffAction: String(proposal.action),
  };
  await trx('decisions').insert({
    run_id: RUN_ID,
    subject: 'invoice',
    id: decision.id,
    part: 'VND',
    outcome: `write-off:${decision.writeOffAction}`,
    amount: openMinor,
    row_json: JSON.stringify(decision),
    facts_json: JSON.stringify(facts),
    details_json: '{}',
  });
  decided.push({
    ...decision,
    customerName: row.customerName ?? '',
    chargeKind: row.chargeKind ?? '',
    effectiveDueOn: invoice.effectiveDueOn,
    provisionBase: openMinor,
    provisionBooked: 0,
    provisionChange: decision.provisionAmount,
    offset: 0,
    bookedOn: null,
    disputed: null,
    product: row.product ?? '',
    managingUnit: row.managingUnit ?? '',
    issuedOn: row.issuedOn ?? '',
    dueOn: row.dueOn ?? '',
    amountMinor: invoice.amountMinor,
    debtorType: row.debtorType ?? '',
    schedule: String(facts.schedule),
    monthsPastDue,
  });
}

/** What the rules that hold put out, the highest priority first. */
async function run(engine: Engine, facts: Readonly<Record<string, unknown>>): Promise<readonly EngineOutput[]> {
  const { results } = await engine.run(facts);
  return results.toSorted((a, b) => (b.priority ?? 1) - (a.priority ?? 1)).map(({ event }) => event?.params ?? {});
}

/** What each customer owes by age. */
function sumByCustomer(): readonly Cells[] {
  const customers = new Map<string, Record<string, string | number>>();
  for (const each of decided) {
    const { customerId, customerName, debtorType, ageingBucket, openAmount } = each;
    const sums = customers.get(String(customerId)) ?? {
      ...{ customerId: String(customerId), customerName: String(customerName), debtorType: String(debtorType) },
      ...Object.fromEntries([...AGEING_BUCKETS, 'invoices', 'undisputed', 'disputed', 'open'].map((key) => [key, 0])),
    };
    for (const key of [String(ageingBucket), 'undisputed', 'open']) sums[key] = Number(sums[key]) + Number(openAmount);
    sums.invoices = Number(sums.invoices) + 1;
    customers.set(String(customerId), sums);
  }
  return [...customers.values()];
}

type Sheet = { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly Cells[] };

async function writeWorkbook(name: string, sheets: readonly Sheet[]): Promise<void> {
  const workbook = new Excel.Workbook();
  for (const { name: sheetName, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(sheetName);
    sheet.columns = columns.map((key) => ({ header: key, key, width: 16 }));
    for (const cells of rows) sheet.addRow(cells);
  }
  await workbook.xlsx.writeFile(`${out}/${name}.xlsx`);
}

/**
 * `hard-coded.ts INVOICES PAYMENTS DATABASE OUT RELEASE`: what one would write who has only these rules for ever: the same
 * libraries, tables and workbooks, and every number in the code. No rules, no chunks, no second process.
 */
import type { Knex } from 'knex';
import { writeDebtReports } from '../../reports/debt.ts';
import { readDecided } from '../../src/batches/accounts/report-source.ts';
import { INVOICE_READER } from '../../src/batches/debt/invoice-text.ts';
import type { DebtBalance } from '../../src/domain/debt-ageing.ts';
import type { InputSummary } from '../../src/domain/run-summary.ts';
import { readBalances, toBalanceRow } from '../../src/store/balances.ts';
import { openDatabase } from '../../src/store/database.ts';
import { toDecisionRow } from '../../src/store/decisions.ts';
import { type Cell, insertRows } from '../../src/store/insert-rows.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { DEBT_AS_OF } from '../debt-files.ts';
import { describeFile, type OpenInvoice, readRows, settleInvoice, toPaidMinor } from './debt-input.ts';
import { ageByHand, decideByHand } from './decide-by-hand.ts';
import { toInvoiceRecord, toPaymentRecord } from './record-rows.ts';

const [invoicesFile = '', paymentsFile = '', databaseFile = '', out = '', release = ''] = process.argv.slice(2);
const RUN_ID = 'hard-coded';
const ROWS = 1_000;
const NAMES = new Map([
  ['sms-brandname', 'SMS Brandname'],
  ['mobifiber', 'MobiFiber'],
  ['mobile-pbx', 'Tổng đài di động'],
  ['it-service', 'Dịch vụ CNTT'],
  ['TT-DVS', 'Trung tâm Dịch vụ số'],
  ['TT-CNTT', 'Trung tâm Công nghệ thông tin'],
  ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
  ['CTKV2', 'Công ty Dịch vụ MobiFone khu vực 2'],
  ['CTKV3', 'Công ty Dịch vụ MobiFone khu vực 3'],
  ['CTKV7', 'Công ty Dịch vụ MobiFone khu vực 7'],
]);

const database = await openDatabase(databaseFile);
await migrateDatabase(database);
const paid = new Map<string, number>();
const counts = { invoices: 0, payments: 0, decisions: 0, invoicesMinor: 0n, paymentsMinor: 0n };
await database.knex.transaction(storePayments);
await database.knex.transaction(storeInvoices);
await writeReports();
await database.close();

async function storePayments(trx: Knex.Transaction): Promise<void> {
  let rows: Readonly<Record<string, Cell>>[] = [];
  for await (const row of readRows(paymentsFile)) {
    counts.payments += 1;
    counts.paymentsMinor += BigInt(row.amount ?? 0);
    paid.set(row.invoiceId ?? '', (paid.get(row.invoiceId ?? '') ?? 0) + toPaidMinor(row));
    rows.push(toPaymentRecord(RUN_ID, row, counts.payments + 1));
    if (rows.length < ROWS) continue;
    await insertRows(trx, 'records', rows);
    rows = [];
  }
  await insertRows(trx, 'records', rows);
}

/** The file has the invoices of a customer one after the other. */
async function storeInvoices(trx: Knex.Transaction): Promise<void> {
  const pending = { records: newRows(), decisions: newRows(), balances: newRows() };
  let customer: OpenInvoice[] = [];
  const flush = async (): Promise<void> => {
    for (const [table, rows] of Object.entries(pending)) await insertRows(trx, table, rows.splice(0));
  };
  const closeCustomer = (): void => {
    if (customer.length > 0) pending.balances.push(toBalanceRow(RUN_ID, addUp(customer)));
    customer = [];
  };
  for await (const row of readRows(invoicesFile)) {
    counts.invoices += 1;
    counts.invoicesMinor += BigInt(row.amount ?? 0);
    pending.records.push(toInvoiceRecord(RUN_ID, row, counts.invoices + 1));
    const invoice = settleInvoice(row, paid.get(row.invoiceId ?? '') ?? 0);
    if (customer[0] !== undefined && customer[0].row.customerId !== row.customerId) closeCustomer();
    customer.push(invoice);
    if (invoice.openMinor > 0) {
      counts.decisions += 1;
      pending.decisions.push(toDecisionRow(RUN_ID, decideByHand(invoice, release)));
    }
    if (pending.records.length >= ROWS) await flush();
  }
  closeCustomer();
  await flush();
}

function newRows(): Readonly<Record<string, Cell>>[] {
  return [];
}

function addUp(invoices: readonly OpenInvoice[]): DebtBalance {
  const sum = (read: (each: OpenInvoice) => number): number => invoices.reduce((total, each) => total + read(each), 0);
  const newest = invoices.reduce((a, b) => (key(b) > key(a) ? b : a));
  return {
    customerId: newest.row.customerId ?? '',
    customerName: newest.row.customerName ?? null,
    currency: 'VND',
    invoicedMinor: sum((each) => each.amountMinor),
    settledMinor: sum((each) => each.paidMinor),
    openMinor: sum((each) => each.openMinor),
    creditMinor: sum((each) => Math.max(0, each.paidMinor - each.amountMinor)),
    releasedProvisions: [],
    writeOffs: [],
    ageing: ageByHand(invoices),
  };
}

function key({ row }: OpenInvoice): string {
  return `${row.issuedOn} ${row.invoiceId}`;
}

async function writeReports(): Promise<void> {
  const inputs: readonly InputSummary[] = [
    await describeFile('invoices', invoicesFile, counts.invoices),
    await describeFile('payments', paymentsFile, counts.payments),
  ];
  const rows = counts.invoices + counts.payments;
  await writeDebtReports(
    {
      run: {
        runId: RUN_ID,
        kind: 'debt',
        asOf: DEBT_AS_OF,
        release,
        startedBy: RUN_ID,
        inputs,
        rows: { read: rows, accepted: rows, rejected: 0 },
        decisionCount: counts.decisions,
        warningCount: 0,
      },
      names: NAMES,
      amounts: [
        { input: 'invoices', currency: 'VND', readMinor: counts.invoicesMinor, storedMinor: counts.invoicesMinor },
        { input: 'payments', currency: 'VND', readMinor: counts.paymentsMinor, storedMinor: counts.paymentsMinor },
      ],
      readDecidedInvoices: () => readDecided(database, RUN_ID, 'invoice', INVOICE_READER),
      readDecidedCollections: async function* () {},
      readBalances: () => readBalances<DebtBalance>(database, RUN_ID),
      readRejectedRows: async function* () {},
    },
    out,
  );
}

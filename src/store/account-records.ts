import type { Knex } from 'knex';
import type { Instant } from '../domain/instant.ts';
import type { Currency } from '../domain/money.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { splitKeys } from './insert-rows.ts';
import { PAGE_ROWS, readPages } from './read-in-order.ts';
import { RECORD_COLUMNS, RECORDS_BY_LINK, RECORDS_BY_SUBJECT, type StagedRecord } from './records.ts';
import { runQuery } from './run-query.ts';
import { sumBy } from './sum-by.ts';

/** What the subject of a record is; kept as its tag. */
export const ABOUT = { customer: 'customer', contract: 'contract', invoice: 'invoice' } as const;

/** Inputs about invoices and contracts, whose records stand under those. */
const INVOICES = 'invoices';
const CONTRACTS = 'contracts';
const PAYMENTS = ['payments', 'settlements'] as const;

/** What is read of a record to decide about accounts: every column costs time for each row, and the body has its id. */
const READ_COLUMNS = { input: RECORD_COLUMNS.input, body: RECORD_COLUMNS.body } as const;

/** A record as far as deciding needs it. */
export type AccountRecord = Pick<StagedRecord, keyof typeof READ_COLUMNS>;

/** Customers whose ids lie between the two, both included. */
export type CustomerRange = { readonly fromId: string; readonly toId: string };

/**
 * The records of customers whose ids lie between the two: their invoices, contracts, payments and debtor rows, by customer,
 * input and line; and what is about their invoices (payments, disputes, notices, provisions), in no order.
 */
export async function readCustomerRecords(
  database: Database,
  runId: string,
  range: CustomerRange,
): Promise<readonly AccountRecord[]> {
  return runQuery(database, async (knex) => {
    const own: readonly AccountRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
      .select(READ_COLUMNS)
      .where({ run_id: runId, tag: ABOUT.customer })
      .whereBetween('subject_id', [range.fromId, range.toId])
      .orderBy(['subject_id', 'input', 'line']); // as the index has them: nothing is sorted
    const linked: readonly AccountRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT, 'invoice'))
      .joinRaw(`${joinInOrder(database)} ${fromIndex(database, 'records', RECORDS_BY_SUBJECT, 'linked')}
        on linked.run_id = invoice.run_id and linked.subject_id = invoice.record_id and linked.tag = '${ABOUT.invoice}'`)
      .select(prefix('linked'))
      .where({ 'invoice.run_id': runId, 'invoice.input': INVOICES })
      .whereBetween('invoice.subject_id', [range.fromId, range.toId]);
    return [...own, ...linked];
  });
}

/**
 * What is known of contracts besides: their rows, holds and notices, and their invoices of customers that do not lie in
 * the range.
 */
export async function readContractRecords(
  database: Database,
  runId: string,
  contractIds: readonly string[],
  apartFrom: CustomerRange,
): Promise<readonly AccountRecord[]> {
  return runQuery(database, async (knex) => {
    const records: AccountRecord[] = [];
    for (const ids of splitKeys(contractIds)) {
      const rows: readonly AccountRecord[] = await knex('records')
        .select(READ_COLUMNS)
        .where({ run_id: runId, input: CONTRACTS })
        .whereIn('record_id', ids);
      const about: readonly AccountRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
        .select(READ_COLUMNS)
        .where({ run_id: runId, tag: ABOUT.contract })
        .whereIn('subject_id', ids);
      const invoices: readonly AccountRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_LINK))
        .select(READ_COLUMNS)
        .where({ run_id: runId, input: INVOICES })
        .whereIn('link_id', ids)
        .whereNotBetween('subject_id', [apartFrom.fromId, apartFrom.toId]);
      for (const found of [rows, about, invoices]) for (const record of found) records.push(record);
    }
    return records;
  });
}

/** A payment on an invoice, beside what the store has of that invoice; null where there is no such invoice. */
export type PaymentOnInvoice = {
  readonly recordId: string;
  readonly line: number;
  readonly invoiceId: string;
  readonly paidAt: Instant;
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly customerId: string | null;
  readonly invoiceCurrency: Currency | null;
  readonly issuedAt: Instant | null;
  readonly invoiceCustomerId: string | null;
};

/** Reads the payments that do not fit their invoice, by id: it is unknown, or customer, currency or days disagree. */
export function readOddPayments(database: Database, runId: string): AsyncGenerator<PaymentOnInvoice> {
  return readPages((last) =>
    runQuery(database, async (knex) => {
      const page: readonly PaymentOnInvoice[] = await knex('records as payment')
        .leftJoin('records as invoice', (on) =>
          on
            .on('invoice.run_id', 'payment.run_id')
            .andOnVal('invoice.input', INVOICES)
            .andOn('invoice.record_id', 'payment.subject_id'),
        )
        .select({
          recordId: 'payment.record_id',
          line: 'payment.line',
          invoiceId: 'payment.subject_id',
          paidAt: 'payment.occurred_at',
          currency: 'payment.currency',
          amountMinor: 'payment.amount',
          customerId: 'payment.link_id',
          invoiceCurrency: 'invoice.currency',
          issuedAt: 'invoice.occurred_at',
          invoiceCustomerId: 'invoice.subject_id',
        })
        .where({ 'payment.run_id': runId, 'payment.input': 'payments', 'payment.tag': ABOUT.invoice })
        .where('payment.record_id', '>', last?.recordId ?? '')
        .where((either) =>
          either
            .whereNull('invoice.record_id')
            .orWhereRaw('payment.currency <> invoice.currency')
            .orWhereRaw('payment.occurred_at < invoice.occurred_at')
            .orWhereRaw('payment.link_id <> invoice.subject_id'),
        )
        .orderBy('payment.record_id')
        .limit(PAGE_ROWS);
      return page;
    }),
  );
}

/** A record about something that no file has. */
export type DanglingRecord = { readonly recordId: string; readonly line: number; readonly subjectId: string };

/** Reads the records of an input that are about an invoice, a contract or a customer without invoices; by id. */
export function readDangling(
  database: Database,
  runId: string,
  input: string,
  about: keyof typeof ABOUT,
): AsyncGenerator<DanglingRecord> {
  return readPages((last) =>
    runQuery(database, async (knex) => {
      const query = knex('records as own')
        .select({ recordId: 'own.record_id', line: 'own.line', subjectId: 'own.subject_id' })
        .where({ 'own.run_id': runId, 'own.input': input, 'own.tag': ABOUT[about] })
        .where('own.record_id', '>', last?.recordId ?? '')
        .orderBy('own.record_id')
        .limit(PAGE_ROWS);
      for (const target of listTargets(database, knex, about)) query.whereNotExists(target);
      const page: readonly DanglingRecord[] = await query;
      return page;
    }),
  );
}

/** Where a record can find what it is about. */
function listTargets(database: Database, knex: Knex, about: keyof typeof ABOUT): readonly Knex.QueryBuilder[] {
  const seek = (table: string | Knex.Raw, input: string, column: string): Knex.QueryBuilder =>
    knex(table)
      .select(knex.raw('1'))
      .where({ 'target.run_id': knex.ref('own.run_id'), 'target.input': input })
      .where(`target.${column}`, knex.ref('own.subject_id'));
  const byLink = fromIndex(database, 'records', RECORDS_BY_LINK, 'target');
  const bySubject = fromIndex(database, 'records', RECORDS_BY_SUBJECT, 'target');
  switch (about) {
    case 'invoice':
      return [seek('records as target', INVOICES, 'record_id')];
    case 'contract':
      return [seek('records as target', CONTRACTS, 'record_id'), seek(byLink, INVOICES, 'link_id')];
    case 'customer':
      return [seek(bySubject, INVOICES, 'subject_id')];
  }
}

/** The amounts of each input that happened by then, added up by currency. */
export async function sumRecordAmounts(
  database: Database,
  runId: string,
  inputs: readonly string[],
  until: Instant = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<string, bigint>> {
  return sumBy(database, {
    table: 'records',
    groupBy: 'currency',
    sumOf: 'amount',
    where: (query) =>
      query.where({ run_id: runId }).whereIn('input', inputs).whereNotNull('amount').where('occurred_at', '<=', until),
  });
}

/** What was invoiced and what was paid by then, by currency. */
export async function sumInvoicedAndPaid(
  database: Database,
  runId: string,
  until: Instant,
): Promise<{ readonly invoiced: ReadonlyMap<string, bigint>; readonly paid: ReadonlyMap<string, bigint> }> {
  return {
    invoiced: await sumRecordAmounts(database, runId, [INVOICES], until),
    paid: await sumRecordAmounts(database, runId, PAYMENTS, until),
  };
}

/** How many different contracts a run knows, from their own file and from invoices. */
export async function countContracts(database: Database, runId: string): Promise<number> {
  return runQuery(database, async (knex) => {
    const own = knex('records').select({ id: 'record_id' }).where({ run_id: runId, input: CONTRACTS });
    const linked = knex(fromIndex(database, 'records', RECORDS_BY_LINK))
      .select({ id: 'link_id' })
      .where({ run_id: runId, input: INVOICES });
    const row: { total?: number | string } | undefined = await knex
      .from(own.union([linked]).as('contracts'))
      .count({ total: '*' })
      .first();
    return Number(row?.total ?? 0);
  });
}

/** How many contracts have that status by then. */
export async function countContractsIn(
  database: Database,
  runId: string,
  status: string,
  until: Instant,
): Promise<number> {
  const row: { total?: number | string } | undefined = await runQuery(database, async (knex) =>
    knex(fromIndex(database, 'records', RECORDS_BY_LINK))
      .where({ run_id: runId, link_id: status, input: CONTRACTS })
      .where((either) => either.whereNull('occurred_at').orWhere('occurred_at', '<=', until))
      .count({ total: '*' })
      .first(),
  );
  return Number(row?.total ?? 0);
}

/** Reads the left table first, whatever the statistics of freshly filled tables make the planner believe. */
function joinInOrder(database: Database): string {
  return database.dialect === 'mysql' ? 'straight_join' : 'cross join';
}

function prefix(alias: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(READ_COLUMNS).map(([name, column]) => [name, `${alias}.${column}`]));
}

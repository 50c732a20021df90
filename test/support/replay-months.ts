import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { ACCOUNT_COLUMNS, ACCOUNT_FILES, type AccountRows } from '../../examples/generator/accounts/account-rows.ts';
import type { Batch, StoreTotal } from '../../src/batches/batch.ts';
import { BILLING_BATCH } from '../../src/batches/billing/billing-batch.ts';
import { COLLECTION_READER } from '../../src/batches/debt/collection-text.ts';
import { DEBT_BATCH } from '../../src/batches/debt/debt-batch.ts';
import { INVOICE_READER } from '../../src/batches/debt/invoice-text.ts';
import { buildNamedReader, type DecisionReader } from '../../src/batches/decision-reader.ts';
import type { KyhanRelease } from '../../src/batches/kyhan-release.ts';
import type { RunResult } from '../../src/batches/run-result.ts';
import { BILLING_ACTIONS } from '../../src/domain/billing-decision.ts';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import { COLLECTION_ACTIONS } from '../../src/domain/debt-decision.ts';
import { startOfDate } from '../../src/domain/instant.ts';
import { type Currency, HOME_CURRENCY, sumMinor } from '../../src/domain/money.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readReportedDecisions } from '../../src/store/decisions.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { carryOut, type DecidedMonth } from './replay-months-carry-out.ts';
import { buildStart } from './replay-months-start.ts';
import { buildRequest, run } from './sample-run.ts';

/** The ends of the twelve months of the sample. */
export const MONTH_ENDS = [
  '2025-11-30',
  '2025-12-31',
  '2026-01-31',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-05-31',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-31',
] as const;

/** A closed run, and its control totals, counted once more. */
type ReplayedRun = { readonly result: RunResult; readonly totals: readonly StoreTotal[] };

/** One month-end: the files that both runs read, and what they decided. */
export type ReplayedMonth = DecidedMonth & {
  readonly rows: AccountRows;
  readonly billing: ReplayedRun;
  readonly debt: ReplayedRun;
};

/** One line of the table of month-ends; amounts in VND. */
export type MonthLine = {
  readonly asOf: CalendarDate;
  readonly actions: Readonly<Record<string, number>>;
  readonly collections: Readonly<Record<string, number>>;
  readonly openMinor: number;
  readonly overdueMinor: number;
  readonly provisionMinor: number;
};

/**
 * Replays the month-ends of the sample year with both batches, from files to workbooks in the folder: each run sees the
 * notices, states and booked provisions that the earlier ones led to. Of the regular customers every nth takes part.
 */
export async function replayMonths(
  release: KyhanRelease,
  folder: string,
  everyNth: number,
): Promise<readonly ReplayedMonth[]> {
  const database = await openDatabase(join(folder, 'replay.db'));
  try {
    await migrateDatabase(database);
    const months: ReplayedMonth[] = [];
    let rows = buildStart(everyNth);
    for (const asOf of MONTH_ENDS) {
      const month = await replayMonth(rows, asOf, { database, release, folder: join(folder, asOf) });
      months.push(month);
      rows = carryOut(rows, month);
    }
    return months;
  } finally {
    await database.close();
  }
}

type Place = { readonly database: Database; readonly release: KyhanRelease; readonly folder: string };

async function replayMonth(rows: AccountRows, asOf: CalendarDate, place: Place): Promise<ReplayedMonth> {
  await mkdir(place.folder, { recursive: true });
  for (const file of ACCOUNT_FILES) {
    const text = stringify([...rows[file]], { header: true, columns: [...ACCOUNT_COLUMNS[file]] });
    await writeFile(join(place.folder, `${file}.csv`), text);
  }
  const billing = await runOn(BILLING_BATCH, asOf, place);
  const debt = await runOn(DEBT_BATCH, asOf, place);
  return {
    asOf,
    rows,
    billing,
    debt,
    contracts: await readDecided(place.database, billing.result.runId, 'contract', buildNamedReader()),
    collections: await readDecided(place.database, debt.result.runId, 'contract', COLLECTION_READER),
    invoices: await readDecided(place.database, debt.result.runId, 'invoice', INVOICE_READER),
  };
}

async function runOn(batch: Batch, asOfText: CalendarDate, { database, release, folder }: Place): Promise<ReplayedRun> {
  const asOf = startOfDate(asOfText);
  const inputs = batch.inputs.map((input) => ({ input, path: join(folder, `${input}.csv`) }));
  const result = await run(await buildRequest(folder, { batch, release, asOf, asOfText, inputs }), database);
  return { result, totals: await batch.readControlTotals(database, result.runId, asOf) };
}

async function readDecided<Decision, Details>(
  database: Database,
  runId: string,
  subject: string,
  reader: DecisionReader<Decision, Details>,
): Promise<readonly { readonly decision: Decision; readonly details: Details }[]> {
  const decided: { decision: Decision; details: Details }[] = [];
  for await (const { row, details } of readReportedDecisions(database, runId, subject)) {
    decided.push({ decision: reader.readRow(row), details: reader.readDetails(details) });
  }
  return decided;
}

/** The table of month-ends: how often each action was decided, and what was open, overdue and to be provisioned. */
export function tabulateMonths(months: readonly ReplayedMonth[]): readonly MonthLine[] {
  return months.map(({ asOf, contracts, collections, invoices }) => {
    const inVnd = contracts.map((each) => each.decision).filter((decision) => isVnd(decision.currency));
    const provisioned = invoices.map((each) => each.decision).filter((decision) => isVnd(decision.currency));
    return {
      asOf,
      actions: countActions(BILLING_ACTIONS, contracts),
      collections: countActions(COLLECTION_ACTIONS, collections),
      openMinor: sumMinor(inVnd.map((decision) => decision.openAmount)),
      overdueMinor: sumMinor(inVnd.map((decision) => decision.overdueAmount)),
      provisionMinor: sumMinor(provisioned.map((decision) => decision.provisionAmount)),
    };
  });
}

function isVnd(currency: Currency | null): boolean {
  return currency === HOME_CURRENCY;
}

function countActions<Action extends string>(
  actions: readonly Action[],
  decided: readonly { readonly decision: { readonly action: Action } }[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    actions.map((action) => [action, decided.filter((each) => each.decision.action === action).length]),
  );
}

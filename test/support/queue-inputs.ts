import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BILLING_BATCH } from '../../src/batches/billing/billing-batch.ts';
import { DEBT_BATCH } from '../../src/batches/debt/debt-batch.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { startOfDate } from '../../src/domain/instant.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { generateAccounts, writeAccounts } from './account-files.ts';
import { PROJECT_FOLDER } from './run-cli.ts';
import { buildRequest, readRows, run } from './sample-run.ts';

/** What a run in one process, on SQLite, comes to. */
export type Expected = {
  readonly runId: string;
  readonly rows: readonly string[];
  /** File name and digest of each workbook. */
  readonly reports: readonly string[];
};

/** The first tickets of the sample with their events, in chunks of that size. */
export async function buildTicketRequest(
  folder: string,
  tickets: number,
  subjectsPerChunk: number,
): Promise<RunRequest> {
  const [header = '', ...rows] = (await readSample('tickets.csv')).slice(0, tickets + 1);
  const [eventHeader = '', ...events] = await readSample('ticket-events.csv');
  const ids = new Set(rows.map((row) => row.split(',')[0]));
  const paths = { tickets: join(folder, `tickets-${tickets}.csv`), events: join(folder, `events-${tickets}.csv`) };
  await writeFile(paths.tickets, `${[header, ...rows].join('\n')}\n`);
  const own = events.filter((row) => ids.has(row.split(',')[0]));
  await writeFile(paths.events, `${[eventHeader, ...own].join('\n')}\n`);
  const inputs = Object.entries(paths).map(([input, path]) => ({ input, path }));
  return buildRequest(folder, { inputs, subjectsPerChunk });
}

/** Some random customers, for billing or debts. */
export async function buildAccountsRequest(
  folder: string,
  kind: 'billing' | 'debt',
  customers: number,
  subjectsPerChunk: number,
): Promise<RunRequest> {
  const [batch, asOfText] = kind === 'billing' ? [BILLING_BATCH, '2026-11-23'] : [DEBT_BATCH, '2026-11-30'];
  const records = generateAccounts(customers, 7);
  const names = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'] as const;
  const used = names.filter((name) => batch.inputs.includes(name));
  const inputs = await writeAccounts(folder, records, 7, used);
  return buildRequest(folder, { batch, asOf: startOfDate(asOfText), asOfText, inputs, subjectsPerChunk });
}

/** Runs a request in this process on SQLite. */
export async function runEmbedded(request: RunRequest): Promise<Expected> {
  const database = await openDatabase(join(request.outFolder, `embedded-${request.batch.kind}.db`));
  try {
    await migrateDatabase(database);
    const { runId } = await run(request, database);
    const reports = (await readRunReports(database, runId)).map(({ fileName, sha256 }) => `${fileName} ${sha256}`);
    return { runId, rows: await readRows(database, runId), reports };
  } finally {
    await database.close();
  }
}

async function readSample(name: string): Promise<readonly string[]> {
  return (await readFile(join(PROJECT_FOLDER, 'examples', name), 'utf8')).trimEnd().split('\n');
}

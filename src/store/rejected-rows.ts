import type { RejectedRow } from '../domain/rejected-row.ts';
import { countBy } from './count-by.ts';
import type { Database } from './database.ts';
import { insertRows } from './insert-rows.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import { readInOrder } from './read-in-order.ts';
import { runImportTransaction } from './run-lock.ts';

type StoredRow = { readonly input: string; readonly line: number; readonly body: string };

/** Stores rejected rows in one transaction; a line of an input is rejected once. */
export async function saveRejectedRows(
  database: Database,
  runId: string,
  token: string,
  rows: readonly RejectedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const stored = rows.map((row) => ({ run_id: runId, input: row.input, line: row.line, body: JSON.stringify(row) }));
  await runImportTransaction(database, runId, token, (trx) => insertRows(trx, 'rejected_rows', stored));
}

/** Reads the rejected rows of a run, by input, then line. */
export async function* readRejectedRows(database: Database, runId: string): AsyncGenerator<RejectedRow> {
  const rows = readInOrder<StoredRow>(database, {
    table: 'rejected_rows',
    where: { run_id: runId },
    columns: { input: 'input', line: 'line', body: 'body' },
    order: ['input', 'line'],
  });
  for await (const { body } of rows) yield parseStoredJson<RejectedRow>(body);
}

/** How many rows of each input were rejected. */
export async function countRejectedRows(database: Database, runId: string): Promise<Readonly<Record<string, number>>> {
  return countBy(database, runId, 'rejected_rows', 'input');
}

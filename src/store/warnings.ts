import type { RowWarning } from '../domain/rejected-row.ts';
import { countBy } from './count-by.ts';
import type { Database } from './database.ts';
import { insertRows } from './insert-rows.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import { PAGE_ROWS, readPages } from './read-in-order.ts';
import { runImportTransaction } from './run-lock.ts';
import { runQuery } from './run-query.ts';

type StoredWarning = { readonly warningNo: number; readonly body: string };

/** Stores warnings in one transaction. */
export async function saveWarnings(
  database: Database,
  runId: string,
  token: string,
  warnings: readonly RowWarning[],
): Promise<void> {
  if (warnings.length === 0) return;
  await runImportTransaction(database, runId, token, async (trx) => {
    // The lock on the run lets only one transaction at a time take numbers.
    const last: { total?: number | null } | undefined = await trx('warnings')
      .max({ total: 'warning_no' })
      .where({ run_id: runId })
      .first();
    const rows = warnings.map((warning, index) => ({
      run_id: runId,
      warning_no: (last?.total ?? 0) + index + 1,
      code: warning.code,
      body: JSON.stringify(warning),
    }));
    await insertRows(trx, 'warnings', rows);
  });
}

/** How many warnings of each code there are. */
export async function countWarnings(database: Database, runId: string): Promise<Readonly<Record<string, number>>> {
  return countBy(database, runId, 'warnings', 'code');
}

/** Reads the warnings of a run in the order in which they were stored. */
export async function* readWarnings(database: Database, runId: string): AsyncGenerator<RowWarning> {
  const rows = readPages<StoredWarning>((last) =>
    runQuery(database, async (knex) => {
      const page: readonly StoredWarning[] = await knex('warnings')
        .select({ warningNo: 'warning_no', body: 'body' })
        .where({ run_id: runId })
        .where('warning_no', '>', last?.warningNo ?? 0)
        .orderBy('warning_no')
        .limit(PAGE_ROWS);
      return page;
    }),
  );
  for await (const { body } of rows) yield parseStoredJson<RowWarning>(body);
}

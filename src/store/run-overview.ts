import type { Instant } from '../domain/instant.ts';
import type { InputAmount } from '../domain/run-summary.ts';
import type { Database } from './database.ts';
import type { Run, RunStatus } from './run.ts';
import { runQuery } from './run-query.ts';
import { type AmountRow, type RunRow, toInputAmount, toRun } from './run-row.ts';

/** Which runs to list: the newest ones, or those older than the last of the page before. */
export type RunListing = {
  readonly limit: number;
  readonly olderThan?: { readonly createdAt: Instant; readonly runId: string };
  readonly kind?: string;
  readonly statuses?: readonly RunStatus[];
  /** Leaves out runs that wait for somebody, because an attempt failed for good. */
  readonly isUntroubled?: boolean;
};

/** Statuses of runs that somebody or something has to go on with. */
export const OPEN_STATUSES = ['importing', 'deciding', 'reporting'] as const satisfies readonly RunStatus[];

/** Lists runs, newest first. */
export async function listRuns(database: Database, listing: RunListing): Promise<readonly Run[]> {
  const { limit, olderThan, kind, statuses, isUntroubled } = listing;
  const rows = await runQuery(database, async (knex): Promise<readonly RunRow[]> => {
    const query = knex('runs')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'run_id', order: 'desc' },
      ])
      .limit(limit);
    if (kind !== undefined) query.where({ kind });
    if (statuses !== undefined) query.whereIn('status', [...statuses]);
    if (isUntroubled === true) query.whereNull('failure_code');
    if (olderThan !== undefined) {
      const { createdAt, runId } = olderThan;
      query
        .where('created_at', '<=', createdAt)
        .where((older) => older.where('created_at', '<', createdAt).orWhere('run_id', '<', runId));
    }
    return query;
  });
  return rows.map(toRun);
}

/** What a listed run has besides its row: sums of its inputs by currency, and names of workbooks whose bytes are kept. */
export type RunTotals = { readonly amounts: readonly InputAmount[]; readonly fileNames: readonly string[] };

/** Reads that of some runs at once; runs that have neither are left out. */
export async function readRunTotals(
  database: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, RunTotals>> {
  const { amounts, reports } = await runQuery(database, async (knex) => {
    const sums: readonly (AmountRow & { readonly run_id: string })[] = await knex('run_amounts')
      .whereIn('run_id', [...runIds])
      .orderBy(['run_id', 'input', 'currency']);
    const files: readonly { readonly runId: string; readonly fileName: string }[] = await knex('run_reports')
      .select({ runId: 'run_id', fileName: 'file_name' })
      .whereIn('run_id', [...runIds])
      .whereNotNull('file_key')
      .orderBy(['run_id', 'report_no']);
    return { amounts: sums, reports: files };
  });
  const totals = new Map<string, RunTotals>();
  for (const runId of runIds) {
    const own = {
      amounts: amounts.filter((row) => row.run_id === runId).map(toInputAmount),
      fileNames: reports.filter((row) => row.runId === runId).map(({ fileName }) => fileName),
    };
    if (own.amounts.length + own.fileNames.length > 0) totals.set(runId, own);
  }
  return totals;
}

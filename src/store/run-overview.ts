import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import type { Run, RunStatus } from './run.ts';
import { runQuery } from './run-query.ts';
import { type RunRow, toRun } from './run-row.ts';

/** Which runs to list: the newest ones, or those older than the last of the page before. */
export type RunListing = {
  readonly limit: number;
  readonly olderThan?: { readonly createdAt: Instant; readonly runId: string };
  readonly kind?: string;
  readonly statuses?: readonly RunStatus[];
};

/** Statuses of runs that somebody or something has to go on with. */
export const OPEN_STATUSES = ['importing', 'deciding', 'reporting'] as const satisfies readonly RunStatus[];

/** Lists runs, newest first. */
export async function listRuns(database: Database, listing: RunListing): Promise<readonly Run[]> {
  const { limit, olderThan, kind, statuses } = listing;
  const rows = await runQuery(database, async (knex): Promise<readonly RunRow[]> => {
    const query = knex('runs')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'run_id', order: 'desc' },
      ])
      .limit(limit);
    if (kind !== undefined) query.where({ kind });
    if (statuses !== undefined) query.whereIn('status', [...statuses]);
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

import type { Instant } from '../domain/instant.ts';
import type { ChunkStatus } from './chunks.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { RUN_STATUSES, type RunStatus } from './run.ts';
import { runQuery } from './run-query.ts';

/** The runs of one kind and status that are not closed. */
export type OpenRuns = {
  readonly kind: string;
  readonly status: RunStatus;
  readonly total: number;
  /** Those that stopped, and wait for somebody to retry them. */
  readonly failed: number;
  readonly oldestCreatedAt: Instant;
};

/** The chunks of one kind and status, of runs that are not closed. */
export type OpenChunks = { readonly kind: string; readonly status: ChunkStatus; readonly total: number };

/** Counts the runs that are not closed, by kind and status. */
export async function countOpenRuns(database: Database): Promise<readonly OpenRuns[]> {
  type Row = Omit<OpenRuns, 'total' | 'failed'> & Readonly<Record<'total' | 'failed', number | string>>;
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly Row[]> =>
      knex(fromIndex(database, 'runs', 'runs_by_status'))
        .select({ kind: 'kind', status: 'status' })
        .count({ total: '*', failed: 'failure_code' })
        .min({ oldestCreatedAt: 'created_at' })
        .whereIn('status', OPEN)
        .groupBy(['status', 'kind']),
  );
  return rows.map((row) => ({ ...row, total: Number(row.total), failed: Number(row.failed) }));
}

/** Counts the chunks of runs that are not closed, by kind and status. */
export async function countOpenChunks(database: Database): Promise<readonly OpenChunks[]> {
  type Row = Omit<OpenChunks, 'total'> & { readonly total: number | string };
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly Row[]> =>
      knex(fromIndex(database, 'runs', 'runs_by_status', 'r'))
        .join('chunks as c', 'c.run_id', 'r.run_id')
        .select({ kind: 'r.kind', status: 'c.status' })
        .count({ total: '*' })
        .whereIn('r.status', OPEN)
        .groupBy(['r.kind', 'c.status']),
  );
  return rows.map((row) => ({ ...row, total: Number(row.total) }));
}

const OPEN: readonly RunStatus[] = RUN_STATUSES.filter((status) => status !== 'closed');

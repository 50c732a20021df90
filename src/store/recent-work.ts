import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import type { Run } from './run.ts';
import { runQuery } from './run-query.ts';

/** A chunk that is done, as those see it who count while the program works. */
export type DoneChunk = {
  readonly runId: string;
  readonly no: number;
  readonly kind: string;
  readonly doneAt: Instant;
  readonly decideMs: number;
  readonly subjectCount: number;
  /** Decisions by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
};

/** A run whose import is over. */
export type ImportedRun = Pick<Run, 'runId' | 'kind' | 'rows'> & { readonly importedAt: Instant };

/** Reads the chunks that were done at that moment or later, in the order in which they were done: a page of them. */
export async function readDoneChunks(
  database: Database,
  from: Instant,
  last: Pick<DoneChunk, 'doneAt' | 'runId' | 'no'> | undefined,
  limit: number,
): Promise<readonly DoneChunk[]> {
  type Row = Omit<DoneChunk, 'outcomes'> & { readonly outcomes: string | null };
  const rows = await runQuery(database, async (knex): Promise<readonly Row[]> => {
    const query = knex(fromIndex(database, 'chunks', 'chunks_by_done_at', 'c'))
      .join('runs as r', 'r.run_id', 'c.run_id')
      .select({
        runId: 'c.run_id',
        no: 'c.chunk_no',
        kind: 'r.kind',
        doneAt: 'c.done_at',
        decideMs: 'c.decide_ms',
        subjectCount: 'c.subject_count',
        outcomes: 'c.outcomes',
      })
      .where('c.done_at', '>=', Math.max(from, last?.doneAt ?? 0))
      .orderBy(['c.done_at', 'c.run_id', 'c.chunk_no'])
      .limit(limit);
    if (last === undefined) return query;
    const { doneAt, runId, no } = last;
    return query.where((later) =>
      later
        .where('c.done_at', '>', doneAt)
        .orWhere('c.run_id', '>', runId)
        .orWhere((sameRun) => sameRun.where({ 'c.run_id': runId }).where('c.chunk_no', '>', no)),
    );
  });
  return rows.map(({ outcomes, ...row }) => ({ ...row, outcomes: parseStoredJson(outcomes ?? '{}') }));
}

/** Reads the runs whose import was over at that moment or later, in that order; no more than the limit. */
export async function readImportedRuns(
  database: Database,
  from: Instant,
  limit: number,
): Promise<readonly ImportedRun[]> {
  type Row = Omit<ImportedRun, 'rows'> & ImportedRun['rows'];
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly Row[]> =>
      knex(fromIndex(database, 'runs', 'runs_by_imported_at'))
        .select({
          runId: 'run_id',
          kind: 'kind',
          importedAt: 'imported_at',
          read: 'rows_read',
          accepted: 'rows_accepted',
          rejected: 'rows_rejected',
        })
        .where('imported_at', '>=', from)
        .orderBy(['imported_at', 'run_id'])
        .limit(limit),
  );
  return rows.map(({ read, accepted, rejected, ...row }) => ({ ...row, rows: { read, accepted, rejected } }));
}

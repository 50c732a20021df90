import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { PAGE_ROWS, readPages } from './read-in-order.ts';
import { RECORD_COLUMNS, RECORDS_BY_SUBJECT, type StagedRecord } from './records.ts';
import { runQuery } from './run-query.ts';

/** Subjects that are decided and stored together: those whose ids lie between the two, both included. */
export type Chunk = {
  readonly no: number;
  readonly fromId: string;
  readonly toId: string;
  readonly subjectCount: number;
};

/** What has become of a chunk. A failed one waits for somebody to retry it. */
export type ChunkStatus = 'pending' | 'done' | 'failed';

/** A chunk that could not be decided, and why. */
export type FailedChunk = Chunk & { readonly attempts: number; readonly code: string; readonly message: string };

/** How far the deciding of a run is. */
export type RunProgressCounts = {
  readonly chunksTotal: number;
  readonly chunksDone: number;
  readonly chunksFailed: number;
  readonly subjectsTotal: number;
  readonly subjectsDone: number;
};

/** Properties of a chunk → columns. */
export const CHUNK_COLUMNS = {
  no: 'chunk_no',
  fromId: 'from_id',
  toId: 'to_id',
  subjectCount: 'subject_count',
} as const;

/** The chunks that have no decisions yet and have not failed, in order. */
export async function findPendingChunks(database: Database, runId: string): Promise<readonly Chunk[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly Chunk[] = await knex('chunks')
      .select(CHUNK_COLUMNS)
      .where({ run_id: runId, status: 'pending' })
      .orderBy('chunk_no');
    return rows;
  });
}

/** Reads the numbers of the chunks that have no decisions yet and have not failed, in order, page by page. */
export async function* readPendingChunkNumbers(database: Database, runId: string): AsyncGenerator<number> {
  const rows = readPages<{ no: number }>((last) =>
    runQuery(database, async (knex) => {
      const page: readonly { no: number }[] = await knex('chunks')
        .select({ no: 'chunk_no' })
        .where({ run_id: runId, status: 'pending' })
        .where('chunk_no', '>', last?.no ?? 0)
        .orderBy('chunk_no')
        .limit(PAGE_ROWS);
      return page;
    }),
  );
  for await (const { no } of rows) yield no;
}

/** The first failed chunks of a run, in order. */
export async function findFailedChunks(
  database: Database,
  runId: string,
  limit: number,
): Promise<readonly FailedChunk[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly FailedChunk[] = await knex('chunks')
      .select({ ...CHUNK_COLUMNS, attempts: 'attempts', code: 'failure_code', message: 'failure_message' })
      .where({ run_id: runId, status: 'failed' })
      .orderBy('chunk_no')
      .limit(limit);
    return rows;
  });
}

/** All records about the subjects of a chunk, by subject, input and line. */
export async function readChunkRecords(
  database: Database,
  runId: string,
  chunk: Chunk,
): Promise<readonly StagedRecord[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly StagedRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
      .select(RECORD_COLUMNS)
      .where({ run_id: runId })
      .whereBetween('subject_id', [chunk.fromId, chunk.toId])
      .orderBy(['subject_id', 'input', 'line', 'record_id']);
    return rows;
  });
}

/** How far the deciding is. */
export async function readProgress(database: Database, runId: string): Promise<RunProgressCounts> {
  const rows = await runQuery(database, async (knex) => {
    const sums: readonly { status: ChunkStatus; chunks?: number | string; subjects?: number | string }[] = await knex(
      'chunks',
    )
      .select('status')
      .count({ chunks: '*' })
      .sum({ subjects: 'subject_count' })
      .where({ run_id: runId })
      .groupBy('status');
    return sums;
  });
  // MySQL sums to a decimal, which comes as text.
  const chunks = (status?: ChunkStatus): number =>
    rows.reduce((total, row) => total + (status === undefined || row.status === status ? Number(row.chunks) : 0), 0);
  const subjects = (status?: ChunkStatus): number =>
    rows.reduce((total, row) => total + (status === undefined || row.status === status ? Number(row.subjects) : 0), 0);
  return {
    chunksTotal: chunks(),
    chunksDone: chunks('done'),
    chunksFailed: chunks('failed'),
    subjectsTotal: subjects(),
    subjectsDone: subjects('done'),
  };
}

import type { Knex } from 'knex';
import type { Chunk } from './chunks.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { type Cell, insertRows } from './insert-rows.ts';
import { RECORDS_BY_SUBJECT } from './records.ts';
import { lockRun, takenOver } from './run-lock.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** How a run is cut: which records name a subject, and how many subjects and records a chunk may hold. */
export type ChunkPlan = {
  readonly inputs: readonly string[];
  /** Only records with this tag name a subject by themselves; all do where it is null. */
  readonly tag: string | null;
  readonly subjectsPerChunk: number;
  /** A chunk that would have more records ends before; a single subject may have more. */
  readonly recordsPerChunk: number;
};

/** Chunks that are gathered before they are stored. */
const INSERT_ROWS = 1_000;

/** Cuts the subjects of a run into chunks unless that was done before; returns how many chunks there are. */
export async function planChunks(database: Database, runId: string, plan: ChunkPlan): Promise<number> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status === 'importing') throw takenOver(runId);
    const planned = await countChunks(trx, runId);
    if (planned > 0 || status === 'closed') return planned;
    let rows: Readonly<Record<string, Cell>>[] = [];
    let chunk = await findNextChunk(database, trx, runId, plan, undefined);
    while (chunk !== undefined) {
      rows.push(toChunkRow(runId, chunk));
      if (rows.length >= INSERT_ROWS) {
        await insertRows(trx, 'chunks', rows);
        rows = [];
      }
      chunk = await findNextChunk(database, trx, runId, plan, chunk);
    }
    await insertRows(trx, 'chunks', rows);
    return countChunks(trx, runId);
  });
}

function toChunkRow(runId: string, { no, fromId, toId, subjectCount }: Chunk): Readonly<Record<string, Cell>> {
  return {
    run_id: runId,
    chunk_no: no,
    from_id: fromId,
    to_id: toId,
    subject_count: subjectCount,
    status: 'pending',
  };
}

/** The subjects of a chunk, in order: as many as it was planned with. */
export async function listSubjects(
  database: Database,
  runId: string,
  { inputs, tag }: Pick<ChunkPlan, 'inputs' | 'tag'>,
  chunk: Chunk,
): Promise<readonly string[]> {
  return runQuery(database, async (knex) => {
    const query = knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
      .distinct({ id: 'subject_id' })
      .where({ run_id: runId })
      .whereBetween('subject_id', [chunk.fromId, chunk.toId])
      .whereIn('input', inputs)
      .orderBy('subject_id');
    if (tag !== null) query.where({ tag });
    const rows: readonly { id: string }[] = await query;
    return rows.map(({ id }) => id);
  });
}

async function countChunks(trx: Knex.Transaction, runId: string): Promise<number> {
  const row: { total?: number | string } | undefined = await trx('chunks')
    .where({ run_id: runId })
    .count({ total: '*' })
    .first();
  return Number(row?.total ?? 0);
}

/** Walks along the index of records by subject, page by page. */
async function findNextChunk(
  database: Database,
  trx: Knex.Transaction,
  runId: string,
  plan: ChunkPlan,
  previous: Chunk | undefined,
): Promise<Chunk | undefined> {
  const query = trx(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
    .select({ id: 'subject_id', records: trx.raw('count(*)') })
    .where({ run_id: runId })
    .where('subject_id', '>', previous?.toId ?? '')
    .whereIn('input', plan.inputs)
    .groupBy('subject_id')
    .orderBy('subject_id')
    .limit(plan.subjectsPerChunk);
  if (plan.tag !== null) query.where({ tag: plan.tag });
  const subjects: readonly { id: string; records: number }[] = await query;
  const taken = takeFitting(subjects, plan.recordsPerChunk);
  const [fromId, toId] = [taken[0]?.id, taken.at(-1)?.id];
  if (fromId === undefined || toId === undefined) return undefined;
  return { no: (previous?.no ?? 0) + 1, fromId, toId, subjectCount: taken.length };
}

function takeFitting<T extends { readonly records: number }>(subjects: readonly T[], most: number): readonly T[] {
  let records = 0;
  const end = subjects.findIndex((subject, index) => {
    records += Number(subject.records);
    return index > 0 && records > most;
  });
  return end === -1 ? subjects : subjects.slice(0, end);
}

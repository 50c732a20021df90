import type { Knex } from 'knex';
import type { CustomerBalance } from '../domain/debt-decision.ts';
import { toBalanceRow } from './balances.ts';
import type { Database } from './database.ts';
import { type StoredDecision, toDecisionRow } from './decisions.ts';
import { fromIndex } from './from-index.ts';
import { insertRows } from './insert-rows.ts';
import { RECORD_COLUMNS, RECORDS_BY_SUBJECT, type StagedRecord } from './records.ts';
import { lockRun, takenOver } from './run-lock.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** Subjects that are decided and stored together: those whose ids lie between the two, both included. */
export type Chunk = {
  readonly no: number;
  readonly fromId: string;
  readonly toId: string;
  readonly subjectCount: number;
};

/** How a run is cut: which records name a subject, and how many subjects and records a chunk may hold. */
export type ChunkPlan = {
  readonly inputs: readonly string[];
  /** Only records with this tag name a subject by themselves; all do where it is null. */
  readonly tag: string | null;
  readonly subjectsPerChunk: number;
  /** A chunk that would have more records ends before; a single subject may have more. */
  readonly recordsPerChunk: number;
};

/** Cuts the subjects of a run into chunks unless that was done before; returns how many chunks there are. */
export async function planChunks(database: Database, runId: string, plan: ChunkPlan): Promise<number> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status === 'importing') throw takenOver(runId);
    const planned = await countChunks(trx, runId);
    if (planned > 0 || status === 'closed') return planned;
    let chunk = await findNextChunk(database, trx, runId, plan, undefined);
    while (chunk !== undefined) {
      const { no, fromId, toId, subjectCount } = chunk;
      await trx('chunks').insert({
        run_id: runId,
        chunk_no: no,
        from_id: fromId,
        to_id: toId,
        subject_count: subjectCount,
        status: 'pending',
      });
      chunk = await findNextChunk(database, trx, runId, plan, chunk);
    }
    return countChunks(trx, runId);
  });
}

/** The chunks that have no decisions yet, in order. */
export async function findPendingChunks(database: Database, runId: string): Promise<readonly Chunk[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly Chunk[] = await knex('chunks')
      .select({ no: 'chunk_no', fromId: 'from_id', toId: 'to_id', subjectCount: 'subject_count' })
      .where({ run_id: runId, status: 'pending' })
      .orderBy('chunk_no');
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

/** What deciding a chunk came to. */
export type DecidedChunk = {
  readonly decisions: readonly StoredDecision[];
  readonly balances: readonly CustomerBalance[];
};

/**
 * Stores the decisions of a chunk and marks it done, in one transaction. False, with nothing stored, when the chunk was
 * done before: two processes may decide the same chunk, and one of them wins.
 */
export async function completeChunk(
  database: Database,
  runId: string,
  chunk: Chunk,
  decided: DecidedChunk,
): Promise<boolean> {
  const rows = decided.decisions.map((decision) => toDecisionRow(runId, decision));
  return runTransaction(database, async (trx) => {
    const taken: number = await trx('chunks')
      .where({ run_id: runId, chunk_no: chunk.no, status: 'pending' })
      .update({ status: 'done' });
    if (taken === 0) return false;
    await insertRows(trx, 'decisions', rows);
    await insertRows(
      trx,
      'balances',
      decided.balances.map((balance) => toBalanceRow(runId, balance)),
    );
    return true;
  });
}

/** How far the deciding is. */
export async function readProgress(
  database: Database,
  runId: string,
): Promise<{
  readonly chunksTotal: number;
  readonly chunksDone: number;
  readonly subjectsTotal: number;
  readonly subjectsDone: number;
}> {
  const rows = await runQuery(database, async (knex) => {
    const sums: readonly { status: string; chunks?: number | string; subjects?: number | string }[] = await knex(
      'chunks',
    )
      .select('status')
      .count({ chunks: '*' })
      .sum({ subjects: 'subject_count' })
      .where({ run_id: runId })
      .groupBy('status');
    return sums;
  });
  const done = rows.filter(({ status }) => status === 'done');
  const sum = (values: readonly (number | string | undefined)[]): number =>
    values.reduce<number>((total, value) => total + Number(value), 0);
  return {
    chunksTotal: sum(rows.map(({ chunks }) => chunks)),
    chunksDone: sum(done.map(({ chunks }) => chunks)),
    subjectsTotal: sum(rows.map(({ subjects }) => subjects)), // MySQL sums to a decimal, which comes as text
    subjectsDone: sum(done.map(({ subjects }) => subjects)),
  };
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

import type { Knex } from 'knex';
import type { ChunkStatus } from './chunks.ts';
import type { Database } from './database.ts';
import type { StoredDecision } from './decisions.ts';
import { fromIndex } from './from-index.ts';
import { RECORDS_BY_LINK, RECORDS_BY_SUBJECT } from './records.ts';
import { runQuery } from './run-query.ts';

/** What a page can show; an id is in few runs, and of few customers. */
const MOST_FOUND = 200;

/** Inputs whose record ids people know; those of other inputs (payments, events) name no subject to look for. */
const KNOWN_INPUTS = ['tickets', 'contracts', 'invoices'] as const;

/** A decision about an id, without its content. */
export type FoundDecision = Pick<StoredDecision, 'subject' | 'id' | 'part' | 'outcome'> & { readonly runId: string };

/** The chunk of a run in which an id is, or will be, decided. */
export type FoundChunk = {
  readonly runId: string;
  readonly chunkNo: number;
  readonly status: ChunkStatus;
  readonly code: string | null;
};

/** The decisions about whatever has that id, in some runs (at most a page of them). */
export async function findDecisionsIn(
  database: Database,
  runIds: readonly string[],
  id: string,
): Promise<readonly FoundDecision[]> {
  return runQuery(
    database,
    async (knex): Promise<readonly FoundDecision[]> =>
      knex(fromIndex(database, 'decisions', 'decisions_by_id_outcome'))
        .select({ runId: 'run_id', subject: 'subject', id: 'id', part: 'part', outcome: 'outcome' })
        .whereIn('run_id', [...runIds])
        .where({ id })
        .orderBy(['run_id', 'subject', 'part'])
        .limit(MOST_FOUND),
  );
}

/** The chunks with the ticket, customer, contract or invoice of that id, in some runs, decided or not. */
export async function findChunksIn(
  database: Database,
  runIds: readonly string[],
  id: string,
): Promise<readonly FoundChunk[]> {
  const found = new Map<string, FoundChunk>();
  for (const { runId, subjectId } of await findSubjects(database, runIds, id)) {
    const chunk = await findChunkOf(database, runId, subjectId);
    if (chunk !== undefined) found.set(`${runId} ${chunk.chunkNo}`, chunk);
  }
  return [...found.values()];
}

type Place = { readonly runId: string; readonly subjectId: string };
const PLACE_COLUMNS = { runId: 'run_id', subjectId: 'subject_id' } as const;

/** The id may be that of the subject itself, of one of its rows, or of what its rows are about. */
async function findSubjects(database: Database, runIds: readonly string[], id: string): Promise<readonly Place[]> {
  const places = await runQuery(database, async (knex): Promise<readonly Place[]> => {
    const inRuns = (query: Knex.QueryBuilder): Promise<readonly Place[]> =>
      query.whereIn('run_id', [...runIds]).limit(MOST_FOUND);
    const bySubject = knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT)).where({ subject_id: id });
    const byLink = knex(fromIndex(database, 'records', RECORDS_BY_LINK)).where({ link_id: id });
    // By the key of the table: without being told, MySQL walks through an index that happens to have all columns.
    const byRow = knex(database.dialect === 'mysql' ? fromIndex(database, 'records', 'PRIMARY') : 'records')
      .whereIn('input', [...KNOWN_INPUTS])
      .where({ record_id: id });
    return [
      ...(await inRuns(bySubject.distinct(PLACE_COLUMNS))),
      ...(await inRuns(byLink.distinct(PLACE_COLUMNS))),
      ...(await inRuns(byRow.select(PLACE_COLUMNS))),
    ];
  });
  return [...new Map(places.map((place) => [`${place.runId} ${place.subjectId}`, place])).values()];
}

async function findChunkOf(database: Database, runId: string, subjectId: string): Promise<FoundChunk | undefined> {
  type Row = Omit<FoundChunk, 'runId'>;
  const row = await runQuery(
    database,
    async (knex): Promise<Row | undefined> =>
      knex('chunks')
        .select({ chunkNo: 'chunk_no', status: 'status', code: 'failure_code' })
        .where({ run_id: runId })
        .where('from_id', '<=', subjectId)
        .where('to_id', '>=', subjectId)
        .first(),
  );
  return row === undefined ? undefined : { runId, ...row };
}

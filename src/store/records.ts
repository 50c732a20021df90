import type { Knex } from 'knex';
import type { Instant } from '../domain/instant.ts';
import type { Currency } from '../domain/money.ts';
import { assertStorableId } from './assert-storable-id.ts';
import { countBy } from './count-by.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { isDuplicateKey } from './insert-if-absent.ts';
import { buildInserts, type Cell, type Insert, runInserts, splitKeys } from './insert-rows.ts';
import { runImportTransaction } from './run-lock.ts';
import { runQuery } from './run-query.ts';

/** An accepted row of an input file. Ids compare and sort byte by byte: case and accents make different ids. */
export type StagedRecord = {
  /** Role of the file in the run: `tickets`, `events`. */
  readonly input: string;
  /** Unique within the input; at most 100 characters, no blanks around it. */
  readonly recordId: string;
  /** What the record is about, and what is decided: the ticket of an event. */
  readonly subjectId: string;
  readonly line: number;
  readonly occurredAt: Instant | null;
  /** What the record says, in a word, where queries need it: the type of an event. */
  readonly tag: string | null;
  /** Something else that it is about: the contract of an invoice. */
  readonly linkId: string | null;
  /** What it adds to the sum of its input, in the minor unit of its currency; both null where it has no amount. */
  readonly amountMinor: number | null;
  readonly currency: Currency | null;
  /** JSON text. */
  readonly body: string;
};

/** The index of records by subject, input and line. */
export const RECORDS_BY_SUBJECT = 'records_by_subject';

/** The index of records by what else they are about. */
export const RECORDS_BY_LINK = 'records_by_link';

/** Properties of a staged record → columns. */
export const RECORD_COLUMNS = {
  input: 'input',
  recordId: 'record_id',
  subjectId: 'subject_id',
  line: 'line',
  occurredAt: 'occurred_at',
  tag: 'tag',
  linkId: 'link_id',
  amountMinor: 'amount',
  currency: 'currency',
  body: 'body',
} as const;

/** All columns of a record, in the order in which they are stored. */
const STORED_COLUMNS = ['run_id', ...Object.values(RECORD_COLUMNS)];

/** A record whose id its input had before, and the line where that stood first. */
export type DuplicateRecord = { readonly record: StagedRecord; readonly firstLine: number };

/** Records with the statements that store them, as long as each has an id of its own. */
export type PreparedRecords = { readonly records: readonly StagedRecord[]; readonly inserts: readonly Insert[] };

/** Prepares records to be stored: all that can be done before the database is locked for it. */
export function prepareRecords(database: Database, runId: string, records: readonly StagedRecord[]): PreparedRecords {
  for (const record of records) {
    assertStorableId(record.recordId);
    assertStorableId(record.subjectId);
    if (record.linkId !== null) assertStorableId(record.linkId);
  }
  return { records, inserts: buildRecordInserts(database.knex, runId, records) };
}

/**
 * Stores prepared records in one transaction. Returns those whose id the input had before, earlier in the list or in the
 * store, with the line where it stood first; they are not stored. Most lists have none, so nobody looks for them before
 * the store has refused one.
 */
export async function stagePrepared(
  database: Database,
  runId: string,
  token: string,
  { records, inserts }: PreparedRecords,
): Promise<readonly DuplicateRecord[]> {
  if (records.length === 0) return [];
  try {
    await runImportTransaction(database, runId, token, (trx) => runInserts(trx, inserts).catch(tellDuplicate));
    return [];
  } catch (error) {
    if (error !== KNOWN_ID) throw error;
    return runImportTransaction(database, runId, token, async (trx) => {
      const { fresh, duplicates } = takeApart(records, await readFirstLines(trx, runId, records));
      await runInserts(trx, buildRecordInserts(trx, runId, fresh));
      return duplicates;
    });
  }
}

/** Stores records in one transaction; returns those that it has not stored, because the input had their id before. */
export async function stageRecords(
  database: Database,
  runId: string,
  token: string,
  records: readonly StagedRecord[],
): Promise<readonly DuplicateRecord[]> {
  return stagePrepared(database, runId, token, prepareRecords(database, runId, records));
}

function buildRecordInserts(knex: Knex, runId: string, records: readonly StagedRecord[]): readonly Insert[] {
  return buildInserts(knex, {
    table: 'records',
    columns: STORED_COLUMNS,
    rows: records.map((record) => toCells(runId, record)),
  });
}

/** Says that an id is there already, and ends the transaction. */
const KNOWN_ID = new Error('a record has an id that is stored');

function tellDuplicate(error: unknown): never {
  throw isDuplicateKey(error) ? KNOWN_ID : error;
}

/** Lines of records that are there, by input, then id. */
type FirstLines = Map<string, Map<string, number>>;

function takeApart(records: readonly StagedRecord[], firstLines: FirstLines) {
  const fresh: StagedRecord[] = [];
  const duplicates: DuplicateRecord[] = [];
  for (const record of records) {
    const lines = firstLines.get(record.input) ?? new Map<string, number>();
    firstLines.set(record.input, lines);
    const firstLine = lines.get(record.recordId);
    if (firstLine !== undefined) {
      duplicates.push({ record, firstLine });
      continue;
    }
    lines.set(record.recordId, record.line);
    fresh.push(record);
  }
  return { fresh, duplicates };
}

/** Removes records of one input that turned out to be unusable after all were stored. */
export async function deleteRecords(
  database: Database,
  runId: string,
  token: string,
  input: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await runImportTransaction(database, runId, token, async (trx) => {
    for (const ids of splitKeys(recordIds)) {
      await trx('records').where({ run_id: runId, input }).whereIn('record_id', ids).delete();
    }
  });
}

/**
 * How many records of each input are stored. MySQL has the bodies in its primary key, so it counts in another index; in
 * that one SQLite would have to sort.
 */
export async function countRecords(database: Database, runId: string): Promise<Readonly<Record<string, number>>> {
  const isLean = database.dialect === 'sqlite';
  return countBy(database, runId, isLean ? 'records' : fromIndex(database, 'records', RECORDS_BY_LINK), 'input');
}

/** All records about one subject, by input, then line. */
export async function findRecords(
  database: Database,
  runId: string,
  subjectId: string,
): Promise<readonly StagedRecord[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly StagedRecord[] = await knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT))
      .select(RECORD_COLUMNS)
      .where({ run_id: runId, subject_id: subjectId })
      .orderBy(['input', 'line', 'record_id']);
    return rows;
  });
}

async function readFirstLines(
  trx: Knex.Transaction,
  runId: string,
  records: readonly StagedRecord[],
): Promise<FirstLines> {
  const firstLines: FirstLines = new Map();
  for (const input of new Set(records.map((record) => record.input))) {
    const lines = new Map<string, number>();
    firstLines.set(input, lines);
    const ids = records.filter((record) => record.input === input).map((record) => record.recordId);
    for (const part of splitKeys(ids)) {
      const rows: readonly { recordId: string; line: number }[] = await trx('records')
        .select({ recordId: 'record_id', line: 'line' })
        .where({ run_id: runId, input })
        .whereIn('record_id', part);
      for (const { recordId, line } of rows) lines.set(recordId, line);
    }
  }
  return firstLines;
}

/** The values of a record in the order of STORED_COLUMNS. */
function toCells(runId: string, record: StagedRecord): readonly Cell[] {
  return [
    runId,
    record.input,
    record.recordId,
    record.subjectId,
    record.line,
    record.occurredAt,
    record.tag,
    record.linkId,
    record.amountMinor,
    record.currency,
    record.body,
  ];
}

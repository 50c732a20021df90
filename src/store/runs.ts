import type { Knex } from 'knex';
import { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import type { InputAmount, InputSummary } from '../domain/run-summary.ts';
import type { Database } from './database.ts';
import { databaseNow } from './database-clock.ts';
import { toFailureColumns } from './failure-columns.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { insertRows } from './insert-rows.ts';
import { type NewRun, RUN_STATUSES, type Run, type RunStatus } from './run.ts';
import { lockRun, runImportTransaction, takenOver } from './run-lock.ts';
import { runQuery, runTransaction } from './run-query.ts';
import {
  type AmountRow,
  INPUT_COLUMNS,
  type RunRow,
  toAmountRow,
  toInputAmount,
  toInputRow,
  toRun,
} from './run-row.ts';

/** Creates a run; returns the one that is there when a run with that key was created before. */
export async function createRun(database: Database, run: NewRun): Promise<Run> {
  const found = await findRunByKey(database, run.runKey);
  if (found !== undefined) return found;
  await insertIfAbsent(database, 'runs', {
    run_id: run.runId,
    run_key: run.runKey,
    kind: run.kind,
    as_of: run.asOf,
    release_hash: run.release,
    mapping: run.mapping,
    status: 'importing',
    started_by: run.startedBy,
    created_at: run.createdAt,
    subjects_per_chunk: run.subjectsPerChunk,
    outcomes: '{}',
  });
  const created = await findRunByKey(database, run.runKey);
  if (created === undefined) throw new Error(`run id ${run.runId} belongs to a run with another key`);
  return created;
}

/** The run of that id, if there is one. */
export async function findRun(database: Database, runId: string): Promise<Run | undefined> {
  return findRunWhere(database, { run_id: runId });
}

/** The run of that key, if there is one. */
export async function findRunByKey(database: Database, runKey: string): Promise<Run | undefined> {
  return findRunWhere(database, { run_key: runKey });
}

async function findRunWhere(database: Database, where: Readonly<Record<string, string>>): Promise<Run | undefined> {
  const row: RunRow | undefined = await runQuery(database, async (knex) => knex('runs').where(where).first());
  return row === undefined ? undefined : toRun(row);
}

/** Tables that an import fills. */
const IMPORTED_TABLES = [
  'records',
  'fragments',
  'rejected_rows',
  'warnings',
  'chunks',
  'run_inputs',
  'run_amounts',
] as const;

/**
 * Begins an import from nothing: drops what an interrupted one left, and makes `token` the only one that may write.
 * Throws a Failure when the import of this run is over.
 */
export async function beginImport(database: Database, runId: string, token: string): Promise<void> {
  await runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status !== 'importing') throw takenOver(runId);
    for (const table of IMPORTED_TABLES) await deleteInRounds(trx, table, runId);
    await trx('runs')
      .where({ run_id: runId })
      .update({ import_token: token, failure_code: null, failure_message: null });
  });
}

/** Rows that one statement deletes: no server has to work on it for minutes without a word. */
const DELETE_ROWS = 20_000;

/** SQLite answers at once however long it takes, and deletes without a limit only. */
async function deleteInRounds(trx: Knex.Transaction, table: string, runId: string): Promise<void> {
  const isMysql = trx.client.driverName === 'mysql2';
  let deleted = 0;
  do {
    const query = trx(table).where({ run_id: runId });
    deleted = await (isMysql ? query.limit(DELETE_ROWS) : query).delete();
  } while (isMysql && deleted === DELETE_ROWS);
}

/** Ends an import: keeps what was read from each file, and lets the deciding begin. Nothing is staged afterwards. */
export async function finishImport(
  database: Database,
  runId: string,
  token: string,
  result: {
    readonly inputs: readonly InputSummary[];
    readonly amounts: readonly InputAmount[];
    readonly rows: Run['rows'];
    readonly warningCount: number;
  },
): Promise<void> {
  await runImportTransaction(database, runId, token, async (trx) => {
    await insertRows(
      trx,
      'run_inputs',
      result.inputs.map((input, index) => toInputRow(runId, index + 1, input)),
    );
    await insertRows(
      trx,
      'run_amounts',
      result.amounts.map((amount) => toAmountRow(runId, amount)),
    );
    await trx('runs')
      .where({ run_id: runId })
      .update({
        status: 'deciding',
        rows_read: result.rows.read,
        rows_accepted: result.rows.accepted,
        rows_rejected: result.rows.rejected,
        warning_count: result.warningCount,
        imported_at: databaseNow(database),
        failure_code: null,
        failure_message: null,
      });
  });
}

/**
 * Notes why an attempt stopped. The phase stays, so that the next attempt goes on. A closed run is not touched, nor one
 * that is in none of the phases: who has lost it to another meanwhile has nothing to say about it.
 */
export async function failRun(
  database: Database,
  runId: string,
  failure: { readonly code: string; readonly message: string },
  phases: readonly RunStatus[] = RUN_STATUSES,
): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('runs')
      .where({ run_id: runId })
      .whereNot({ status: 'closed' })
      .whereIn('status', [...phases])
      .update(toFailureColumns(failure)),
  );
}

/**
 * Notes that all chunks are decided but those that failed, and why. Does nothing, and says false, while some are
 * pending or where none failed.
 */
export async function markPartial(
  database: Database,
  runId: string,
  failure: { readonly code: string; readonly message: string },
): Promise<boolean> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status !== 'deciding') return status === 'partial';
    const rows: readonly { status: string }[] = await trx('chunks').distinct('status').where({ run_id: runId });
    const seen = new Set(rows.map((row) => row.status));
    if (seen.has('pending') || !seen.has('failed')) return false;
    await trx('runs')
      .where({ run_id: runId })
      .update({ status: 'partial', ...toFailureColumns(failure) });
    return true;
  });
}

/** Gives the failed chunks of a run another chance, and forgets why an attempt stopped; a closed run is not touched. */
export async function reopenRun(database: Database, runId: string): Promise<void> {
  await runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status === 'closed') return;
    await trx('chunks')
      .where({ run_id: runId, status: 'failed' })
      .update({ status: 'pending', attempts: 0, failures: 0, failure_code: null, failure_message: null });
    await trx('runs')
      .where({ run_id: runId })
      .update({ status: status === 'partial' ? 'deciding' : status, failure_code: null, failure_message: null });
  });
}

/** Notes that all is decided and reports are being written; does nothing where another process has closed the run. */
export async function beginReporting(database: Database, runId: string): Promise<void> {
  await runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status === 'importing') throw takenOver(runId);
    if (status === 'deciding') await trx('runs').where({ run_id: runId }).update({ status: 'reporting' });
  });
}

/**
 * Closes a run for ever: nothing in the store changes a closed run. False when it was closed before, and then nothing
 * is written. Throws a Failure while there are chunks without decisions.
 */
export async function closeRun(
  database: Database,
  runId: string,
  result: {
    readonly closedAt: Instant;
    readonly seconds: number;
    readonly decisionCount: number;
    readonly outcomes: Readonly<Record<string, number>>;
    /** Names of the workbooks that a run of this kind ends with. */
    readonly reports: readonly string[];
  },
): Promise<boolean> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status === 'closed') return false;
    if (status === 'importing') throw takenOver(runId);
    await proveNothingPending(trx, runId);
    await proveReports(trx, runId, result.reports);
    await trx('runs')
      .where({ run_id: runId })
      .update({
        status: 'closed',
        closed_at: result.closedAt,
        seconds: result.seconds,
        decision_count: result.decisionCount,
        outcomes: JSON.stringify(result.outcomes),
        failure_code: null,
        failure_message: null,
      });
    return true;
  });
}

/** The input files of a run, in the order in which they were given. */
export async function readRunInputs(database: Database, runId: string): Promise<readonly InputSummary[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly InputSummary[] = await knex('run_inputs')
      .select(INPUT_COLUMNS)
      .where({ run_id: runId })
      .orderBy('input_no');
    return rows;
  });
}

/** The sums of the amounts of a run's inputs, by input and currency. */
export async function readRunAmounts(database: Database, runId: string): Promise<readonly InputAmount[]> {
  const rows = await runQuery(database, async (knex) => {
    const found: readonly AmountRow[] = await knex('run_amounts')
      .where({ run_id: runId })
      .orderBy(['input', 'currency']);
    return found;
  });
  return rows.map(toInputAmount);
}

async function proveNothingPending(trx: Knex.Transaction, runId: string): Promise<void> {
  const open: unknown = await trx('chunks').where({ run_id: runId }).whereNot({ status: 'done' }).first('chunk_no');
  if (open === undefined) return;
  throw new Failure('CONTROL_TOTALS', {
    message: `run ${runId} has records that are not decided yet and cannot be closed`,
    action: 'run the same command again: it goes on where it stopped',
  });
}

async function proveReports(trx: Knex.Transaction, runId: string, expected: readonly string[]): Promise<void> {
  const rows: readonly { report: string }[] = await trx('run_reports').select('report').where({ run_id: runId });
  const missing = expected.filter((name) => !rows.some(({ report }) => report === name));
  if (missing.length === 0) return;
  throw new Failure('CONTROL_TOTALS', {
    message: `run ${runId} has no workbook ${missing.join(', ')} yet and cannot be closed`,
    action: 'run the same command again: it goes on where it stopped',
  });
}

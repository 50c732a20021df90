import type { Knex } from 'knex';
import { Failure } from '../domain/failure.ts';
import type { Database } from './database.ts';
import type { RunStatus } from './run.ts';
import { runTransaction } from './run-query.ts';

/** Locks the run until the transaction ends, so that its phase cannot change meanwhile. Throws when there is none. */
export async function lockRun(
  trx: Knex.Transaction,
  runId: string,
): Promise<{ readonly status: RunStatus; readonly importToken: string | null }> {
  const row: { status: RunStatus; importToken: string | null } | undefined = await trx('runs')
    .select({ status: 'status', importToken: 'import_token' })
    .where({ run_id: runId })
    .forUpdate() // SQLite has locked the whole file by now and ignores it
    .first();
  if (row !== undefined) return row;
  throw new Failure('RUN_NOT_FOUND', {
    message: `there is no run "${runId}" in the database`,
    action: 'check the run id, and that the database is the one in which the run was started',
  });
}

/** Runs one transaction of an import; throws a Failure when another process has taken the import over. */
export async function runImportTransaction<T>(
  database: Database,
  runId: string,
  token: string,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return runTransaction(database, async (trx) => {
    const { status, importToken } = await lockRun(trx, runId);
    if (status !== 'importing' || importToken !== token) throw takenOver(runId);
    return work(trx);
  });
}

/** The failure of a process that goes on with a run which another process works on. */
export function takenOver(runId: string): Failure {
  return new Failure('RUN_TAKEN_OVER', {
    message: `another process has taken over run ${runId}`,
    action: 'let the other process finish; the same command then returns its result',
  });
}

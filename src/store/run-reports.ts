import { randomUUID } from 'node:crypto';
import { Failure, type FailureCode } from '../domain/failure.ts';
import type { Database } from './database.ts';
import { deleteFileParts, readFileParts, saveFileParts } from './file-parts.ts';
import { lockRun, takenOver } from './run-lock.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** A workbook of a run. Size and digest are null where a version of the program wrote it that kept no bytes. */
export type RunReport = {
  readonly report: string;
  readonly fileName: string;
  readonly sha256: string | null;
  readonly bytes: number | null;
};

type StoredReport = RunReport & { readonly fileKey: string | null };

/** What a run answers that takes no report. */
const REFUSALS: readonly FailureCode[] = ['RUN_NOT_FOUND', 'RUN_TAKEN_OVER'];

const REPORT_COLUMNS = {
  report: 'report',
  fileName: 'file_name',
  sha256: 'sha256',
  bytes: 'bytes',
  fileKey: 'file_key',
} as const;

/**
 * Stores a finished workbook, so that it can be handed out whichever machine built it. The first one that is stored
 * stays; another of the same report is dropped. Throws a Failure where the run is not writing reports.
 */
export async function saveRunReport(
  database: Database,
  runId: string,
  report: { readonly no: number; readonly report: string; readonly fileName: string },
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const fileKey = `${report.report}.${randomUUID()}`;
  const { bytes, sha256 } = await saveFileParts(database, { runId, role: 'report', fileKey }, content);
  const row = { report: report.report, file_name: report.fileName, sha256, bytes, file_key: fileKey };
  // Only where the store said so are the bytes for nobody: after a lost connection the row may be there all the same.
  const dropBytes = (): Promise<void> => deleteFileParts(database, { runId, role: 'report', fileKey });
  const isKept = await insertReport(database, runId, report.no, row).catch(async (error: unknown) => {
    if (error instanceof Failure && REFUSALS.includes(error.code)) await dropBytes().catch(() => undefined);
    throw error;
  });
  if (!isKept) await dropBytes();
}

/** False where the run has that report already, or is closed. */
async function insertReport(
  database: Database,
  runId: string,
  reportNo: number,
  row: Readonly<Record<string, string | number>>,
): Promise<boolean> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (status !== 'reporting' && status !== 'closed') throw takenOver(runId);
    const known: unknown = await trx('run_reports').where({ run_id: runId, report_no: reportNo }).first('report');
    if (known !== undefined || status === 'closed') return false;
    await trx('run_reports').insert({ run_id: runId, report_no: reportNo, ...row });
    return true;
  });
}

/** Forgets bytes of workbooks that belong to none: a process ended between storing them and saying so. */
export async function dropStrayReports(database: Database, runId: string): Promise<void> {
  await runQuery(database, async (knex) =>
    knex('file_parts')
      .where({ run_id: runId, role: 'report' })
      .whereNotIn('file_key', knex('run_reports').select('file_key').where({ run_id: runId }).whereNotNull('file_key'))
      .delete(),
  );
}

/** The workbooks of a run that are finished, in their order. */
export async function readRunReports(database: Database, runId: string): Promise<readonly RunReport[]> {
  const rows = await readStoredReports(database, runId);
  return rows.map(({ report, fileName, sha256, bytes }) => ({ report, fileName, sha256, bytes }));
}

/**
 * Opens a workbook of a closed run by its file name; undefined where there is none of that name, or its bytes are not
 * kept. Nobody gets some workbooks of a run that may still fail.
 */
export async function openRunReport(
  database: Database,
  runId: string,
  fileName: string,
): Promise<(RunReport & { readonly content: AsyncIterable<Buffer> }) | undefined> {
  const found = (await readStoredReports(database, runId)).find((each) => each.fileName === fileName);
  if (found === undefined || found.fileKey === null || !(await isClosed(database, runId))) return undefined;
  const { fileKey, ...report } = found;
  return { ...report, content: readFileParts(database, { runId, role: 'report', fileKey }) };
}

async function isClosed(database: Database, runId: string): Promise<boolean> {
  const row: unknown = await runQuery(database, async (knex) =>
    knex('runs').where({ run_id: runId, status: 'closed' }).first('run_id'),
  );
  return row !== undefined;
}

async function readStoredReports(database: Database, runId: string): Promise<readonly StoredReport[]> {
  return runQuery(
    database,
    async (knex): Promise<readonly StoredReport[]> =>
      knex('run_reports').select(REPORT_COLUMNS).where({ run_id: runId }).orderBy('report_no'),
  );
}

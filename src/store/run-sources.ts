import type { Database } from './database.ts';
import { deleteFileParts } from './file-parts.ts';
import { insertRows } from './insert-rows.ts';
import { lockRun } from './run-lock.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** An input file of a run, and where the import finds it. */
export type RunSource = {
  /** Role in the run: `tickets`, `events`. */
  readonly input: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
} & (
  | { readonly place: 'store'; readonly fileKey: string }
  /** A path below the folder of inputs that every importing machine has, each in its own place. */
  | { readonly place: 'folder'; readonly path: string }
);

/**
 * Keeps where the files of a run are, in their order. False when the run has them already, and then nothing is kept:
 * of two that submit the same run, the first one's files are used. With `isReplacing` the files take the place of others
 * whose import has failed.
 */
export async function saveRunSources(
  database: Database,
  runId: string,
  sources: readonly RunSource[],
  { isReplacing = false }: { readonly isReplacing?: boolean } = {},
): Promise<boolean> {
  return runTransaction(database, async (trx) => {
    const { status } = await lockRun(trx, runId);
    if (isReplacing && status === 'importing') await trx('run_sources').where({ run_id: runId }).delete();
    const known: unknown = await trx('run_sources').where({ run_id: runId }).first('input');
    if (known !== undefined) return false;
    const rows = sources.map((source, index) => ({
      run_id: runId,
      input_no: index + 1,
      input: source.input,
      file_name: source.fileName,
      sha256: source.sha256,
      bytes: source.bytes,
      path: source.place === 'folder' ? source.path : null,
      file_key: source.place === 'store' ? source.fileKey : null,
    }));
    await insertRows(trx, 'run_sources', rows);
    return true;
  });
}

/** Where the files of a run are, in the order in which they were given; none where nobody said it. */
export async function readRunSources(database: Database, runId: string): Promise<readonly RunSource[]> {
  type Row = Pick<RunSource, 'input' | 'fileName' | 'sha256' | 'bytes'> & {
    readonly path: string | null;
    readonly fileKey: string | null;
  };
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly Row[]> =>
      knex('run_sources')
        .select({
          input: 'input',
          fileName: 'file_name',
          sha256: 'sha256',
          bytes: 'bytes',
          path: 'path',
          fileKey: 'file_key',
        })
        .where({ run_id: runId })
        .orderBy('input_no'),
  );
  return rows.map(({ path, fileKey, ...file }) =>
    path === null ? { ...file, place: 'store', fileKey: fileKey ?? '' } : { ...file, place: 'folder', path },
  );
}

/** Forgets the bytes of the inputs of a run once they are imported; their names and digests stay. */
export async function dropInputBytes(database: Database, runId: string): Promise<void> {
  await deleteFileParts(database, { runId, role: 'input' });
}

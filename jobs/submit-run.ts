import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { relative, resolve } from 'node:path';
import { openRun } from '../src/batches/open-run.ts';
import type { RunOrder } from '../src/batches/run-context.ts';
import { Failure } from '../src/domain/failure.ts';
import type { InputFile } from '../src/intake/input-file.ts';
import type { Database } from '../src/store/database.ts';
import { readDatabaseClock } from '../src/store/database-clock.ts';
import { deleteFileParts, saveFileParts } from '../src/store/file-parts.ts';
import type { Run } from '../src/store/run.ts';
import { type RunSource, readRunSources, saveRunSources } from '../src/store/run-sources.ts';
import { findRun, reopenRun } from '../src/store/runs.ts';
import { enqueueRun } from './enqueue-run.ts';
import type { Queues } from './queues.ts';
import { findBelow } from './run-files.ts';

/** How the files reach the import: copied into the store, or found below a folder that its machine reaches too. */
export type FilePlace = { readonly place: 'store' } | { readonly place: 'folder'; readonly inputFolder: string | null };

/**
 * Puts a run on the queue: makes its files reachable for the import, and queues the job that it needs next. The same
 * request again goes on with the same run, or returns it when it is closed. Throws a Failure for files that cannot be
 * read or change meanwhile.
 */
export async function submitRun(
  request: RunOrder,
  files: FilePlace,
  { database, queues }: { readonly database: Database; readonly queues: Queues },
): Promise<Run> {
  // One clock for all machines: what a run takes is counted from here to its close, wherever that is.
  const opened = await openRun(request, await readDatabaseClock(database), database);
  const { runId, status, failure } = opened.run;
  if (status === 'closed') return opened.run;
  // Where the import has failed, the files may have been the reason, or the place in which they lay.
  const isReplacing = failure !== null;
  if (status === 'importing' && (isReplacing || (await readRunSources(database, runId)).length === 0)) {
    await placeFiles(database, runId, opened.files, files, isReplacing);
  }
  await reopenRun(database, runId);
  const run = await findRun(database, runId);
  if (run === undefined) throw new Error(`run ${runId} is gone from the store`);
  await enqueueRun(queues, run);
  return run;
}

async function placeFiles(
  database: Database,
  runId: string,
  files: readonly InputFile[],
  where: FilePlace,
  isReplacing: boolean,
): Promise<void> {
  const sources: RunSource[] = [];
  for (const file of files) {
    sources.push(where.place === 'store' ? await copyFile(database, runId, file) : pointTo(file, where.inputFolder));
  }
  if (await saveRunSources(database, runId, sources, { isReplacing })) return;
  // Somebody submitted the same run at the same moment, and was first.
  for (const source of sources) {
    if (source.place === 'store') await deleteFileParts(database, { runId, role: 'input', fileKey: source.fileKey });
  }
}

async function copyFile(database: Database, runId: string, file: InputFile): Promise<RunSource> {
  const { input, fileName, sha256, bytes } = file;
  const fileKey = `${input}.${randomUUID()}`;
  const key = { runId, role: 'input', fileKey } as const;
  const saved = await saveFileParts(database, key, createReadStream(file.path));
  if (saved.sha256 === sha256) return { input, fileName, sha256, bytes, place: 'store', fileKey };
  await deleteFileParts(database, key);
  throw new Failure('INPUT_CHANGED', {
    message: `"${file.path}" changed while it was copied`,
    action: 'wait until whoever writes it has finished, then give the same command again',
  });
}

function pointTo(file: InputFile, inputFolder: string | null): RunSource {
  const { input, fileName, sha256, bytes } = file;
  const path = inputFolder === null ? file.path : relative(inputFolder, resolve(file.path));
  findBelow(inputFolder, path);
  return { input, fileName, sha256, bytes, place: 'folder', path };
}

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readIntakeLimits } from '../src/batches/kyhan-release.ts';
import type { RunContext } from '../src/batches/run-context.ts';
import { Failure } from '../src/domain/failure.ts';
import { toCalendarDate } from '../src/domain/instant.ts';
import { describeInputFile, type InputFile } from '../src/intake/input-file.ts';
import { withWorkFolder } from '../src/intake/work-folder.ts';
import type { Database } from '../src/store/database.ts';
import { readFileParts } from '../src/store/file-parts.ts';
import { type RunSource, readRunSources } from '../src/store/run-sources.ts';
import type { WorkerContext } from './worker-context.ts';

/**
 * Brings the files of a run to this machine for as long as they are used: out of the store into a temporary folder, or
 * from the folder of inputs. Throws a Failure where one is missing, or is not the one that was submitted.
 */
export function withRunFiles<T>(
  context: Pick<WorkerContext, 'database' | 'inputFolder'>,
  { run, release, asOf }: RunContext,
  use: (files: readonly InputFile[]) => Promise<T>,
): Promise<T> {
  return withWorkFolder('import', async (folder) => {
    const limits = readIntakeLimits(release, toCalendarDate(asOf));
    const files: InputFile[] = [];
    for (const source of await getSources(context.database, run.runId)) {
      const path = await placeFile(context, run.runId, source, folder);
      const file = await describeInputFile(source.input, path, limits);
      if (file.sha256 !== source.sha256) throw changed(source);
      files.push(file);
    }
    return use(files);
  });
}

async function getSources(database: Database, runId: string): Promise<readonly RunSource[]> {
  const sources = await readRunSources(database, runId);
  if (sources.length > 0) return sources;
  throw new Failure('INPUT_NOT_FOUND', {
    message: `the store has no files of run ${runId}: it was begun with "kyhan run", or its submission was not finished`,
    action: 'submit the same files again',
  });
}

async function placeFile(
  { database, inputFolder }: Pick<WorkerContext, 'database' | 'inputFolder'>,
  runId: string,
  source: RunSource,
  folder: string,
): Promise<string> {
  if (source.place === 'folder') return findBelow(inputFolder, source.path);
  // A folder for each, because two inputs may have files of one name; the name is what people read in messages.
  const place = join(folder, source.input);
  await mkdir(place);
  const path = join(place, basename(source.fileName));
  const content = readFileParts(database, { runId, role: 'input', fileKey: source.fileKey });
  await pipeline(Readable.from(content), createWriteStream(path));
  return path;
}

/** The file at a path relative to the folder of inputs; a path that leads out of it is refused. */
export function findBelow(inputFolder: string | null, path: string): string {
  if (inputFolder === null) {
    throw new Failure('CONFIGURATION', {
      message: `there is no folder of inputs here, in which "${path}" could be found`,
      action: 'set KYHAN_INPUT_DIR here and for workers of the queue "import", or submit without --in-place',
    });
  }
  const found = resolve(inputFolder, path);
  const way = relative(inputFolder, found);
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return found;
  throw new Failure('USAGE', {
    message: `"${path}" does not lie below the folder of inputs`,
    action: 'put the file below KYHAN_INPUT_DIR, or submit without --in-place',
  });
}

function changed(source: RunSource): Failure {
  return new Failure('INPUT_CHANGED', {
    message: `the file "${source.fileName}" (${source.input}) is not the one that was submitted: its digest differs`,
    action: 'submit the files again once nobody writes to them',
  });
}

import type { Instant } from '../domain/instant.ts';
import { toCalendarDate } from '../domain/instant.ts';
import { describeInputFile, type InputFile } from '../intake/input-file.ts';
import type { Database } from '../store/database.ts';
import { saveRelease } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { createRun } from '../store/runs.ts';
import { readIntakeLimits } from './kyhan-release.ts';
import type { RunOrder } from './run-context.ts';
import { buildRunKey } from './run-key.ts';

/**
 * Looks at the files of a request and finds its run, or creates it: the same kind, moment, rules, mapping and bytes are
 * the same run. Throws a Failure for files that cannot be read.
 */
export async function openRun(
  request: RunOrder,
  createdAt: Instant,
  database: Database,
): Promise<{ readonly run: Run; readonly files: readonly InputFile[] }> {
  const files = await describeFiles(request);
  const { batch, release, asOfText: asOf, startedBy } = request;
  const mapping = request.mapping?.name ?? null;
  const identity = buildRunKey({ kind: batch.kind, asOf, release: release.hash, mapping, inputs: files });
  await saveRelease(database, release);
  const run = await createRun(database, {
    ...identity,
    kind: batch.kind,
    asOf,
    release: release.hash,
    mapping,
    startedBy,
    createdAt,
    subjectsPerChunk: request.subjectsPerChunk ?? null,
  });
  return { run, files };
}

async function describeFiles(request: RunOrder): Promise<readonly InputFile[]> {
  const limits = readIntakeLimits(request.release, toCalendarDate(request.asOf));
  const files: InputFile[] = [];
  for (const { input, path } of request.inputs) files.push(await describeInputFile(input, path, limits));
  return files;
}

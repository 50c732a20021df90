import { Failure } from '../domain/failure.ts';
import { type Instant, toCalendarDate } from '../domain/instant.ts';
import { describeInputFile, type InputFile } from '../intake/input-file.ts';
import type { Database } from '../store/database.ts';
import { saveRelease } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { createRun, failRun } from '../store/runs.ts';
import { closeWithReports, reopenResult } from './close-run.ts';
import { decideChunks } from './decide-chunks.ts';
import { importInputs } from './import-inputs.ts';
import { readIntakeLimits } from './kyhan-release.ts';
import type { RunContext, RunRequest, RunTools } from './run-context.ts';
import { buildRunKey } from './run-key.ts';
import type { RunResult } from './run-result.ts';

/**
 * THE pipeline: read → validate → facts → rules → decisions → store → reports → close. The same request returns the
 * finished run; an interrupted one goes on where it stopped. Throws a Failure when the run cannot be finished.
 */
export async function runBatch(request: RunRequest, tools: RunTools): Promise<RunResult> {
  const { database } = tools;
  const startedAt = tools.now();
  const files = await describeFiles(request);
  const run = await findOrCreateRun(request, files, startedAt, database);
  const context: RunContext = { ...request, ...tools, run, files };
  if (run.status === 'closed') return reopenResult(context);
  try {
    if (run.status === 'importing') await importInputs(context);
    await decideChunks(context);
    return await closeWithReports(context, startedAt);
  } catch (error) {
    await noteFailure(database, run.runId, error);
    throw error;
  }
}

async function describeFiles(request: RunRequest): Promise<readonly InputFile[]> {
  const limits = readIntakeLimits(request.release, toCalendarDate(request.asOf));
  const files: InputFile[] = [];
  for (const { input, path } of request.inputs) files.push(await describeInputFile(input, path, limits));
  return files;
}

async function findOrCreateRun(
  request: RunRequest,
  files: readonly InputFile[],
  createdAt: Instant,
  database: Database,
): Promise<Run> {
  const { batch, release, asOfText: asOf, startedBy } = request;
  const mapping = request.mapping?.name ?? null;
  const identity = buildRunKey({ kind: batch.kind, asOf, release: release.hash, mapping, inputs: files });
  await saveRelease(database, release);
  return createRun(database, {
    ...identity,
    kind: batch.kind,
    asOf,
    release: release.hash,
    mapping,
    startedBy,
    createdAt,
  });
}

/** The reason stays with the run for operators; losing it must not hide the failure itself. */
async function noteFailure(database: Database, runId: string, error: unknown): Promise<void> {
  const code = error instanceof Failure ? error.code : 'UNEXPECTED';
  const message = error instanceof Failure ? error.message : 'an unexpected error; the log file tells more';
  await failRun(database, runId, { code, message }).catch(() => undefined);
}

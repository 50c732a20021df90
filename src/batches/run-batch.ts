import type { Database } from '../store/database.ts';
import { failRun, reopenRun } from '../store/runs.ts';
import { beginReports, buildReports, finishRun, reopenResult } from './close-run.ts';
import { decideChunks } from './decide-chunks.ts';
import { describeReason } from './describe-reason.ts';
import { importInputs } from './import-inputs.ts';
import { openRun } from './open-run.ts';
import type { RunContext, RunRequest, RunTools } from './run-context.ts';
import type { RunResult } from './run-result.ts';

/**
 * THE pipeline, in one process: read → validate → facts → rules → decisions → store → reports → close. Workers of a queue
 * take the same steps. The same request returns the finished run; an interrupted one goes on where it stopped. Throws a
 * Failure when the run cannot be finished.
 */
export async function runBatch(request: RunRequest, tools: RunTools): Promise<RunResult> {
  const { database } = tools;
  const startedAt = tools.now();
  const { run, files } = await openRun(request, startedAt, database);
  const context: RunContext = { ...request, ...tools, run };
  if (run.status === 'closed') return reopenResult(context, request.outFolder);
  await reopenRun(database, run.runId);
  try {
    if (run.status === 'importing') await importInputs(context, files);
    await decideChunks(context);
    context.tell({ phase: 'reporting', done: 0, total: null });
    await beginReports(context);
    await buildReports(context, request.outFolder, request.batch.reports);
    return await finishRun(context, startedAt);
  } catch (error) {
    await noteFailure(database, run.runId, error);
    throw error;
  }
}

/** The reason stays with the run for operators; losing it must not hide the failure itself. */
async function noteFailure(database: Database, runId: string, error: unknown): Promise<void> {
  await failRun(database, runId, describeReason(error)).catch(() => undefined);
}

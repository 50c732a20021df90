import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../store/database.ts';
import { readRunReports } from '../store/run-reports.ts';
import { failRun, reopenRun } from '../store/runs.ts';
import { beginReports, buildReports, finishRun, reopenResult, writeNow } from './close-run.ts';
import { decideChunks } from './decide-chunks.ts';
import { describeReason } from './describe-reason.ts';
import type { RunHelper } from './helper/run-helper.ts';
import { workBeside } from './helper/work-beside.ts';
import { importInputs } from './import-inputs.ts';
import { openRun } from './open-run.ts';
import { type RunContext, type RunRequest, type RunTools, stopIfAsked } from './run-context.ts';
import type { RunResult } from './run-result.ts';

/**
 * THE pipeline, in one process: read → validate → facts → rules → decisions → store → reports → close. Workers of a queue
 * take the same steps. The same request returns the finished run; an interrupted one goes on where it stopped. The helper,
 * where there is one, takes its share of the work. Throws a Failure when the run cannot be finished.
 */
export async function runBatch(
  request: RunRequest,
  tools: RunTools,
  helper: RunHelper | null = null,
): Promise<RunResult> {
  const { database } = tools;
  const startedAt = tools.now();
  const { run, files } = await openRun(request, startedAt, database);
  const context: RunContext = { ...request, ...tools, run };
  if (run.status === 'closed') return reopenResult(context, request.outFolder);
  await reopenRun(database, run.runId);
  try {
    if (run.status === 'importing') await importInputs(context, files, helper);
    await decideChunks(context, helper);
    context.tell({ phase: 'reporting', done: 0, total: null });
    await buildAllReports(context, request.outFolder, helper);
    return await finishRun(context, startedAt);
  } catch (error) {
    await noteFailure(database, run.runId, error);
    throw error;
  }
}

/**
 * Proves the decisions and writes the workbooks. The helper gathers rows for its own meanwhile, and writes none before they
 * are proved. Where one of the two threads fails, nobody shall hold what the other wrote.
 */
async function buildAllReports(context: RunContext, folder: string, helper: RunHelper | null): Promise<void> {
  const { database, run, batch } = context;
  const theirs = batch.reportsBeside;
  if (helper === null || theirs.length === 0) {
    await beginReports(context);
    return buildReports(context, folder, writeNow(batch.reports));
  }
  const own = batch.reports.filter((report) => !theirs.includes(report));
  const buildOwn = async (here: RunContext): Promise<void> => {
    await beginReports(here);
    await stopIfAsked(here);
    helper.letWrite();
    await buildReports(here, folder, writeNow(own));
  };
  try {
    await workBeside(context, helper, buildOwn, helper.report(run.runId, folder, theirs));
  } catch (error) {
    const written = await readRunReports(database, run.runId).catch(() => []);
    for (const { fileName } of written) await rm(join(folder, fileName), { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The reason stays with the run for operators; losing it must not hide the failure itself. */
async function noteFailure(database: Database, runId: string, error: unknown): Promise<void> {
  await failRun(database, runId, describeReason(error)).catch(() => undefined);
}

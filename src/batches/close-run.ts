import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { copyToOutput } from '../../reports/output-file.ts';
import { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import { countAllDecisions, countDecisions } from '../store/decisions.ts';
import type { Run } from '../store/run.ts';
import { dropStrayReports, openRunReport, readRunReports, saveRunReport } from '../store/run-reports.ts';
import { beginReporting, closeRun, findRun } from '../store/runs.ts';
import type { Writing } from './batch.ts';
import type { RunContext } from './run-context.ts';
import { type RunResult, readRunResult, readRunSummary } from './run-result.ts';

/** Proves that every subject has its decision, and lets the reports begin. */
export async function beginReports(context: RunContext): Promise<void> {
  await proveDecisions(context);
  await beginReporting(context.database, context.run.runId);
}

/** Workbooks that may be written at once: all decisions of their run are proved. */
export function writeNow(only: readonly string[]): Writing {
  return { only, mayWrite: async () => {} };
}

/** Writes workbooks of a run into a folder, and keeps them in the store. */
export async function buildReports(context: RunContext, folder: string, writing: Writing): Promise<void> {
  const { database, batch } = context;
  const { runId } = context.run;
  const written = await writeReports(context, folder, writing);
  for (const { report, fileName } of written) {
    const no = batch.reports.indexOf(report) + 1;
    await saveRunReport(database, runId, { no, report, fileName }, createReadStream(join(folder, fileName)));
  }
}

/** Closes a run whose reports are all there, once and for all. */
export async function finishRun(context: RunContext, startedAt: Instant): Promise<RunResult> {
  const { database, batch } = context;
  const { runId } = context.run;
  const { total, byOutcome } = await countDecisions(database, runId);
  const closedAt = context.now();
  await closeRun(database, runId, {
    closedAt,
    seconds: (closedAt - startedAt) / 1000,
    decisionCount: total,
    outcomes: byOutcome,
    reports: batch.reports,
  });
  await dropStrayReports(database, runId);
  return readRunResult(database, await getRun(context));
}

/** The result of a run that was closed before; reports that are no longer in the output folder are put there again. */
export async function reopenResult(context: RunContext, folder: string): Promise<RunResult> {
  const { database, run, batch } = context;
  for (const { report, fileName } of await readRunReports(database, run.runId)) {
    const path = join(folder, fileName);
    if (await isThere(path)) continue;
    const kept = await openRunReport(database, run.runId, fileName);
    if (kept !== undefined) await copyToOutput(folder, fileName, kept.content);
    // A version of the program that kept no workbooks closed the run.
    else if (batch.reports.includes(report)) await writeReports(context, folder, writeNow([report]));
  }
  return readRunResult(database, run);
}

async function writeReports(context: RunContext, folder: string, writing: Writing) {
  const { database, batch, release, asOf } = context;
  const run = await getRun(context);
  const decisions = await countAllDecisions(database, run.runId);
  return batch.writeReports(database, await readRunSummary(database, run, decisions), release, asOf, folder, writing);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function proveDecisions(context: RunContext): Promise<void> {
  const { database, run, batch, asOf } = context;
  const totals = await batch.readControlTotals(database, run.runId, asOf);
  const wrong = totals.filter(({ left, right }) => BigInt(left) !== BigInt(right));
  if (wrong.length === 0) return;
  const seen = wrong.map(({ what, left, right }) => `${what} (${left} and ${right})`).join('; ');
  throw new Failure('CONTROL_TOTALS', {
    message: `the control totals of run ${run.runId} do not agree: ${seen}`,
    action: 'report this as an error of the program; the run stays open and no report was written',
  });
}

async function getRun(context: RunContext): Promise<Run> {
  const run = await findRun(context.database, context.run.runId);
  if (run === undefined) throw new Error(`run ${context.run.runId} is gone from the store`);
  return run;
}

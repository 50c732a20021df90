import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../domain/failure.ts';
import type { Instant } from '../domain/instant.ts';
import { countDecisions } from '../store/decisions.ts';
import type { Run } from '../store/run.ts';
import { beginReporting, closeRun, findRun } from '../store/runs.ts';
import type { RunContext } from './run-context.ts';
import { type RunResult, readRunResult, readRunSummary } from './run-result.ts';

/** Proves that every subject has its decision, writes the reports, and closes the run once and for all. */
export async function closeWithReports(context: RunContext, startedAt: Instant): Promise<RunResult> {
  const { database, batch, release, asOf, outFolder } = context;
  const { runId } = context.run;
  const { total, byOutcome } = await countDecisions(database, runId);
  await proveDecisions(context);
  await beginReporting(database, runId);
  context.tell({ phase: 'reporting', done: 0, total: null });
  const run = await getRun(context);
  const reports = await batch.writeReports(
    database,
    await readRunSummary(database, run, total),
    release,
    asOf,
    outFolder,
  );
  const closedAt = context.now();
  await closeRun(database, runId, {
    closedAt,
    seconds: (closedAt - startedAt) / 1000,
    decisionCount: total,
    outcomes: byOutcome,
    reports,
  });
  return readRunResult(database, await getRun(context));
}

/** The result of a run that was closed before; reports that are no longer in the output folder are written again. */
export async function reopenResult(context: RunContext): Promise<RunResult> {
  const { database, batch, run, release, asOf, outFolder } = context;
  const result = await readRunResult(database, run);
  const isThere = await Promise.all(
    result.reports.map((fileName) =>
      access(join(outFolder, fileName)).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (isThere.includes(false)) {
    await batch.writeReports(
      database,
      await readRunSummary(database, run, run.decisionCount),
      release,
      asOf,
      outFolder,
    );
  }
  return result;
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

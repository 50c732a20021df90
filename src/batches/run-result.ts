import type { RunSummary } from '../domain/ticket-report.ts';
import type { Database } from '../store/database.ts';
import type { Run } from '../store/run.ts';
import { readRunInputs, readRunReports } from '../store/runs.ts';

/** What `kyhan run --json` prints; keys and their order are the output contract. */
export type RunResult = {
  readonly runId: string;
  readonly kind: string;
  readonly asOf: string;
  readonly release: string;
  readonly status: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  /** Decisions by outcome. */
  readonly decisions: Readonly<Record<string, number>>;
  /** File names in the output folder. */
  readonly reports: readonly string[];
  readonly seconds: number;
};

/** The result of a closed run. */
export async function readRunResult(database: Database, run: Run): Promise<RunResult> {
  const reports = await readRunReports(database, run.runId);
  return {
    runId: run.runId,
    kind: run.kind,
    asOf: run.asOf,
    release: run.release,
    status: run.status,
    rows: run.rows,
    decisions: run.outcomes,
    reports: reports.map((report) => report.fileName),
    seconds: run.seconds ?? 0,
  };
}

/** What reports say of a run. */
export async function readRunSummary(database: Database, run: Run, decisionCount: number): Promise<RunSummary> {
  const { runId, kind, asOf, release, startedBy, rows, warningCount } = run;
  const inputs = await readRunInputs(database, runId);
  return { runId, kind, asOf, release, startedBy, inputs, rows, decisionCount, warningCount };
}

import type { RunSummary } from '../domain/run-summary.ts';
import type { Database } from '../store/database.ts';
import type { Run } from '../store/run.ts';
import { readRunReports } from '../store/run-reports.ts';
import { readRunInputs } from '../store/runs.ts';
import { countWarnings, readWarnings } from '../store/warnings.ts';

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

/** Warnings of a run: how many of each kind, and the headers that nobody knows. */
export type RunWarnings = {
  readonly counts: Readonly<Record<string, number>>;
  readonly unknownColumns: readonly string[];
};

/** The warnings of a run, for a person. */
export async function readRunWarnings(database: Database, runId: string): Promise<RunWarnings> {
  const counts = await countWarnings(database, runId);
  const unknownColumns: string[] = [];
  if ((counts.UNKNOWN_COLUMN ?? 0) > 0) {
    for await (const warning of readWarnings(database, runId)) {
      if (warning.code === 'UNKNOWN_COLUMN') unknownColumns.push(`${warning.file}: ${warning.column}`);
    }
  }
  return { counts, unknownColumns };
}

/** What reports say of a run. */
export async function readRunSummary(database: Database, run: Run, decisionCount: number): Promise<RunSummary> {
  const { runId, kind, asOf, release, startedBy, rows, warningCount } = run;
  const inputs = await readRunInputs(database, runId);
  return { runId, kind, asOf, release, startedBy, inputs, rows, decisionCount, warningCount };
}

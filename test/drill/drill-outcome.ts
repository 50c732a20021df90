import { createHash } from 'node:crypto';
import type { LoadFiles } from '../support/load-files.ts';
import type { CliResult } from '../support/run-cli.ts';
import type { FaultLine } from './fault-log.ts';
import type { Stage } from './stage.ts';
import type { WorkerEnd } from './worker-slot.ts';

/** What is to be proved at the end of a drill. */
export type DrillOutcome = {
  readonly runId: string;
  /** Id of the run that was left alone: the same. */
  readonly undisturbedRunId: string;
  readonly files: LoadFiles;
  readonly status: string;
  readonly rows: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly digest: string;
  /** Digest of the decisions of the run that was left alone. */
  readonly undisturbedDigest: string;
  readonly decisions: number;
  /** Different subjects among the decisions. */
  readonly decided: number;
  /** Sums of what is open, by currency. */
  readonly open: Readonly<Record<string, number>>;
  readonly reports: readonly string[];
  /** What workers did that they should not. */
  readonly workerFaults: readonly string[];
  readonly failedStarts: number;
};

export type DrillResult = DrillOutcome & {
  readonly lines: readonly FaultLine[];
  readonly seconds: number;
  /** How often each chunk was begun, by its number. */
  readonly attempts: ReadonlyMap<number, number>;
  /** How the workers ended when they were asked to. */
  readonly ends: readonly WorkerEnd[];
};

type DecisionRow = { readonly id: string; readonly currency: string; readonly openAmount: number };

/** Reads back what has become of the run, by the commands that people have for it. */
export async function readOutcome(
  stage: Stage,
  files: LoadFiles,
  undisturbedRunId: string,
  runId: string,
): Promise<DrillOutcome> {
  const ask = async (args: readonly string[]): Promise<string> => getOutput(await stage.call(args));
  const [seen, expected] = await Promise.all([
    ask(['decisions', runId]),
    stage.callEmbedded(['decisions', undisturbedRunId]).then(getOutput),
  ]);
  const [statusText, reports] = await Promise.all([ask(['status', runId, '--json']), ask(['reports', runId])]);
  const rows = seen
    .trim()
    .split('\n')
    .map((line): DecisionRow => JSON.parse(line));
  const open: Record<string, number> = {};
  for (const { currency, openAmount } of rows) open[currency] = (open[currency] ?? 0) + openAmount;
  const status: Pick<DrillOutcome, 'status' | 'rows'> = JSON.parse(statusText);
  return {
    runId,
    undisturbedRunId,
    files,
    status: status.status,
    rows: status.rows,
    digest: toDigest(seen),
    undisturbedDigest: toDigest(expected),
    decisions: rows.length,
    decided: new Set(rows.map(({ id, currency }) => `${id} ${currency}`)).size,
    open,
    reports: reports.trim().split('\n'),
    workerFaults: stage.places.flatMap(({ slot }) => slot.faults),
    failedStarts: stage.places.reduce((sum, { slot }) => sum + slot.failedStarts(), 0),
  };
}

function getOutput({ exitCode, stdout, stderr }: CliResult): string {
  if (exitCode === 0) return stdout;
  throw new Error(stderr);
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { isDeepStrictEqual } from 'node:util';
import type { DrillResult } from './drill-outcome.ts';
import { describeFaults } from './fault-log.ts';

/** What the end of a drill must be, each with whether it is. */
function listProofs(result: DrillResult, faults: number): readonly (readonly [what: string, isSo: boolean])[] {
  const { files, rows } = result;
  return [
    [
      'every planned fault struck before the run was over',
      result.lines.length === faults && result.lines.every(({ met }) => met.status !== 'closed'),
    ],
    ['it is the same run as the one that was left alone', result.runId === result.undisturbedRunId],
    ['the run is closed, which proves its control totals', result.status === 'closed'],
    ['every row was read once', rows.read === files.rows && rows.rejected === files.refused],
    ['rows read = accepted + rejected', rows.read === rows.accepted + rows.rejected],
    ['no decision is lost: one for each contract', result.decided === files.contracts],
    ['no decision is there twice', result.decisions === result.decided],
    ['what is open is what was invoiced and not paid, to the đồng', isDeepStrictEqual(result.open, files.open)],
    [
      'the decisions are byte for byte those of the run that was left alone',
      result.digest === result.undisturbedDigest,
    ],
    ['three workbooks are there', result.reports.length === 3],
    ['no worker ended by itself', result.workerFaults.length === 0],
    ['every worker stopped when it was asked to', result.ends.every(({ isOrderly }) => isOrderly)],
  ];
}

/** What is not as it must be; empty when the drill was passed. */
export function findWrong(result: DrillResult, faults: number): readonly string[] {
  return listProofs(result, faults).flatMap(([what, isSo]) => (isSo ? [] : [what]));
}

/** The table of faults and outcomes, and what was proved. */
export function describeResult(result: DrillResult): string {
  const { files, lines, attempts } = result;
  const redone = [...attempts.values()].reduce((sum, times) => sum + times - 1, 0);
  return [
    describeFaults(lines, attempts),
    '',
    `${files.rows} rows, ${result.decisions} decisions in ${result.seconds.toFixed(1)} s; ${redone} of ${attempts.size} chunks redone; ${result.failedStarts} starts of workers that met no server`,
    `digest ${result.digest}`,
    ...listProofs(result, lines.length).map(([what, isSo]) => `${isSo ? '✔' : '✘'} ${what}`),
    ...result.workerFaults,
    ...result.ends.flatMap(({ isOrderly, said }) => (isOrderly ? [] : [said])),
  ].join('\n');
}

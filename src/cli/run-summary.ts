import { join } from 'node:path';
import type { RunResult, RunWarnings } from '../batches/run-result.ts';

/** Tells a person how a run ended and where to look next. */
export function printSummary(result: RunResult, warnings: RunWarnings, outFolder: string): void {
  const { rows, decisions } = result;
  const lines = [
    `run ${result.runId}  ${result.status}  as of ${result.asOf}  ${result.seconds.toFixed(1)} s`,
    `  rows       ${rows.read} read = ${rows.accepted} accepted + ${rows.rejected} rejected`,
    `  decisions  ${describeCounts(decisions)}`,
    ...result.reports.map((fileName) => `  report     ${join(outFolder, fileName)}`),
    ...(Object.keys(warnings.counts).length > 0
      ? [`  warnings   ${describeCounts(warnings.counts)}  (npx kyhan warnings ${result.runId})`]
      : []),
    ...warnings.unknownColumns.map((column) => `             nobody knows the column "${column}"; it was ignored`),
    ...(rows.rejected > 0 ? [`  rejected   npx kyhan rejected ${result.runId}`] : []),
    `  why        npx kyhan explain ${result.runId} <id>`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? 'none' : parts.join(' · ');
}

import { describeReleaseDifference, type ReleaseCertificate } from '../batches/certify-release.ts';

/** The table, the first difference in words, and one line that says it all. */
export function describeCertificate({ ruleSets, cases, records, differences }: ReleaseCertificate): string {
  const head = ['rule set', 'cases', 'records', 'rules that decided', 'differences'];
  const rows = ruleSets.map((each) => [
    each.ruleSet,
    String(each.cases),
    String(each.records),
    `${each.rulesThatDecided} of ${each.rules}`,
    String(each.differences),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const table = [head, ...rows].map((row) =>
    row
      .map((cell, column) => pad(cell, column, widths))
      .join('  ')
      .trimEnd(),
  );
  const first = ruleSets.find((each) => each.firstDifference !== null)?.firstDifference ?? null;
  const verdict =
    differences === 0
      ? `no difference in ${cases} cases and ${records} random records`
      : `${differences} differences in ${cases} cases and ${records} random records; use "--engine reference" and report this as a fault of the program`;
  return `${table.join('\n')}\n\n${first === null ? '' : `${describeReleaseDifference(first)}\n`}${verdict}\n`;
}

function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

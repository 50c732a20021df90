import type { InputAmount, InputSummary } from '../../src/domain/run-summary.ts';
import type { Wording } from './send-page.ts';

/** A line of the control totals: cells as text, and whether the two sides agree. */
export type TotalView = { readonly cells: Readonly<Record<string, string>>; readonly agrees: boolean };

/** Rows of each input file: read = accepted + rejected. */
export function describeInputs(inputs: readonly InputSummary[], { f }: Wording): readonly TotalView[] {
  return inputs.map((each) => ({
    cells: {
      input: each.input,
      file: each.file,
      bytes: f.bytes(each.bytes),
      digest: each.sha256,
      read: f.count(each.rowsRead),
      accepted: f.count(each.rowsAccepted),
      rejected: f.count(each.rowsRejected),
    },
    agrees: each.rowsRead === each.rowsAccepted + each.rowsRejected,
  }));
}

/** Amounts of each input and currency: read = stored. */
export function describeAmounts(amounts: readonly InputAmount[], { f }: Wording): readonly TotalView[] {
  return amounts.map(({ input, currency, readMinor, storedMinor }) => ({
    cells: {
      input,
      currency,
      read: f.amount(readMinor, currency),
      stored: f.amount(storedMinor, currency),
    },
    agrees: readMinor === storedMinor,
  }));
}

/** Counts by name, the largest first. */
export function describeCounts(
  counts: Readonly<Record<string, number>>,
  { f }: Wording,
): readonly { readonly name: string; readonly count: string }[] {
  return Object.entries(counts)
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .map(([name, count]) => ({ name, count: f.count(count) }));
}

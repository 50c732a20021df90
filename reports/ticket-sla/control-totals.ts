import type { Bilingual } from '../../src/domain/fact.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { InputSummary, RunSummary } from '../../src/domain/run-summary.ts';
import type { RejectedTally, TicketTally } from './tally-tickets.ts';

/** Two numbers that were counted in different places and must be the same. */
export type ControlTotal = { readonly name: Bilingual; readonly left: number; readonly right: number };

/** The control totals of input, store and summary, in the order in which the cover shows them. */
export function buildControlTotals(
  run: RunSummary,
  tally: TicketTally,
  rejected: RejectedTally,
): readonly ControlTotal[] {
  const sumInputs = (read: (input: InputSummary) => number): number =>
    run.inputs.reduce((sum, input) => sum + read(input), 0);
  const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
  return [
    ...run.inputs.map(({ file, rowsRead, rowsAccepted, rowsRejected }) => ({
      name: { vi: `${file}: đã đọc = hợp lệ + bị loại`, en: `${file}: read = accepted + rejected` },
      left: rowsRead,
      right: rowsAccepted + rowsRejected,
    })),
    {
      name: { vi: 'Cả lần chạy: đã đọc = hợp lệ + bị loại', en: 'Run: read = accepted + rejected' },
      left: run.rows.read,
      right: run.rows.accepted + run.rows.rejected,
    },
    {
      name: { vi: 'Dòng đã đọc: cả lần chạy = các tệp', en: 'Rows read: run = input files' },
      left: run.rows.read,
      right: sumInputs((input) => input.rowsRead),
    },
    {
      name: { vi: 'Dòng bị loại: cả lần chạy = kho dữ liệu', en: 'Rejected rows: run = store' },
      left: run.rows.rejected,
      right: rejected.rows,
    },
    {
      name: { vi: 'Quyết định: kho dữ liệu = báo cáo', en: 'Decisions: store = report' },
      left: run.decisionCount,
      right: tally.decisions,
    },
    {
      name: { vi: 'Quyết định = tổng của trang Tổng hợp', en: 'Decisions = sum of the summary' },
      left: tally.decisions,
      right: sumOf(tally.groups.map((group) => group.total)),
    },
    {
      name: { vi: 'Quyết định = tổng theo tình trạng', en: 'Decisions = sum by status' },
      left: tally.decisions,
      right: sumOf(tally.byStatus.values()),
    },
  ];
}

/** Throws a Failure CONTROL_TOTALS that names every pair of numbers that do not agree. */
export function proveControlTotals(totals: readonly ControlTotal[]): void {
  const wrong = totals.filter((total) => total.left !== total.right);
  if (wrong.length === 0) return;
  const seen = wrong.map((total) => `${total.name.en} (${total.left} and ${total.right})`).join('; ');
  throw new Failure('CONTROL_TOTALS', {
    message: `the control totals of the report ticket-sla do not agree: ${seen}; no workbook was kept`,
    action: 'start the run again; if it fails in the same way, report this as an error of the program',
  });
}

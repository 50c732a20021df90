import { Failure } from '../../src/domain/failure.ts';
import type { InputAmount, RunSummary } from '../../src/domain/run-summary.ts';
import type { ControlTotal, PlannedSheet } from '../report-plan.ts';
import type { WrittenSheet } from '../workbook.ts';

/** Rows of the run, its input files and the store, as every report shows them. */
export function buildRunTotals(run: RunSummary, rejectedRowCount: number): readonly ControlTotal[] {
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
      right: run.inputs.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    },
    {
      name: { vi: 'Dòng bị loại: cả lần chạy = kho dữ liệu', en: 'Rejected rows: run = store' },
      left: run.rows.rejected,
      right: rejectedRowCount,
    },
  ];
}

/** Amounts of each input and currency: what was read, and what the store adds up. */
export function buildAmountTotals(amounts: readonly InputAmount[]): readonly ControlTotal[] {
  return amounts.map(({ input, currency, readMinor, storedMinor }) => ({
    name: {
      vi: `${input} ${currency}: số tiền đã đọc = kho dữ liệu`,
      en: `${input} ${currency}: amounts read = store`,
    },
    left: readMinor,
    right: storedMinor,
    currency,
  }));
}

/** Decisions that the store counted for the run, and those that a report was built from. */
export function buildDecisionTotal(run: RunSummary, reported: number): ControlTotal {
  return {
    name: { vi: 'Quyết định: kho dữ liệu = báo cáo', en: 'Decisions: store = report' },
    left: run.decisionCount,
    right: reported,
  };
}

/**
 * What was written must be what was counted before, apart from making rows: the rows by the blocks of them that came into
 * the workbook, the sums by the rows that were made into XML.
 */
export function buildSheetTotals(
  planned: readonly PlannedSheet[],
  written: readonly WrittenSheet[],
): readonly ControlTotal[] {
  return planned.flatMap(({ sheet: { name }, rows, sums }) => {
    const parts = written.filter(({ table }) => table === name);
    return [
      {
        name: { vi: `Số dòng của trang ${name}`, en: `rows of the sheet ${name}: counted = written` },
        left: rows,
        right: parts.reduce((sum, part) => sum + part.rows, 0),
      },
      ...Object.entries(sums).map(([key, expected]) => ({
        name: { vi: `Tổng ${key} của trang ${name}`, en: `sum of ${key} of the sheet ${name}: counted = written` },
        left: expected,
        right: parts.reduce((sum, part) => sum + (part.sums.get(key) ?? 0n), 0n),
      })),
    ];
  });
}

/** Throws a Failure CONTROL_TOTALS that names the report and every pair of numbers that do not agree. */
export function proveControlTotals(report: string, totals: readonly ControlTotal[]): void {
  const wrong = totals.filter(({ left, right }) => BigInt(left) !== BigInt(right));
  if (wrong.length === 0) return;
  const seen = wrong.map(({ name, left, right }) => `${name.en} (${left} and ${right})`).join('; ');
  throw new Failure('CONTROL_TOTALS', {
    message: `the control totals of the report ${report} do not agree: ${seen}; no workbook was kept`,
    action: 'start the run again; if it fails in the same way, report this as an error of the program',
  });
}

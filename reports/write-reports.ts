import type { ReportPlan, WrittenReport } from './report-plan.ts';
import { proveControlTotals } from './shared/control-totals.ts';
import { writeReport } from './write-report.ts';

/** Which of the workbooks of a run to write (all where none is named), and how many rows a sheet takes. */
export type ReportOptions = { readonly only?: readonly string[]; readonly maxRowsPerSheet?: number };

/**
 * Writes workbooks of a run into the folder, in the order of the plans. All their control totals are proved before the
 * first is written, so that finance does not hold some workbooks of a run that failed. Throws as writeReport does.
 */
export async function writeReports(
  plans: readonly ReportPlan[],
  folder: string,
  maxRowsPerSheet: number,
): Promise<readonly WrittenReport[]> {
  for (const { report, controlTotals } of plans) proveControlTotals(report, controlTotals);
  const written: WrittenReport[] = [];
  for (const plan of plans) written.push(await writeReport(plan, folder, maxRowsPerSheet));
  return written;
}

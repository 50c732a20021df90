import type { ReportPlan, WrittenReport } from './report-plan.ts';
import { proveControlTotals } from './shared/control-totals.ts';
import { writeReport } from './write-report.ts';

/** How the workbooks of a run are written. */
export type ReportOptions = {
  /** Names of those that are wanted; all are where it is not given. */
  readonly only?: readonly string[];
  readonly maxRowsPerSheet?: number;
  /** Waited for between gathering and writing; where it rejects, nothing is written. */
  readonly mayWrite?: () => Promise<void>;
};

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

import { formatInstant } from '../src/domain/instant.ts';
import { writeOutputFile } from './output-file.ts';
import type { Report } from './report-model.ts';
import type { ControlTotal, PlannedSheet, ReportPlan, WrittenReport } from './report-plan.ts';
import { buildRunTotals, buildSheetTotals, proveControlTotals } from './shared/control-totals.ts';
import { buildCoverSheet, ORGANISATION } from './shared/cover-sheet.ts';
import { buildRejectedSheet, type RejectedTally, tallyRejectedRows } from './shared/rejected-sheet.ts';
import { MAX_DATA_ROWS_PER_SHEET } from './sheet-layout.ts';
import { writeWorkbook } from './workbook.ts';

const SHORT_ID_LENGTH = 8;

/**
 * Writes `<report>-<asOf>-<short run id>.xlsx` into the folder, whole or not at all; the same plan gives the same
 * bytes. Throws a Failure: CONTROL_TOTALS where the plan, the store and the sheets do not agree, DISK_FULL, or OUTPUT.
 */
export async function writeReport(
  plan: ReportPlan,
  folder: string,
  maxRowsPerSheet: number = MAX_DATA_ROWS_PER_SHEET,
): Promise<WrittenReport> {
  const rejected = await tallyRejectedRows(plan.readRejectedRows());
  const controlTotals = [...buildRunTotals(plan.run, rejected.rows), ...plan.controlTotals];
  proveControlTotals(plan.report, controlTotals);
  const sheets = [...plan.sheets, planRejectedSheet(plan, rejected)];
  const report = buildReport(plan, { rejected, controlTotals, sheets, maxRowsPerSheet });
  const fileName = buildFileName(plan);
  const written = await writeOutputFile(folder, fileName, async (stream) => {
    const parts = await writeWorkbook(report, stream, maxRowsPerSheet);
    proveControlTotals(plan.report, buildSheetTotals(sheets, parts));
    return parts;
  });
  return {
    report: plan.report,
    fileName,
    rowsBySheet: Object.fromEntries(written.map(({ name, rows }) => [name, rows])),
  };
}

function planRejectedSheet(plan: ReportPlan, rejected: RejectedTally): PlannedSheet {
  return { sheet: buildRejectedSheet(plan.readRejectedRows), rows: rejected.problems, sums: {} };
}

function buildReport(
  plan: ReportPlan,
  parts: {
    readonly rejected: RejectedTally;
    readonly controlTotals: readonly ControlTotal[];
    readonly sheets: readonly PlannedSheet[];
    readonly maxRowsPerSheet: number;
  },
): Report {
  return {
    title: plan.title,
    organisation: ORGANISATION,
    footer: `${plan.run.runId} · ${formatInstant(plan.asOf)}`,
    createdAt: plan.asOf,
    sheets: [buildCoverSheet({ plan, ...parts }), ...plan.pages, ...parts.sheets.map(({ sheet }) => sheet)],
  };
}

function buildFileName({ report, run, asOfInFileName }: ReportPlan): string {
  const shortId = run.runId.slice(run.runId.lastIndexOf('-') + 1).slice(0, SHORT_ID_LENGTH);
  return `${report}-${asOfInFileName}-${shortId}.xlsx`;
}

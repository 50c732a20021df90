import { DEBT_REPORTS, type DebtReportSource } from '../src/domain/debt-report.ts';
import { createAgeingPart } from './debt/ageing.ts';
import { createCollectionPart } from './debt/collection.ts';
import { createCommonCounter } from './debt/common-totals.ts';
import type { DebtPart } from './debt/debt-part.ts';
import { createProvisionPart } from './debt/provision.ts';
import { createWriteOffPart } from './debt/write-off.ts';
import type { ReportPlan, WrittenReport } from './report-plan.ts';
import { describeAsOf } from './shared/as-of.ts';
import { type SpoolFile, withSpoolFile } from './spool.ts';
import { type ReportOptions, writeReports } from './write-reports.ts';

/**
 * Writes the workbooks debt-ageing, debt-collection, debt-provision and debt-write-off of a run into the folder, each
 * whole or not at all; the same source gives the same bytes. Throws a Failure: CONTROL_TOTALS where the source and the
 * sheets do not agree, DISK_FULL, or OUTPUT.
 */
export async function writeDebtReports(
  source: DebtReportSource,
  folder: string,
  options?: ReportOptions,
): Promise<readonly WrittenReport[]> {
  return withSpoolFile(folder, options?.maxRowsPerSheet, async (spools) => {
    const plans = await planReports(source, options?.only ?? DEBT_REPORTS, spools);
    await options?.mayWrite?.();
    return writeReports(plans, folder, spools.maxRowsPerSheet);
  });
}

/**
 * Reads the source once through for all that are wanted: a workbook is streamed from its cover on, which tells all sums.
 * The rows of the lists are put aside until then; those of other workbooks are not gathered.
 */
async function planReports(
  source: DebtReportSource,
  only: readonly string[],
  spools: SpoolFile,
): Promise<readonly ReportPlan[]> {
  const common = createCommonCounter();
  const parts = DEBT_REPORTS.filter((name) => only.includes(name)).map((name) => createPart(name, source, spools));
  const counters = [common, ...parts];
  for await (const decided of source.readDecidedInvoices()) for (const { addInvoice } of counters) addInvoice(decided);
  for await (const decided of source.readDecidedCollections()) {
    for (const { addCollection } of counters) addCollection(decided);
  }
  for await (const balance of source.readBalances()) for (const { addBalance } of counters) addBalance(balance);
  const { controlTotals, coverFacts } = common.finish(source);
  return parts.map((part) => {
    const body = part.finish();
    return {
      ...body,
      run: source.run,
      ...describeAsOf(source.run),
      coverFacts,
      controlTotals: [...controlTotals, ...body.controlTotals],
      readRejectedRows: source.readRejectedRows,
    };
  });
}

function createPart(name: (typeof DEBT_REPORTS)[number], source: DebtReportSource, spools: SpoolFile): DebtPart {
  switch (name) {
    case 'debt-ageing':
      return createAgeingPart(source, spools);
    case 'debt-collection':
      return createCollectionPart(source, spools);
    case 'debt-provision':
      return createProvisionPart(source, spools);
    case 'debt-write-off':
      return createWriteOffPart(source, spools);
  }
}

import { BILLING_REPORTS, type BillingReportSource } from '../src/domain/billing-report.ts';
import type { BillingPart } from './billing/billing-part.ts';
import { createBillingTotals } from './billing/billing-totals.ts';
import { startCollectionRateReport } from './billing/collection-rate-report.ts';
import { startNoticesReport } from './billing/notices-report.ts';
import { startServiceOrdersReport } from './billing/service-orders-report.ts';
import type { ReportPlan, WrittenReport } from './report-plan.ts';
import { describeAsOf } from './shared/as-of.ts';
import { type SpoolFile, withSpoolFile } from './spool.ts';
import { type ReportOptions, writeReports } from './write-reports.ts';

/**
 * Writes the three workbooks of a billing run into the folder: notices, service orders, collection rate. Throws as
 * writeReport does.
 */
export async function writeBillingReports(
  source: BillingReportSource,
  folder: string,
  options?: ReportOptions,
): Promise<readonly WrittenReport[]> {
  return withSpoolFile(folder, options?.maxRowsPerSheet, async (spools) => {
    const plans = await planReports(source, options?.only ?? BILLING_REPORTS, spools);
    await options?.mayWrite?.();
    return writeReports(plans, folder, spools.maxRowsPerSheet);
  });
}

/** Reads the source once through, and gathers what must stand in the workbooks that are wanted. */
async function planReports(
  source: BillingReportSource,
  only: readonly string[],
  spools: SpoolFile,
): Promise<readonly ReportPlan[]> {
  const parts = BILLING_REPORTS.filter((name) => only.includes(name)).map((name) => startPart(name, source, spools));
  const counter = createBillingTotals();
  for await (const contract of source.readDecidedContracts()) {
    counter.addContract(contract);
    for (const part of parts) part.add(contract);
  }
  for await (const balance of source.readBalances()) counter.addBalance(balance);
  const totals = counter.finish();
  const { run, readRejectedRows } = source;
  return parts.map((part) => ({
    ...part.finish(totals),
    run,
    ...describeAsOf(run),
    coverFacts: [{ label: { vi: 'Quyết định về hợp đồng', en: 'Decisions about contracts' }, value: totals.decisions }],
    readRejectedRows,
  }));
}

function startPart(
  name: (typeof BILLING_REPORTS)[number],
  source: BillingReportSource,
  spools: SpoolFile,
): BillingPart {
  switch (name) {
    case 'billing-notices':
      return startNoticesReport(source, spools);
    case 'billing-service-orders':
      return startServiceOrdersReport(source, spools);
    case 'billing-collection-rate':
      return startCollectionRateReport(source);
  }
}

import type { BillingReportSource } from '../src/domain/billing-report.ts';
import { createBillingTotals } from './billing/billing-totals.ts';
import { startCollectionRateReport } from './billing/collection-rate-report.ts';
import { startNoticesReport } from './billing/notices-report.ts';
import { startServiceOrdersReport } from './billing/service-orders-report.ts';
import type { ReportPlan, WrittenReport } from './report-plan.ts';
import { describeAsOf } from './shared/as-of.ts';
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
  return writeReports(await planReports(source), folder, options);
}

/** Reads the source once through and counts, for all workbooks, what must stand in them. */
async function planReports(source: BillingReportSource): Promise<readonly ReportPlan[]> {
  const parts = [startNoticesReport(), startServiceOrdersReport(), startCollectionRateReport()];
  const counter = createBillingTotals();
  for await (const contract of source.readDecidedContracts()) {
    counter.addContract(contract);
    for (const part of parts) part.add(contract);
  }
  for await (const balance of source.readBalances()) counter.addBalance(balance);
  const totals = counter.finish();
  const { run, readRejectedRows } = source;
  return parts.map((part) => ({
    ...part.finish(source, totals),
    run,
    ...describeAsOf(run),
    coverFacts: [{ label: { vi: 'Quyết định về hợp đồng', en: 'Decisions about contracts' }, value: totals.decisions }],
    readRejectedRows,
  }));
}

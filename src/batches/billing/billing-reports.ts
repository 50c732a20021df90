import { writeBillingReports } from '../../../reports/billing.ts';
import type { BillingDecision, ContractDetails } from '../../domain/billing-decision.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import type { Database } from '../../store/database.ts';
import { openReportSource, readDecided } from '../accounts/report-source.ts';
import type { WrittenFile } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';

/** Writes the three billing workbooks from what the store has of a run. */
export async function writeReportsOfBilling(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
): Promise<readonly WrittenFile[]> {
  const source = await openReportSource(database, run, release, asOf);
  const readDecidedContracts = () => readDecided<BillingDecision, ContractDetails>(database, run.runId, 'contract');
  return writeBillingReports({ ...source, readDecidedContracts }, folder);
}

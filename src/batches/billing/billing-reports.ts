import type { BillingDecision, ContractDetails } from '../../domain/billing-decision.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import type { Database } from '../../store/database.ts';
import { openReportSource, readDecided } from '../accounts/report-source.ts';
import type { Writing, WrittenFile } from '../batch.ts';
import { buildNamedReader } from '../decision-reader.ts';
import type { KyhanRelease } from '../kyhan-release.ts';

/** Writes billing workbooks from what the store has of a run. */
export async function writeReportsOfBilling(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
  writing: Writing,
): Promise<readonly WrittenFile[]> {
  // Loaded when they are written: most commands write none, and none writes those of all kinds.
  const { writeBillingReports } = await import('../../../reports/billing.ts');
  const source = await openReportSource(database, run, release, asOf);
  const reader = buildNamedReader<BillingDecision, ContractDetails>();
  const readDecidedContracts = () => readDecided(database, run.runId, 'contract', reader);
  return writeBillingReports({ ...source, readDecidedContracts }, folder, writing);
}

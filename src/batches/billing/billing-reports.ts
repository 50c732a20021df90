import { writeBillingReports } from '../../../reports/billing.ts';
import type { BillingDecision, ContractDetails } from '../../domain/billing-decision.ts';
import type { DecidedContract } from '../../domain/billing-report.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import { readBalances } from '../../store/balances.ts';
import type { Database } from '../../store/database.ts';
import { readReportedDecisions } from '../../store/decisions.ts';
import { readRejectedRows } from '../../store/rejected-rows.ts';
import { readRunAmounts } from '../../store/runs.ts';
import type { WrittenFile } from '../batch.ts';
import { type KyhanRelease, readDisplayNames } from '../kyhan-release.ts';

/** Writes the three billing workbooks from what the store has of a run. */
export async function writeReportsOfBilling(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
): Promise<readonly WrittenFile[]> {
  return writeBillingReports(
    {
      run,
      names: readDisplayNames(release, toCalendarDate(asOf)),
      amounts: await readRunAmounts(database, run.runId),
      readDecidedContracts: () => readDecidedContracts(database, run.runId),
      readBalances: () => readBalances(database, run.runId),
      readRejectedRows: () => readRejectedRows(database, run.runId),
    },
    folder,
  );
}

async function* readDecidedContracts(database: Database, runId: string): AsyncGenerator<DecidedContract> {
  for await (const stored of readReportedDecisions(database, runId, 'contract')) {
    const decision: BillingDecision = JSON.parse(stored.row);
    const details: ContractDetails = JSON.parse(stored.details);
    yield { decision, details };
  }
}

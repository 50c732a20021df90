import type {
  CollectionDecision,
  CollectionDetails,
  DebtInvoiceDecision,
  DebtInvoiceDetails,
} from '../../domain/debt-decision.ts';
import type { Instant } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import type { Database } from '../../store/database.ts';
import { openReportSource, readDecided } from '../accounts/report-source.ts';
import type { WrittenFile } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { readDebtBalances } from './read-debt-balances.ts';

/** Writes debt workbooks from what the store has of a run. */
export async function writeReportsOfDebt(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
  only: readonly string[],
): Promise<readonly WrittenFile[]> {
  const { runId } = run;
  // Loaded when they are written: most commands write none, and none writes those of all kinds.
  const { writeDebtReports } = await import('../../../reports/debt.ts');
  return writeDebtReports(
    {
      ...(await openReportSource(database, run, release, asOf)),
      readBalances: () => readDebtBalances(database, runId),
      readDecidedInvoices: () => readDecided<DebtInvoiceDecision, DebtInvoiceDetails>(database, runId, 'invoice'),
      readDecidedCollections: () => readDecided<CollectionDecision, CollectionDetails>(database, runId, 'contract'),
    },
    folder,
    { only },
  );
}

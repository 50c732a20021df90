import type { Instant } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import type { Database } from '../../store/database.ts';
import { openReportSource, readDecided } from '../accounts/report-source.ts';
import type { Writing, WrittenFile } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { COLLECTION_READER } from './collection-text.ts';
import { INVOICE_READER } from './invoice-text.ts';
import { readDebtBalances } from './read-debt-balances.ts';

/** Writes debt workbooks from what the store has of a run. */
export async function writeReportsOfDebt(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
  writing: Writing,
): Promise<readonly WrittenFile[]> {
  const { runId } = run;
  // Loaded when they are written: most commands write none, and none writes those of all kinds.
  const { writeDebtReports } = await import('../../../reports/debt.ts');
  return writeDebtReports(
    {
      ...(await openReportSource(database, run, release, asOf)),
      readBalances: () => readDebtBalances(database, runId),
      readDecidedInvoices: () => readDecided(database, runId, 'invoice', INVOICE_READER),
      readDecidedCollections: () => readDecided(database, runId, 'contract', COLLECTION_READER),
    },
    folder,
    writing,
  );
}

import { writeDebtReports } from '../../../reports/debt.ts';
import type {
  CollectionDecision,
  CollectionDetails,
  DebtInvoiceDecision,
  DebtInvoiceDetails,
} from '../../domain/debt-decision.ts';
import type { DecidedCollection, DecidedInvoice } from '../../domain/debt-report.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import { readBalances } from '../../store/balances.ts';
import type { Database } from '../../store/database.ts';
import { readReportedDecisions } from '../../store/decisions.ts';
import { readRejectedRows } from '../../store/rejected-rows.ts';
import { readRunAmounts } from '../../store/runs.ts';
import type { WrittenFile } from '../batch.ts';
import { type KyhanRelease, readDisplayNames } from '../kyhan-release.ts';

/** Writes the four debt workbooks from what the store has of a run. */
export async function writeReportsOfDebt(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
): Promise<readonly WrittenFile[]> {
  return writeDebtReports(
    {
      run,
      names: readDisplayNames(release, toCalendarDate(asOf)),
      amounts: await readRunAmounts(database, run.runId),
      readDecidedInvoices: () => readDecidedInvoices(database, run.runId),
      readDecidedCollections: () => readDecidedCollections(database, run.runId),
      readBalances: () => readBalances(database, run.runId),
      readRejectedRows: () => readRejectedRows(database, run.runId),
    },
    folder,
  );
}

async function* readDecidedInvoices(database: Database, runId: string): AsyncGenerator<DecidedInvoice> {
  for await (const stored of readReportedDecisions(database, runId, 'invoice')) {
    const decision: DebtInvoiceDecision = JSON.parse(stored.row);
    const details: DebtInvoiceDetails = JSON.parse(stored.details);
    yield { decision, details };
  }
}

async function* readDecidedCollections(database: Database, runId: string): AsyncGenerator<DecidedCollection> {
  for await (const stored of readReportedDecisions(database, runId, 'contract')) {
    const decision: CollectionDecision = JSON.parse(stored.row);
    const details: CollectionDetails = JSON.parse(stored.details);
    yield { decision, details };
  }
}

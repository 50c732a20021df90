import type { CustomerBalance } from '../../domain/debt-decision.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { RejectedRow } from '../../domain/rejected-row.ts';
import type { InputAmount, RunSummary } from '../../domain/run-summary.ts';
import { readBalances } from '../../store/balances.ts';
import type { Database } from '../../store/database.ts';
import { readReportedDecisions } from '../../store/decisions.ts';
import { readRejectedRows } from '../../store/rejected-rows.ts';
import { readRunAmounts } from '../../store/runs.ts';
import type { DecisionReader } from '../decision-reader.ts';
import { type KyhanRelease, readDisplayNames } from '../kyhan-release.ts';

/** What the reports of billing and debts both are built from. */
type AccountReportSource = {
  readonly run: RunSummary;
  readonly names: ReadonlyMap<string, string>;
  readonly amounts: readonly InputAmount[];
  readonly readBalances: () => AsyncIterable<CustomerBalance>;
  readonly readRejectedRows: () => AsyncIterable<RejectedRow>;
};

/** Opens what the store has of a run for its reports. */
export async function openReportSource(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
): Promise<AccountReportSource> {
  return {
    run,
    names: readDisplayNames(release, toCalendarDate(asOf)),
    amounts: await readRunAmounts(database, run.runId),
    readBalances: () => readBalances(database, run.runId),
    readRejectedRows: () => readRejectedRows(database, run.runId),
  };
}

/** Reads the decisions about one kind of subject with their details, by id. */
export async function* readDecided<Decision, Details>(
  database: Database,
  runId: string,
  subject: 'contract' | 'invoice',
  reader: DecisionReader<Decision, Details>,
): AsyncGenerator<{ readonly decision: Decision; readonly details: Details }> {
  for await (const stored of readReportedDecisions(database, runId, subject)) {
    yield { decision: reader.readRow(stored.row), details: reader.readDetails(stored.details) };
  }
}

import { DEBT_REPORTS } from '../../domain/debt-report.ts';
import type { Instant } from '../../domain/instant.ts';
import { countContractsIn } from '../../store/account-records.ts';
import type { Database } from '../../store/database.ts';
import { countDecidedSubjects } from '../../store/decisions.ts';
import { readAccountInput } from '../accounts/account-intake.ts';
import { readBalanceTotals } from '../accounts/balance-totals.ts';
import { checkPayments, warnOfDangling } from '../accounts/cross-checks.ts';
import type { Batch, StoreTotal } from '../batch.ts';
import { buildDebtDecider } from './debt-decider.ts';
import { writeReportsOfDebt } from './debt-reports.ts';

/** Debts after the lock: collection, ageing, provision, write-off. */
export const DEBT_BATCH: Batch = {
  kind: 'debt',
  inputs: ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'],
  datedRuleSets: {
    needed: ['debt-provision-rates'],
    told: ['debt-provision-schedule', 'debt-collection', 'debt-hold', 'debt-write-off-cases', 'debt-write-off'],
  },
  // A customer is decided as a whole: what we owe it is set off against all its invoices.
  subjects: { inputs: ['invoices', 'contracts', 'payments', 'settlements'], tag: 'customer' },
  readInput: readAccountInput,
  buildFolder: null,
  crossChecks: [
    checkPayments,
    warnOfDangling('holds', 'contract'),
    warnOfDangling('holds', 'invoice'),
    warnOfDangling('notices', 'contract'),
    warnOfDangling('notices', 'invoice'),
    warnOfDangling('debtors', 'customer'),
    warnOfDangling('provisions', 'invoice'),
  ],
  buildDecider: buildDebtDecider,
  readControlTotals: readDebtTotals,
  reports: DEBT_REPORTS,
  reportsBeside: ['debt-provision'],
  writeReports: writeReportsOfDebt,
};

async function readDebtTotals(database: Database, runId: string, asOf: Instant): Promise<readonly StoreTotal[]> {
  return [
    {
      what: 'locked contracts of the files and decided ones',
      left: await countContractsIn(database, runId, 'locked', asOf),
      right: await countDecidedSubjects(database, runId, 'contract', 'locked'),
    },
    ...(await readBalanceTotals(database, runId, 'invoice', asOf)),
  ];
}

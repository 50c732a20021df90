import { BILLING_REPORTS } from '../../domain/billing-report.ts';
import { startOfDate, toCalendarDate } from '../../domain/instant.ts';
import { countContracts } from '../../store/account-records.ts';
import { countDecidedSubjects } from '../../store/decisions.ts';
import { readAccountInput } from '../accounts/account-intake.ts';
import { readBalanceTotals } from '../accounts/balance-totals.ts';
import { checkPayments, warnOfDangling } from '../accounts/cross-checks.ts';
import type { Batch } from '../batch.ts';
import { buildBillingDecider } from './billing-decider.ts';
import { writeReportsOfBilling } from './billing-reports.ts';

/** Fee collection: who gets which notice, whose service is restricted, locked or restored. */
export const BILLING_BATCH: Batch = {
  kind: 'billing',
  // Provisions tell what was written off: nobody is dunned for that.
  inputs: ['invoices', 'payments', 'contracts', 'holds', 'notices', 'provisions'],
  datedRuleSets: { needed: ['billing-ladder'], told: ['billing-amounts', 'billing-hold'] },
  // A customer is decided as a whole: its payments without an invoice settle invoices of all its contracts.
  subjects: { inputs: ['invoices', 'contracts', 'payments', 'settlements'], tag: 'customer' },
  readInput: readAccountInput,
  buildFolder: null,
  crossChecks: [
    checkPayments,
    warnOfDangling('holds', 'contract'),
    warnOfDangling('holds', 'invoice'),
    warnOfDangling('notices', 'contract'),
    warnOfDangling('notices', 'invoice'),
    warnOfDangling('provisions', 'invoice'),
  ],
  buildDecider: buildBillingDecider,
  readControlTotals: async (database, runId, asOf) => [
    {
      what: 'contracts of the files and decided contracts',
      left: await countContracts(database, runId),
      right: await countDecidedSubjects(database, runId, 'contract'),
    },
    ...(await readBalanceTotals(database, runId, 'contract', startOfDate(toCalendarDate(asOf)))),
  ],
  reports: BILLING_REPORTS,
  reportsBeside: ['billing-collection-rate'],
  writeReports: writeReportsOfBilling,
};

import type { DecidedContract } from '../../src/domain/billing-report.ts';
import type { ReportBody } from '../report-plan.ts';
import type { BillingTotals } from './billing-totals.ts';

/** Counts and gathers what a workbook needs while the source is read once through, and then plans the workbook. */
export type BillingPart = {
  readonly add: (contract: DecidedContract) => void;
  readonly finish: (totals: BillingTotals) => ReportBody;
};

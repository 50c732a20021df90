import type { DebtBalance } from '../../src/domain/debt-ageing.ts';
import type { DecidedCollection, DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { ReportBody } from '../report-plan.ts';

/** Counts and gathers what a workbook needs while the source is read once through, and then plans the workbook. */
export type DebtPart = {
  readonly addInvoice: (decided: DecidedInvoice) => void;
  readonly addCollection: (decided: DecidedCollection) => void;
  readonly addBalance: (balance: DebtBalance) => void;
  readonly finish: () => ReportBody;
};

/** Where a report does not look at a kind of record. */
export function ignore(): void {}

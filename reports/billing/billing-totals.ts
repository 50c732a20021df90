import type { BillingReportSource, DecidedContract } from '../../src/domain/billing-report.ts';
import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import type { ControlTotal } from '../report-plan.ts';
import { buildAmountTotals, buildDecisionTotal } from '../shared/control-totals.ts';
import { type CurrencySums, compareSums, createCurrencyCounter } from '../shared/currency-sums.ts';
import { toCurrency } from './contract-list.ts';

/** What all billing workbooks of a run are held against. */
export type BillingTotals = {
  readonly decisions: number;
  /** Open amounts by currency: of the decisions, of the invoices behind them, and of the balances of the customers. */
  readonly openOfDecisions: CurrencySums;
  readonly openOfInvoices: CurrencySums;
  readonly openOfBalances: CurrencySums;
  readonly invoicedOfBalances: CurrencySums;
};

/** Totals that are still growing. */
export type BillingTotalsCounter = {
  readonly addContract: (contract: DecidedContract) => void;
  readonly addBalance: (balance: CustomerBalance) => void;
  readonly finish: () => BillingTotals;
};

/** Starts adding up what all billing workbooks are held against. */
export function createBillingTotals(): BillingTotalsCounter {
  const ofDecisions = createCurrencyCounter();
  const ofInvoices = createCurrencyCounter();
  const ofBalances = createCurrencyCounter();
  const invoiced = createCurrencyCounter();
  let decisions = 0;
  return {
    addContract: (contract) => {
      const currency = toCurrency(contract);
      decisions += 1;
      ofDecisions.add(currency, contract.decision.openAmount);
      for (const { openMinor } of contract.details.openInvoices) ofInvoices.add(currency, openMinor);
    },
    addBalance: ({ currency, openMinor, invoicedMinor }) => {
      ofBalances.add(currency, openMinor);
      invoiced.add(currency, invoicedMinor);
    },
    finish: () => ({
      decisions,
      openOfDecisions: ofDecisions.sums,
      openOfInvoices: ofInvoices.sums,
      openOfBalances: ofBalances.sums,
      invoicedOfBalances: invoiced.sums,
    }),
  };
}

/** The control totals that every billing workbook has: amounts, decisions, and what is open. */
export function buildCommonTotals(source: BillingReportSource, totals: BillingTotals): readonly ControlTotal[] {
  return [
    ...buildAmountTotals(source.amounts),
    buildDecisionTotal(source.run, totals.decisions),
    ...compareSums(
      'Còn nợ: các hợp đồng = các khách hàng',
      'Open: contracts = customers',
      totals.openOfDecisions,
      totals.openOfBalances,
    ),
    ...compareSums(
      'Còn nợ: các hợp đồng = các hoá đơn',
      'Open: contracts = invoices',
      totals.openOfDecisions,
      totals.openOfInvoices,
    ),
  ];
}

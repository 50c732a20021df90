import type { CustomerBalance } from '../../src/domain/debt-decision.ts';
import type { DebtReportSource, DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { ControlTotal, ReportPlan } from '../report-plan.ts';
import { buildAmountTotals } from '../shared/control-totals.ts';
import { compareSums, createCurrencyCounter, subtractSums } from '../shared/currency-sums.ts';

type CommonTotals = Pick<ReportPlan, 'controlTotals' | 'coverFacts'>;

/** Counts what all debt workbooks prove and say alike. */
export type CommonCounter = {
  readonly addInvoice: (decided: DecidedInvoice) => void;
  readonly addCollection: () => void;
  readonly addBalance: (balance: CustomerBalance) => void;
  readonly finish: (source: DebtReportSource) => CommonTotals;
};

/** Starts counting decisions, and adding up what the decisions and the balances say is open. */
export function createCommonCounter(): CommonCounter {
  const counts = createCounts();
  const { decidedOpen, invoiced, settled, open, credit } = counts;
  return {
    addInvoice: ({ decision }) => {
      counts.invoices += 1;
      decidedOpen.add(decision.currency, decision.openAmount);
    },
    addCollection: () => {
      counts.collections += 1;
    },
    addBalance: (balance) => {
      invoiced.add(balance.currency, balance.invoicedMinor);
      settled.add(balance.currency, balance.settledMinor);
      open.add(balance.currency, balance.openMinor);
      credit.add(balance.currency, balance.creditMinor);
    },
    finish: ({ run, amounts }) => ({
      coverFacts: [
        { label: { vi: 'Hoá đơn còn nợ', en: 'Open invoices' }, value: counts.invoices },
        { label: { vi: 'Hợp đồng khoá, chấm dứt', en: 'Locked, ended' }, value: counts.collections },
      ],
      controlTotals: [
        proveDecisions(run.decisionCount, counts.invoices + counts.collections),
        ...buildAmountTotals(amounts),
        ...proveBalances(counts),
      ],
    }),
  };
}

type Counts = ReturnType<typeof createCounts>;

function createCounts() {
  return {
    invoices: 0,
    collections: 0,
    decidedOpen: createCurrencyCounter(),
    invoiced: createCurrencyCounter(),
    settled: createCurrencyCounter(),
    open: createCurrencyCounter(),
    credit: createCurrencyCounter(),
  };
}

function proveDecisions(stored: number, reported: number): ControlTotal {
  return {
    name: { vi: 'Quyết định: kho dữ liệu = hoá đơn + hợp đồng', en: 'Decisions: store = invoices + contracts' },
    left: stored,
    right: reported,
  };
}

function proveBalances({ decidedOpen, invoiced, settled, open, credit }: Counts): readonly ControlTotal[] {
  return [
    ...compareSums(
      'Còn nợ: quyết định = số dư khách hàng',
      'Open: decisions = balances of customers',
      decidedOpen.sums,
      open.sums,
    ),
    ...compareSums(
      'Số dư: phát hành − thanh toán = còn nợ − trả thừa',
      'Balances: invoiced − settled = open − credit',
      subtractSums(invoiced.sums, settled.sums),
      subtractSums(open.sums, credit.sums),
    ),
  ];
}

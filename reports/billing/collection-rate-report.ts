import type { BillingReportSource } from '../../src/domain/billing-report.ts';
import type { ControlTotal } from '../report-plan.ts';
import { type CurrencySums, compareSums, subtractSums, sumByCurrency, toCoverLines } from '../shared/currency-sums.ts';
import { planGroups } from '../shared/list-sheet.ts';
import type { BillingPart } from './billing-part.ts';
import { type BillingTotals, buildCommonTotals } from './billing-totals.ts';
import { type CollectionGroup, createCollectionGroups } from './collection-groups.ts';
import { COLLECTION_CLOSING, COLLECTION_SHEET } from './collection-sheet.ts';

const TITLE = { vi: 'Tỷ lệ thu cước theo kỳ', en: 'Collection rate by month' } as const;

type CollectionSums = {
  readonly invoiced: CurrencySums;
  readonly collected: CurrencySums;
  readonly open: CurrencySums;
  readonly overdue: CurrencySums;
};

/** Starts the workbook of the collection rate: what came in of what was invoiced, month by month. */
export function startCollectionRateReport(source: BillingReportSource): BillingPart {
  const groups = createCollectionGroups();
  return {
    add: groups.add,
    finish: (totals) => {
      const list = groups.list();
      const sums = sumGroups(list);
      return {
        report: 'billing-collection-rate',
        title: TITLE,
        coverResults: {
          heading: { vi: 'Kết quả thu', en: 'Collected' },
          lines: [
            ...toCoverLines('Phải thu', 'Invoiced', sums.invoiced),
            ...toCoverLines('Đã thu', 'Collected', sums.collected),
            ...toCoverLines('Còn nợ', 'Open', sums.open),
            ...toCoverLines('Trong đó quá hạn', 'Of which overdue', sums.overdue),
          ],
        },
        pages: [],
        sheets: planGroups(COLLECTION_SHEET, list, source.names, () => COLLECTION_CLOSING),
        controlTotals: [...buildCommonTotals(source, totals), ...buildTotals(sums, totals)],
      };
    },
  };
}

function buildTotals(sums: CollectionSums, totals: BillingTotals): readonly ControlTotal[] {
  return [
    ...compareSums(
      'Còn nợ: tỷ lệ thu = các hợp đồng',
      'Open: collection rate = contracts',
      sums.open,
      totals.openOfDecisions,
    ),
    ...compareSums(
      'Phải thu: tỷ lệ thu = các khách hàng',
      'Invoiced: collection rate = customers',
      sums.invoiced,
      totals.invoicedOfBalances,
    ),
    ...compareSums(
      'Phải thu − còn nợ = đã thu',
      'Invoiced − open = collected',
      subtractSums(sums.invoiced, sums.open),
      sums.collected,
    ),
  ];
}

function sumGroups(groups: readonly CollectionGroup[]): CollectionSums {
  return {
    invoiced: sumByCurrency(groups, ({ invoicedMinor }) => invoicedMinor),
    collected: sumByCurrency(groups, ({ collectedMinor }) => collectedMinor),
    open: sumByCurrency(groups, ({ openMinor }) => openMinor),
    overdue: sumByCurrency(groups, ({ overdueMinor }) => overdueMinor),
  };
}

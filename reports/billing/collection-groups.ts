import type { MonthCollection } from '../../src/domain/billing-decision.ts';
import type { DecidedContract } from '../../src/domain/billing-report.ts';
import { compareText } from '../../src/domain/compare-text.ts';
import { addMinor, type Currency } from '../../src/domain/money.ts';
import { compareUnits } from '../shared/row-order.ts';
import { toCurrency } from './contract-list.ts';

/** What was invoiced and collected for one month N, unit, product and currency. */
export type CollectionGroup = MonthCollection & { readonly currency: Currency };

/** Groups that are still growing. */
export type CollectionGroupCounter = {
  readonly add: (contract: DecidedContract) => void;
  /** Sorted by month, unit and product; what names none comes last. */
  readonly list: () => readonly CollectionGroup[];
};

/** Starts adding up what contracts were invoiced and what was collected, by month N, unit, product and currency. */
export function createCollectionGroups(): CollectionGroupCounter {
  const groups = new Map<string, CollectionGroup>();
  const add = (contract: DecidedContract): void => {
    const currency = toCurrency(contract);
    for (const month of contract.details.months) {
      const key = JSON.stringify([currency, month.month, month.managingUnit, month.product]);
      const group = groups.get(key);
      groups.set(key, group === undefined ? { ...month, currency } : addMonth(group, month));
    }
  };
  return { add, list: () => [...groups.values()].sort(compareGroups) };
}

function addMonth(group: CollectionGroup, month: MonthCollection): CollectionGroup {
  return {
    ...group,
    invoicedMinor: addMinor(group.invoicedMinor, month.invoicedMinor),
    collectedMinor: addMinor(group.collectedMinor, month.collectedMinor),
    openMinor: addMinor(group.openMinor, month.openMinor),
    overdueMinor: addMinor(group.overdueMinor, month.overdueMinor),
    invoiceCount: group.invoiceCount + month.invoiceCount,
  };
}

function compareGroups(a: CollectionGroup, b: CollectionGroup): number {
  return (
    compareUnits(a.month, b.month) || compareUnits(a.managingUnit, b.managingUnit) || compareText(a.product, b.product)
  );
}

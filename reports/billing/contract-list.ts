import type { BillingReportSource, DecidedContract } from '../../src/domain/billing-report.ts';
import { type Currency, HOME_CURRENCY } from '../../src/domain/money.ts';
import type { PageLine } from '../report-model.ts';
import type { PlannedSheet } from '../report-plan.ts';
import type { CurrencySums } from '../shared/currency-sums.ts';
import { countRows, gatherList, getSums, type ListSheet, planList } from '../shared/list-sheet.ts';
import type { SpoolFile } from '../spool.ts';

/** A list that is gathered while the source is read once through, and planned after that. */
export type ContractList = {
  readonly add: (contract: DecidedContract) => void;
  readonly plan: () => readonly PlannedSheet[];
  readonly countRows: () => number;
  readonly getSums: (key: string) => CurrencySums;
};

/** Starts a list of the items that decided contracts have; the items of a contract come in the order of the list. */
export type StartContractList = <Item>(
  sheet: ListSheet<Item>,
  toItems: (contract: DecidedContract) => Iterable<Item>,
  closing?: readonly PageLine[],
) => ContractList;

/** What starts the lists of a workbook. */
export function buildContractLists({ names }: BillingReportSource, spools: SpoolFile): StartContractList {
  return (sheet, toItems, closing = []) => {
    const list = gatherList(sheet, spools, names);
    return {
      add: (contract) => {
        for (const item of toItems(contract)) list.add(item);
      },
      plan: () => planList(list, () => closing),
      countRows: () => countRows(list),
      getSums: (key) => getSums(list, key),
    };
  };
}

/** The contract itself, for lists with one row for each. */
export function toContract(contract: DecidedContract): readonly [DecidedContract] {
  return [contract];
}

/** The currency on whose sheet a contract stands; one without invoices has no amounts and stands with VND. */
export function toCurrency({ decision }: DecidedContract): Currency {
  return decision.currency ?? HOME_CURRENCY;
}

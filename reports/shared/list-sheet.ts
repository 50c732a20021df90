import type { Bilingual } from '../../src/domain/fact.ts';
import type { Currency } from '../../src/domain/money.ts';
import type { Column, PageLine, SheetRow, TableSheet } from '../report-model.ts';
import type { PlannedSheet } from '../report-plan.ts';
import type { CurrencySums } from './currency-sums.ts';
import { listCurrencies, toCurrencySheet } from './money-columns.ts';
import type { Names } from './names.ts';

/** A sheet with a row for each item that it takes, once for every currency; it is written as for VND. */
export type ListSheet<Item> = {
  readonly name: string;
  readonly title: Bilingual;
  readonly columns: readonly Column[];
  readonly accepts: (item: Item) => boolean;
  readonly toCurrency: (item: Item) => Currency;
  /** What the sums of columns are made of; counted apart from building the rows, for the control totals. */
  readonly amounts: Readonly<Record<string, (item: Item) => number>>;
  readonly buildRow: (item: Item, names: Names) => SheetRow;
  /** Order of the rows where it is not that of the items; then all items of the sheet are held in memory. */
  readonly compareItems: ((a: Item, b: Item) => number) | null;
};

/** Rows of a sheet and the sums of its columns in minor units, by currency. */
export type ListTally = ReadonlyMap<
  Currency,
  { readonly rows: number; readonly sums: Readonly<Record<string, bigint>> }
>;

/** Counts the items that a sheet will take. */
export type ListCounter<Item> = { readonly add: (item: Item) => void; readonly tally: ListTally };

/** Starts counting for a sheet. */
export function createListCounter<Item>(sheet: ListSheet<Item>): ListCounter<Item> {
  const tally = new Map<Currency, { rows: number; readonly sums: Record<string, bigint> }>();
  const amounts = Object.entries(sheet.amounts);
  const add = (item: Item): void => {
    if (!sheet.accepts(item)) return;
    const currency = sheet.toCurrency(item);
    const entry = tally.get(currency) ?? { rows: 0, sums: Object.fromEntries(amounts.map(([key]) => [key, 0n])) };
    entry.rows += 1;
    for (const [key, read] of amounts) entry.sums[key] = (entry.sums[key] ?? 0n) + BigInt(read(item));
    tally.set(currency, entry);
  };
  return { add, tally };
}

/** Counts a list that is held in memory. */
export function countList<Item>(sheet: ListSheet<Item>, items: readonly Item[]): ListCounter<Item> {
  const counter = createListCounter(sheet);
  for (const item of items) counter.add(item);
  return counter;
}

/** Plans a list for each currency that occurs on it, VND alone where none does. */
export function planList<Item>(
  sheet: ListSheet<Item>,
  { tally }: ListCounter<Item>,
  readItems: () => AsyncIterable<Item>,
  names: Names,
  buildClosing: (currency: Currency) => readonly PageLine[] = () => [],
): readonly PlannedSheet[] {
  const { name, title, columns } = sheet;
  return listCurrencies(tally.keys()).map((currency) => {
    const { rows, sums } = tally.get(currency) ?? { rows: 0, sums: {} };
    // A list that takes nothing is not read for.
    const readRows = () => readListRows(sheet, rows === 0 ? readAll([]) : readItems(), currency, names);
    const table: TableSheet = { kind: 'table', name, title, columns, readRows, closing: buildClosing(currency) };
    return { sheet: toCurrencySheet(table, currency), rows, sums };
  });
}

/** Plans a list of groups that are held in memory, in the order given. */
export function planGroups<Group>(
  sheet: ListSheet<Group>,
  groups: readonly Group[],
  names: Names,
  buildClosing: (currency: Currency) => readonly PageLine[] = () => [],
): readonly PlannedSheet[] {
  return planList(sheet, countList(sheet, groups), () => readAll(groups), names, buildClosing);
}

/** The sums of a column by currency. */
export function getSums({ tally }: { readonly tally: ListTally }, key: string): CurrencySums {
  return new Map([...tally].map(([currency, { sums }]) => [currency, sums[key] ?? 0n]));
}

/** Rows of a list in all currencies. */
export function countRows({ tally }: { readonly tally: ListTally }): number {
  return [...tally.values()].reduce((sum, { rows }) => sum + rows, 0);
}

async function* readListRows<Item>(
  sheet: ListSheet<Item>,
  items: AsyncIterable<Item>,
  currency: Currency,
  names: Names,
): AsyncGenerator<SheetRow> {
  const { compareItems } = sheet;
  const held: Item[] = [];
  for await (const item of items) {
    if (!sheet.accepts(item) || sheet.toCurrency(item) !== currency) continue;
    if (compareItems === null) yield sheet.buildRow(item, names);
    else held.push(item);
  }
  if (compareItems === null) return;
  for (const item of held.sort(compareItems)) yield sheet.buildRow(item, names);
}

async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

import { ExactSum } from '../../src/domain/exact-sum.ts';
import type { Bilingual } from '../../src/domain/fact.ts';
import type { Currency } from '../../src/domain/money.ts';
import type { Column, GatheredRows, PageLine, SheetRow, StreamedRows, TableSheet } from '../report-model.ts';
import type { PlannedSheet } from '../report-plan.ts';
import { openRowSpool } from '../row-spool.ts';
import { openSpool, type SpoolFile } from '../spool.ts';
import type { CurrencySums } from './currency-sums.ts';
import { listCurrencies, toCurrencyColumns, toCurrencySheet } from './money-columns.ts';
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

/** Counts the items that a sheet will take; says whether it takes one. */
export type ListCounter<Item> = { readonly add: (item: Item) => boolean; readonly tally: ListTally };

/** What of a list is in one currency, while it is counted. */
class ListCount<Item> {
  rows = 0;
  readonly #amounts: readonly { readonly key: string; readonly read: (item: Item) => number; readonly sum: ExactSum }[];

  constructor(amounts: ListSheet<Item>['amounts']) {
    this.#amounts = Object.entries(amounts).map(([key, read]) => ({ key, read, sum: new ExactSum() }));
  }

  add(item: Item): void {
    this.rows += 1;
    for (const { read, sum } of this.#amounts) sum.add(read(item));
  }

  get sums(): Readonly<Record<string, bigint>> {
    return Object.fromEntries(this.#amounts.map(({ key, sum }) => [key, sum.total]));
  }
}

/** Starts counting for a sheet. */
function createListCounter<Item>(sheet: ListSheet<Item>): ListCounter<Item> {
  const tally = new Map<Currency, ListCount<Item>>();
  const add = (item: Item): boolean => {
    if (!sheet.accepts(item)) return false;
    const currency = sheet.toCurrency(item);
    const count = tally.get(currency) ?? new ListCount(sheet.amounts);
    tally.set(currency, count);
    count.add(item);
    return true;
  };
  return { add, tally };
}

/** Counts a list that is held in memory. */
export function countList<Item>(sheet: ListSheet<Item>, items: readonly Item[]): ListCounter<Item> {
  const counter = createListCounter(sheet);
  for (const item of items) counter.add(item);
  return counter;
}

/** A list that is gathered while the source is read through, once for all lists: counted, and put aside by currency. */
export type GatheredList<Item> = {
  readonly sheet: ListSheet<Item>;
  readonly tally: ListTally;
  readonly add: (item: Item) => void;
  readonly getRows: (currency: Currency) => ListRows;
};

/** The rows that a list has in one currency. */
type ListRows = StreamedRows | GatheredRows;

/** Starts gathering: rows as they will stand in the workbook, or items where they have to be sorted first. */
export function gatherList<Item>(sheet: ListSheet<Item>, spools: SpoolFile, names: Names): GatheredList<Item> {
  const counter = createListCounter(sheet);
  const { add, getRows } =
    sheet.compareItems === null
      ? gatherRows(sheet, spools, names)
      : gatherItems(sheet, sheet.compareItems, spools, names);
  return {
    sheet,
    tally: counter.tally,
    add: (item) => {
      if (counter.add(item)) add(item);
    },
    getRows,
  };
}

/** Plans a list for each currency that occurs on it, VND alone where none does. */
export function planList<Item>(
  { sheet, tally, getRows }: GatheredList<Item>,
  buildClosing: (currency: Currency) => readonly PageLine[] = () => [],
): readonly PlannedSheet[] {
  return planTables(sheet, tally, getRows, buildClosing);
}

/** Plans a list of groups that are held in memory, in the order given. */
export function planGroups<Group>(
  sheet: ListSheet<Group>,
  groups: readonly Group[],
  names: Names,
  buildClosing: (currency: Currency) => readonly PageLine[] = () => [],
): readonly PlannedSheet[] {
  async function* readRows(currency: Currency): AsyncGenerator<SheetRow> {
    for (const group of groups) {
      if (sheet.accepts(group) && sheet.toCurrency(group) === currency) yield sheet.buildRow(group, names);
    }
  }
  const getRows = (currency: Currency) => ({ readRows: () => readRows(currency) });
  return planTables(sheet, countList(sheet, groups).tally, getRows, buildClosing);
}

function planTables<Item>(
  { name, title, columns }: ListSheet<Item>,
  tally: ListTally,
  getRows: (currency: Currency) => ListRows,
  buildClosing: (currency: Currency) => readonly PageLine[],
): readonly PlannedSheet[] {
  return listCurrencies(tally.keys()).map((currency) => {
    const { rows, sums } = tally.get(currency) ?? { rows: 0, sums: {} };
    const table: TableSheet = {
      kind: 'table',
      name,
      title,
      columns,
      ...getRows(currency),
      closing: buildClosing(currency),
    };
    return { sheet: toCurrencySheet(table, currency), rows, sums };
  });
}

/** The sums of a column by currency. */
export function getSums({ tally }: { readonly tally: ListTally }, key: string): CurrencySums {
  return new Map([...tally].map(([currency, { sums }]) => [currency, sums[key] ?? 0n]));
}

/** Rows of a list in all currencies. */
export function countRows({ tally }: { readonly tally: ListTally }): number {
  return [...tally.values()].reduce((sum, { rows }) => sum + rows, 0);
}

/** What becomes of the items of a list: they are added one by one, and come out as rows. */
type Gathering<Item> = Pick<GatheredList<Item>, 'add' | 'getRows'>;

function gatherRows<Item>(sheet: ListSheet<Item>, spools: SpoolFile, names: Names): Gathering<Item> {
  const getSpool = keepByCurrency((currency) => openRowSpool(spools, toCurrencyColumns(sheet.columns, currency)));
  return {
    add: (item) => getSpool(sheet.toCurrency(item)).add(sheet.buildRow(item, names)),
    getRows: (currency) => ({ listParts: getSpool(currency).listParts }),
  };
}

function gatherItems<Item>(
  sheet: ListSheet<Item>,
  compare: (a: Item, b: Item) => number,
  spools: SpoolFile,
  names: Names,
): Gathering<Item> {
  const getSpool = keepByCurrency(() => openSpool<Item>(spools));
  async function* readRows(currency: Currency): AsyncGenerator<SheetRow> {
    for (const item of [...getSpool(currency).read()].sort(compare)) yield sheet.buildRow(item, names);
  }
  return {
    add: (item) => getSpool(sheet.toCurrency(item)).add(item),
    getRows: (currency) => ({ readRows: () => readRows(currency) }),
  };
}

/** A spool for each currency, opened when it is first asked for. */
function keepByCurrency<Opened extends object>(open: (currency: Currency) => Opened): (currency: Currency) => Opened {
  const byCurrency = new Map<Currency, Opened>();
  return (currency) => {
    const known = byCurrency.get(currency);
    if (known !== undefined) return known;
    const opened = open(currency);
    byCurrency.set(currency, opened);
    return opened;
  };
}

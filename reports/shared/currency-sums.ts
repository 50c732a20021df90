import type { Currency } from '../../src/domain/money.ts';
import type { ControlTotal, CoverLine } from '../report-plan.ts';
import { listCurrencies } from './money-columns.ts';

/** Exact sums in minor units, by currency; sums of different currencies are never added. */
export type CurrencySums = ReadonlyMap<Currency, bigint>;

/** Sums that are still growing. */
export type CurrencyCounter = {
  readonly add: (currency: Currency, amountMinor: number | bigint) => void;
  readonly sums: CurrencySums;
};

/** Starts adding up amounts by currency. */
export function createCurrencyCounter(): CurrencyCounter {
  const sums = new Map<Currency, bigint>();
  const add = (currency: Currency, amountMinor: number | bigint): void => {
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor));
  };
  return { add, sums };
}

/** Adds up one amount of each item, by currency. */
export function sumByCurrency<Item extends { readonly currency: Currency }>(
  items: Iterable<Item>,
  readMinor: (item: Item) => number | bigint,
): CurrencySums {
  const counter = createCurrencyCounter();
  for (const item of items) counter.add(item.currency, readMinor(item));
  return counter.sums;
}

/** Two sums that must agree in every currency that occurs in either. */
export function compareSums(vi: string, en: string, left: CurrencySums, right: CurrencySums): readonly ControlTotal[] {
  return listCurrencies([...left.keys(), ...right.keys()]).map((currency) => ({
    name: { vi: `${vi} (${currency})`, en: `${en} (${currency})` },
    left: left.get(currency) ?? 0n,
    right: right.get(currency) ?? 0n,
    currency,
  }));
}

/** A sum less another, in every currency that occurs in either. */
export function subtractSums(from: CurrencySums, other: CurrencySums): CurrencySums {
  return new Map(
    listCurrencies([...from.keys(), ...other.keys()]).map((currency) => [
      currency,
      (from.get(currency) ?? 0n) - (other.get(currency) ?? 0n),
    ]),
  );
}

/** The sums as lines of the cover. */
export function toCoverLines(vi: string, en: string, sums: CurrencySums): readonly CoverLine[] {
  return listCurrencies(sums.keys()).map((currency) => ({
    label: { vi: `${vi}, ${currency}`, en: `${en}, ${currency}` },
    value: sums.get(currency) ?? 0n,
    currency,
  }));
}

import { ExactSum } from '../domain/exact-sum.ts';
import type { Currency } from '../domain/money.ts';
import type { StagedRecord } from '../store/records.ts';
import type { Amount } from './batch.ts';

/** Adds up the amounts of accepted records while they are read, to hold the store against. */
export type AmountTally = {
  readonly add: (record: StagedRecord) => void;
  /** Takes away what a later check has rejected. */
  readonly remove: (input: string, amount: Amount) => void;
  /** Adds what another tally has. */
  readonly addSums: (sums: readonly InputSum[]) => void;
  /** The sums, by input, then currency. */
  readonly list: () => readonly InputSum[];
};

/** The sum of an input in one currency. */
export type InputSum = { readonly input: string; readonly currency: Currency; readonly minor: bigint };

/** Builds an empty tally. */
export function buildAmountTally(): AmountTally {
  const sums = new Map<string, Map<Currency, ExactSum>>();
  const getSum = (input: string, currency: Currency): ExactSum => {
    const byCurrency = sums.get(input) ?? new Map<Currency, ExactSum>();
    sums.set(input, byCurrency);
    const sum = byCurrency.get(currency) ?? new ExactSum();
    byCurrency.set(currency, sum);
    return sum;
  };
  return {
    add: ({ input, currency, amountMinor }) => {
      if (currency !== null && amountMinor !== null) getSum(input, currency).add(amountMinor);
    },
    remove: (input, { minor, currency }) => getSum(input, currency).add(-minor),
    addSums: (others) => {
      for (const { input, currency, minor } of others) getSum(input, currency).add(minor);
    },
    list: () =>
      [...sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([input, byCurrency]) =>
          [...byCurrency]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([currency, sum]) => ({ input, currency, minor: sum.total })),
        ),
  };
}

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
  const sums = new Map<string, Map<Currency, bigint>>();
  const change = (input: string, currency: Currency, minor: bigint): void => {
    const byCurrency = sums.get(input) ?? new Map<Currency, bigint>();
    sums.set(input, byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + minor));
  };
  return {
    add: ({ input, currency, amountMinor }) => {
      if (currency !== null && amountMinor !== null) change(input, currency, BigInt(amountMinor));
    },
    remove: (input, { minor, currency }) => change(input, currency, -BigInt(minor)),
    addSums: (others) => {
      for (const { input, currency, minor } of others) change(input, currency, minor);
    },
    list: () =>
      [...sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([input, byCurrency]) =>
          [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ input, currency, minor })),
        ),
  };
}

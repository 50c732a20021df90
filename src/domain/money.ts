import { Failure } from './failure.ts';

/** Decimal digits of the minor unit of each currency that files may name (ISO 4217). */
export const MINOR_DIGITS = {
  VND: 0,
  USD: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  CNY: 2,
  KRW: 0,
  SGD: 2,
  THB: 2,
  HKD: 2,
  AUD: 2,
  CAD: 2,
  CHF: 2,
  LAK: 2,
  KHR: 2,
  MYR: 2,
  TWD: 2,
} as const;
export type Currency = keyof typeof MINOR_DIGITS;

/** All currency codes. Amounts are whole numbers of the minor unit; amounts of two currencies are never added. */
export const CURRENCIES: readonly Currency[] = [
  'VND',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CNY',
  'KRW',
  'SGD',
  'THB',
  'HKD',
  'AUD',
  'CAD',
  'CHF',
  'LAK',
  'KHR',
  'MYR',
  'TWD',
];

/** The currency in which we owe, book and report. */
export const HOME_CURRENCY: Currency = 'VND';

/** Adds amounts of one currency. Throws a Failure where the sum is too large to be exact to the last unit. */
export function addMinor(a: number, b: number): number {
  return proveExact(a + b);
}

/** Whole units of a currency in its minor unit. Throws as addMinor does. */
export function toMinor(units: number, currency: Currency): number {
  return proveExact(units * 10 ** MINOR_DIGITS[currency]);
}

function proveExact(minor: number): number {
  if (Number.isSafeInteger(minor)) return minor;
  throw new Failure('AMOUNT_TOO_LARGE', {
    message: `amounts come to more than ${Number.MAX_SAFE_INTEGER} of the smallest unit of the currency`,
    action: 'look for invoices, payments or provisions with an absurd amount in the input files, and correct them',
  });
}

/** The sum of amounts of one currency. Throws as addMinor does. */
export function sumMinor(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) sum = addMinor(sum, amount);
  return sum;
}

/** A share of an amount, `percent` of 100, rounded half up to the minor unit (amounts are never negative here). */
export function takePercent(amountMinor: number, percent: number): number {
  // Rates have at most four decimals, so the product of two whole numbers is exact.
  const scaled = BigInt(amountMinor) * BigInt(Math.round(percent * 10_000));
  return Number((scaled + 500_000n) / 1_000_000n);
}

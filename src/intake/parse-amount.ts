import { type Currency, MINOR_DIGITS } from '../domain/money.ts';
import type { RowProblem } from '../domain/rejected-row.ts';
import { getText, type Values } from './parse-row.ts';
import { showValue } from './show-value.ts';

/** An amount in the minor unit of its currency, or what is wrong with it. */
export type ParsedAmount = { readonly minor: number } | { readonly problem: RowProblem };

/** Turns the digits of an amount column into the minor unit of a currency; exact, or a problem. */
export function parseAmount(values: Values, column: string, currency: Currency): ParsedAmount {
  const text = getText(values, column) ?? '';
  const [whole = '', decimals = ''] = text.split('.');
  const digits = MINOR_DIGITS[currency];
  if (decimals.length > digits) {
    const allowed = digits === 0 ? `whole ${currency}, without decimals` : `at most ${digits} decimals in ${currency}`;
    return reject(column, text, allowed);
  }
  const minor = Number(`${whole}${decimals.padEnd(digits, '0')}`);
  if (Number.isSafeInteger(minor)) return { minor };
  return reject(
    column,
    text,
    `an amount up to ${Number.MAX_SAFE_INTEGER} of the smallest unit: larger ones are not exact`,
  );
}

function reject(column: string, text: string, allowed: string): ParsedAmount {
  return { problem: { column, code: 'BAD_AMOUNT', value: showValue(text), allowed } };
}

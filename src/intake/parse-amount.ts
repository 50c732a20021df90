import { type Currency, MINOR_DIGITS } from '../domain/money.ts';
import type { RowProblem } from '../domain/rejected-row.ts';
import type { Place } from './column.ts';
import { getText, type Values } from './parse-row.ts';
import { showValue } from './show-value.ts';

/** An amount in the minor unit of its currency, or what is wrong with it. */
export type ParsedAmount = { readonly minor: number } | { readonly problem: RowProblem };

/** Turns the digits of an amount column into the minor unit of a currency; exact, or a problem. */
export function parseAmount(values: Values, place: Place, currency: Currency): ParsedAmount {
  const text = getText(values, place) ?? '';
  const point = text.indexOf('.');
  const whole = point === -1 ? text : text.slice(0, point);
  const decimals = point === -1 ? '' : text.slice(point + 1);
  const digits = MINOR_DIGITS[currency];
  if (decimals.length > digits) {
    const allowed = digits === 0 ? `whole ${currency}, without decimals` : `at most ${digits} decimals in ${currency}`;
    return reject(place, text, allowed);
  }
  const minor = Number(digits === 0 ? whole : `${whole}${decimals.padEnd(digits, '0')}`);
  if (Number.isSafeInteger(minor)) return { minor };
  return reject(
    place,
    text,
    `an amount up to ${Number.MAX_SAFE_INTEGER} of the smallest unit: larger ones are not exact`,
  );
}

function reject({ name: column }: Place, text: string, allowed: string): ParsedAmount {
  return { problem: { column, code: 'BAD_AMOUNT', value: showValue(text), allowed } };
}

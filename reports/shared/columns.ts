import type { Bilingual } from '../../src/domain/fact.ts';
import type { Column } from '../report-model.ts';

type Plain<Key extends string> = Omit<Column<Key>, 'share'>;

/** Wide enough for 999,999,999,999 with its indent. */
const MONEY_WIDTH = 17;

/** A column of text on one line. */
export function text<Key extends string>(key: Key, heading: Bilingual, width: number): Plain<Key> {
  return { key, heading, width, type: 'text', total: 'none' };
}

/** A column of text that goes on in further lines. */
export function wrapped<Key extends string>(key: Key, heading: Bilingual, width: number): Plain<Key> {
  return { ...text(key, heading, width), isWrapped: true };
}

/** The column of business keys, with which a table begins: its total counts the rows. */
export function id<Key extends string>(key: Key, heading: Bilingual, width = 17): Plain<Key> {
  return { key, heading, width, type: 'text', total: 'count' };
}

/** A column of days. */
export function date<Key extends string>(key: Key, heading: Bilingual, width = 13): Plain<Key> {
  return { key, heading, width, type: 'date', total: 'none' };
}

/** A column of moments. */
export function instant<Key extends string>(key: Key, heading: Bilingual, width = 19): Plain<Key> {
  return { key, heading, width, type: 'instant', total: 'none' };
}

/** A column of decimal hours. */
export function hours<Key extends string>(key: Key, heading: Bilingual, width = 13): Plain<Key> {
  return { key, heading, width, type: 'hours', total: 'none' };
}

/** A column of whole numbers that nobody adds up, such as days. */
export function number<Key extends string>(key: Key, heading: Bilingual, width = 10): Plain<Key> {
  return { key, heading, width, type: 'integer', total: 'none' };
}

/** A column of counts. */
export function count<Key extends string>(key: Key, heading: Bilingual, width = 11): Plain<Key> {
  return { key, heading, width, type: 'integer', total: 'sum' };
}

/** A column of shares of 1. */
export function percent<Key extends string>(key: Key, heading: Bilingual, width = 11): Plain<Key> {
  return { key, heading, width, type: 'percent', total: 'none' };
}

/** A column that the writer fills with formulas: one column over the sum of others. */
export function share<Key extends string, Of extends string>(
  key: Key,
  heading: Bilingual,
  of: Of,
  among: readonly Of[],
): Plain<Key> & { readonly share: { readonly of: Of; readonly among: readonly Of[] } } {
  return { ...percent(key, heading, 13), share: { of, among } };
}

/** A column of amounts in minor units, with their sum. */
export function money<Key extends string>(key: Key, heading: Bilingual, width = MONEY_WIDTH): Plain<Key> {
  return { key, heading, width, type: 'money', total: 'sum' };
}

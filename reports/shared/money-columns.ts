import { CURRENCIES, type Currency, HOME_CURRENCY, MINOR_DIGITS } from '../../src/domain/money.ts';
import type { Column, ColumnType, TableSheet } from '../report-model.ts';

/** The type of a column that holds amounts of the currency, in its minor unit. */
export function toMoneyType(currency: Currency): Extract<ColumnType, 'money' | 'money-cents'> {
  switch (MINOR_DIGITS[currency]) {
    case 0:
      return 'money';
    case 2:
      return 'money-cents';
  }
}

/**
 * Makes the sheet of one currency out of a sheet that is written as for VND: its columns of type `money` take the type
 * of the currency; a currency other than VND is added to the name and the title.
 */
export function toCurrencySheet(sheet: TableSheet, currency: Currency): TableSheet {
  const type = toMoneyType(currency);
  const columns = sheet.columns.map((column): Column => (column.type === 'money' ? { ...column, type } : column));
  if (currency === HOME_CURRENCY) return { ...sheet, columns };
  const { vi, en } = sheet.title;
  const title = { vi: `${vi} (${currency})`, en: `${en} (${currency})` };
  return { ...sheet, name: `${sheet.name} ${currency}`, title, columns };
}

/** The currencies that occur, VND first; VND alone where none does, so that every report has its sheets. */
export function listCurrencies(occurring: Iterable<Currency | null>): readonly Currency[] {
  const seen = new Set(occurring);
  const currencies = CURRENCIES.filter((currency) => seen.has(currency));
  return currencies.length === 0 ? [HOME_CURRENCY] : currencies;
}

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

/** The columns of one currency, of those that are written as for VND: those of type `money` take its type. */
export function toCurrencyColumns(columns: readonly Column[], currency: Currency): readonly Column[] {
  const type = toMoneyType(currency);
  return columns.map((column): Column => (column.type === 'money' ? { ...column, type } : column));
}

/**
 * Makes the sheet of one currency out of a sheet that is written as for VND, but for its rows, which are those of the
 * currency: a currency other than VND is added to the name and the title.
 */
export function toCurrencySheet(sheet: TableSheet, currency: Currency): TableSheet {
  const columns = toCurrencyColumns(sheet.columns, currency);
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

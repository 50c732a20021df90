import assert from 'node:assert/strict';
import type exceljs from 'exceljs';
import type { Column, ColumnType } from './report-model.ts';
import { DATA_STYLES, WRAPPED_STYLE } from './workbook-styles.ts';

type AddStyle = (model: object) => unknown;

/** The ids of the styles of data cells in every workbook; two that look the same have one. */
const STYLE_IDS = {
  text: 1,
  integer: 2,
  instant: 3,
  date: 4,
  hours: 5,
  percent: 6,
  money: 2,
  'money-cents': 5,
} as const satisfies Readonly<Record<ColumnType, number>>;
const WRAPPED_STYLE_ID = 7;

/** The id of the style of the data cells of a column, known before there is a workbook. */
export function toStyleId({ type, isWrapped }: Column): number {
  return isWrapped === true ? WRAPPED_STYLE_ID : STYLE_IDS[type];
}

/**
 * Makes the styles of data cells the first of a workbook, so that they have the ids that rows were written with. exceljs
 * 4.4.0 shows no way to its styles; where it gives another id, the program stops before a workbook is wrong.
 */
export function registerDataStyles(workbook: exceljs.stream.xlsx.WorkbookWriter): void {
  const styles: unknown = Reflect.get(workbook, 'styles');
  assert(
    typeof styles === 'object' && styles !== null,
    'a workbook of exceljs has no styles as version 4.4.0 has them',
  );
  const addStyle: AddStyle = Reflect.get(styles, 'addStyleModel');
  assert(typeof addStyle === 'function', 'exceljs keeps styles in another way than version 4.4.0');
  const register = (name: string, style: object, expected: number): void => {
    assert.equal(addStyle.call(styles, style), expected, `exceljs gives the style of ${name} another id than expected`);
  };
  register('text', DATA_STYLES.text, STYLE_IDS.text);
  register('integer', DATA_STYLES.integer, STYLE_IDS.integer);
  register('instant', DATA_STYLES.instant, STYLE_IDS.instant);
  register('date', DATA_STYLES.date, STYLE_IDS.date);
  register('hours', DATA_STYLES.hours, STYLE_IDS.hours);
  register('percent', DATA_STYLES.percent, STYLE_IDS.percent);
  register('money', DATA_STYLES.money, STYLE_IDS.money);
  register('money-cents', DATA_STYLES['money-cents'], STYLE_IDS['money-cents']);
  register('wrapped text', WRAPPED_STYLE, WRAPPED_STYLE_ID);
}

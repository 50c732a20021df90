import assert from 'node:assert/strict';
import type exceljs from 'exceljs';
import type { Column } from './report-model.ts';
import { DATA_STYLES, WRAPPED_STYLE } from './workbook-styles.ts';

type AddStyle = (model: object) => unknown;

/** The ids under which the workbook keeps the styles of the data cells of columns; exceljs 4.4.0 shows no way to them. */
export function findStyleIds(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  columns: readonly Column[],
): readonly number[] {
  const styles: unknown = Reflect.get(workbook, 'styles');
  assert(
    typeof styles === 'object' && styles !== null,
    'a workbook of exceljs has no styles as version 4.4.0 has them',
  );
  const addStyle: AddStyle = Reflect.get(styles, 'addStyleModel');
  assert(typeof addStyle === 'function', 'exceljs keeps styles in another way than version 4.4.0');
  return columns.map((column) => {
    const id = addStyle.call(styles, column.isWrapped === true ? WRAPPED_STYLE : DATA_STYLES[column.type]);
    assert(typeof id === 'number', 'exceljs gives a style no number');
    return id;
  });
}

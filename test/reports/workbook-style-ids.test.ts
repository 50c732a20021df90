import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import exceljs from 'exceljs';
import { describe, it } from 'mocha';
import type { CellValue, Column, ColumnType, PageSheet, TableSheet } from '../../reports/report-model.ts';
import { writeWorkbook } from '../../reports/workbook.ts';
import { registerDataStyles } from '../../reports/workbook-style-ids.ts';
import { DATA_STYLES, HEADING_STYLE, WRAPPED_STYLE } from '../../reports/workbook-styles.ts';
import { AS_OF } from './decided-tickets.ts';
import { getSheet, readWorkbook } from './read-workbook.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const TITLE = { vi: 'Bảng', en: 'Table' } as const;
const VALUES: Readonly<Record<ColumnType, CellValue>> = {
  text: 'a',
  integer: 1,
  instant: AS_OF,
  date: '2026-12-01',
  hours: 1.5,
  percent: 0.5,
  money: 1_000,
  'money-cents': 1_050,
};
const TYPES = ['text', 'integer', 'instant', 'date', 'hours', 'percent', 'money', 'money-cents'] as const;

describe('the ids of the styles of data cells', () => {
  it('name the style of each type of column, whatever stands before the table', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'a.xlsx');
      const page: PageSheet = {
        kind: 'page',
        name: 'Trang',
        title: TITLE,
        widths: [20],
        printedPages: [[[{ look: 'document-title', value: 'a' }], [{ look: 'agreement', value: 'b' }]]],
      };
      const table: TableSheet = {
        kind: 'table',
        name: 'Bảng',
        title: TITLE,
        columns: [...TYPES.map((type) => toColumn(type)), { ...toColumn('text'), isWrapped: true }],
        readRows: async function* () {
          yield VALUES;
        },
        closing: [],
      };
      const report = { title: TITLE, organisation: '', footer: '', createdAt: AS_OF, sheets: [page, table] };
      await writeWorkbook(report, createWriteStream(path));
      const row = getSheet(await readWorkbook(path), 'Bảng').getRow(2);
      for (const [index, style] of [...TYPES.map((type) => DATA_STYLES[type]), WRAPPED_STYLE].entries()) {
        const { numFmt, font, border, alignment } = row.getCell(index + 1).style;
        const { indent, ...sides } = style.alignment;
        expect({ numFmt, font, border, alignment }).to.deep.equal({
          numFmt: style.numFmt,
          font: style.font,
          border: style.border,
          alignment: indent === 0 ? sides : style.alignment,
        });
      }
    }));

  it('stop the program where exceljs gives others', () => {
    const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: new PassThrough(), useStyles: true });
    const row = workbook.addWorksheet('A').addRow(['a']);
    row.getCell(1).style = HEADING_STYLE;
    row.commit();
    expect(() => registerDataStyles(workbook)).to.throw('the style of text another id');
  });
});

function toColumn(type: ColumnType): Column {
  return { key: type, heading: TITLE, width: 20, type, total: 'none' };
}

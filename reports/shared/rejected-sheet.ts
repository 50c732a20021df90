import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { Column, RowOf, SheetRow, TableSheet } from '../report-model.ts';

const COLUMNS = [
  { key: 'file', heading: { vi: 'Tệp', en: 'File' }, width: 32, type: 'text', total: 'count', isWrapped: true },
  { key: 'input', heading: { vi: 'Loại tệp', en: 'Input' }, width: 11, type: 'text', total: 'none' },
  { key: 'line', heading: { vi: 'Dòng', en: 'Line' }, width: 11, type: 'integer', total: 'none' },
  { key: 'id', heading: { vi: 'Mã', en: 'Id' }, width: 20, type: 'text', total: 'none', isWrapped: true },
  { key: 'column', heading: { vi: 'Cột', en: 'Column' }, width: 20, type: 'text', total: 'none', isWrapped: true },
  { key: 'code', heading: { vi: 'Mã lỗi', en: 'Code' }, width: 24, type: 'text', total: 'none' },
  {
    key: 'value',
    heading: { vi: 'Giá trị trong tệp', en: 'Value seen' },
    width: 34,
    type: 'text',
    total: 'none',
    isWrapped: true,
  },
  {
    key: 'allowed',
    heading: { vi: 'Giá trị hợp lệ', en: 'What is allowed' },
    width: 52,
    type: 'text',
    total: 'none',
    isWrapped: true,
  },
] as const satisfies readonly Column[];

/** Rows of the input that could not be used: one row of the sheet for each of their problems. */
export function buildRejectedSheet(readRejectedRows: () => AsyncIterable<RejectedRow>): TableSheet {
  return {
    kind: 'table',
    name: 'Dòng bị loại - Rejected',
    title: { vi: 'Dòng bị loại khỏi dữ liệu đầu vào', en: 'Rejected rows of the input' },
    columns: COLUMNS,
    readRows: () => readProblems(readRejectedRows()),
    closing: [],
  };
}

/** Rejected rows, and the problems in them. */
export type RejectedTally = { readonly rows: number; readonly problems: number };

/** Counts the rejected rows and their problems. */
export async function tallyRejectedRows(rejectedRows: AsyncIterable<RejectedRow>): Promise<RejectedTally> {
  let rows = 0;
  let problems = 0;
  for await (const rejected of rejectedRows) {
    rows += 1;
    problems += rejected.problems.length;
  }
  return { rows, problems };
}

async function* readProblems(rejectedRows: AsyncIterable<RejectedRow>): AsyncGenerator<SheetRow> {
  for await (const rejected of rejectedRows) {
    for (const problem of rejected.problems) {
      const row: RowOf<typeof COLUMNS> = {
        file: rejected.file,
        input: rejected.input,
        line: rejected.line,
        id: rejected.id,
        column: problem.column,
        code: problem.code,
        value: problem.value,
        allowed: problem.allowed,
      };
      yield row;
    }
  }
}

import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { Column, RowOf, SheetRow, StreamedTable } from '../report-model.ts';
import { id, number, text, wrapped } from './columns.ts';

const COLUMNS = [
  { ...id('file', { vi: 'Tệp', en: 'File' }, 32), isWrapped: true },
  text('input', { vi: 'Loại tệp', en: 'Input' }, 11),
  number('line', { vi: 'Dòng', en: 'Line' }, 11),
  wrapped('id', { vi: 'Mã', en: 'Id' }, 20),
  wrapped('column', { vi: 'Cột', en: 'Column' }, 20),
  text('code', { vi: 'Mã lỗi', en: 'Code' }, 24),
  wrapped('value', { vi: 'Giá trị trong tệp', en: 'Value seen' }, 34),
  wrapped('allowed', { vi: 'Giá trị hợp lệ', en: 'What is allowed' }, 52),
] as const satisfies readonly Column[];

/** Rows of the input that could not be used: one row of the sheet for each of their problems. */
export function buildRejectedSheet(readRejectedRows: () => AsyncIterable<RejectedRow>): StreamedTable {
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

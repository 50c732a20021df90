import exceljs from 'exceljs';
import { Failure } from '../domain/failure.ts';
import { markBadCell, type SourceRow } from './source-table.ts';

/**
 * Reads the first worksheet of an XLSX file, or the named one, row by row; the first row is the header. The file must
 * have passed checkZip.
 */
export async function* readWorkbook(path: string, sheet: string | undefined): AsyncGenerator<SourceRow> {
  const workbook = new exceljs.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    entries: 'emit',
  });
  const names: string[] = [];
  try {
    for await (const worksheet of workbook) {
      const name = readName(worksheet);
      names.push(name);
      if (sheet !== undefined && name !== sheet) continue;
      yield* readRows(worksheet);
      return;
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${path}" is no workbook that can be read`,
      action: 'open it in Excel or LibreOffice and save it again as .xlsx',
      cause,
    });
  }
  throw new Failure('INPUT_HEADER', {
    message: `"${path}" has no sheet "${sheet ?? 'at all'}"; it has: ${names.join(', ') || 'none'}`,
    action: 'name the sheet as the workbook does, in the mapping',
  });
}

async function* readRows(worksheet: AsyncIterable<exceljs.Row>): AsyncGenerator<SourceRow> {
  let width = 0;
  for await (const row of worksheet) {
    const values: readonly exceljs.CellValue[] = Array.isArray(row.values) ? row.values.slice(1) : [];
    const cells = Array.from(values, toCell);
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    if (cells.length === 0) continue;
    // A workbook does not store empty cells at the end of a row; the header says how wide a row is.
    if (width === 0) width = cells.length;
    while (cells.length < width) cells.push('');
    yield { line: row.number, cells };
  }
}

/** What a cell says as text; marks what has no plain value. */
function toCell(value: exceljs.CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Date) return formatCellDate(value);
  if ('error' in value) return markBadCell(String(value.error));
  if ('richText' in value)
    return value.richText
      .map((part) => part.text)
      .join('')
      .trim();
  if ('text' in value) return toCell(value.text);
  if ('result' in value) return toCell(value.result);
  return 'formula' in value || 'sharedFormula' in value ? markBadCell('a formula without a result') : '';
}

/** exceljs gives the wall-clock time of a cell as if it were UTC; to the second, because days are fractions there. */
function formatCellDate(value: Date): string {
  const ms = Math.round(value.getTime() / 1000) * 1000;
  if (Number.isNaN(ms)) return markBadCell('a date that is none');
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** The typings leave out the name, which the reader sets from the workbook. */
function readName(worksheet: object): string {
  return 'name' in worksheet ? String(worksheet.name) : '';
}

import type { Readable } from 'node:stream';
import type exceljs from 'exceljs';
import WorkbookReader from 'exceljs/lib/stream/xlsx/workbook-reader.js';
import { Failure } from '../domain/failure.ts';
import { emptyFile } from './input-file.ts';
import { DECIMAL_POINT, type SourceRow } from './source-table.ts';
import { readRowCells } from './workbook-cells.ts';
import { openWorkbookParts, resolvePart, type WorkbookParts } from './workbook-parts.ts';

/**
 * Reads the first visible worksheet of an XLSX file, or the named one, row by row; the first row is the header. The file
 * must have passed checkZip.
 */
export async function* readWorkbook(
  path: string,
  sheet: string | undefined,
  decimal: string = DECIMAL_POINT,
): AsyncGenerator<SourceRow> {
  let parts: WorkbookParts | undefined;
  try {
    parts = await openWorkbookParts(path);
    const reader = await openReader(parts);
    const part = findSheetPart(path, reader, parts, sheet);
    let isEmpty = true;
    for await (const row of readRows(reader, parts.read(part), decimal)) {
      isEmpty = false;
      yield row;
    }
    if (isEmpty) throw emptyFile(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw unreadable(path, cause);
  } finally {
    parts?.close();
  }
}

/**
 * The steps of the exceljs reader. Its own way through the zip file takes the parts in the order in which they were
 * written: it then has dates before it knows which numbers are dates, and takes the sheet that was written first for the
 * first sheet. The typings leave the steps out.
 */
type StepReader = {
  readonly _parseRels: (part: Readable) => Promise<void>;
  readonly _parseWorkbook: (part: Readable) => Promise<void>;
  readonly _parseStyles: (part: Readable) => Promise<void>;
  readonly _parseSharedStrings: (part: Readable) => AsyncIterable<unknown>;
  readonly _parseWorksheet: (
    text: AsyncIterable<string>,
    sheetNo: number,
  ) => Iterable<{ readonly value: AsyncIterable<exceljs.Row> }>;
  readonly workbookRels?: readonly { readonly Id?: string; readonly Type?: string; readonly Target?: string }[];
  readonly model?: {
    readonly sheets?: readonly { readonly name: string; readonly state?: string; readonly rId?: string }[];
    readonly properties?: { readonly date1904?: boolean };
  };
};

function hasSteps(reader: object): reader is StepReader {
  const steps = ['_parseRels', '_parseWorkbook', '_parseStyles', '_parseSharedStrings', '_parseWorksheet'];
  return steps.every((step) => typeof Reflect.get(reader, step) === 'function');
}

async function openReader(parts: WorkbookParts): Promise<StepReader> {
  const reader: object = new WorkbookReader('', {
    worksheets: 'emit',
    sharedStrings: 'cache',
    hyperlinks: 'ignore',
    styles: 'cache',
    entries: 'ignore',
  });
  if (!hasSteps(reader)) throw new Error('exceljs has changed its reader');
  await reader._parseRels(parts.read('xl/_rels/workbook.xml.rels'));
  await reader._parseWorkbook(parts.read('xl/workbook.xml'));
  const styles = findRelated(reader, parts, '/styles');
  if (styles !== undefined) await reader._parseStyles(parts.read(styles));
  const texts = findRelated(reader, parts, '/sharedStrings');
  if (texts !== undefined) for await (const _ of reader._parseSharedStrings(parts.read(texts)));
  return reader;
}

function findRelated(reader: StepReader, parts: WorkbookParts, type: string): string | undefined {
  const target = reader.workbookRels?.find((each) => each.Type?.endsWith(type))?.Target;
  const part = target === undefined ? undefined : resolvePart(target);
  return part !== undefined && parts.has(part) ? part : undefined;
}

function findSheetPart(path: string, reader: StepReader, parts: WorkbookParts, name: string | undefined): string {
  const sheets = (reader.model?.sheets ?? []).flatMap((sheet) => {
    const target = reader.workbookRels?.find((each) => each.Id === sheet.rId)?.Target;
    const part = target === undefined ? undefined : resolvePart(target);
    // A chart may be a sheet too; it has no rows.
    const isTable = part?.includes('worksheets/') === true && parts.has(part);
    return isTable ? [{ name: sheet.name, isVisible: (sheet.state ?? 'visible') === 'visible', part }] : [];
  });
  const found =
    name === undefined
      ? (sheets.find((sheet) => sheet.isVisible) ?? sheets[0])
      : sheets.find((sheet) => sheet.name === name);
  if (found !== undefined) return found.part;
  if (name === undefined || sheets.length === 0) throw unreadable(path, new Error('no worksheet'));
  throw new Failure('INPUT_HEADER', {
    message: `"${path}" has no sheet "${name}"; it has: ${sheets.map((sheet) => `"${sheet.name}"`).join(', ')}`,
    action: 'name the sheet in the mapping as the workbook does',
  });
}

async function* readRows(reader: StepReader, text: AsyncIterable<string>, decimal: string): AsyncGenerator<SourceRow> {
  const notation = { is1904: reader.model?.properties?.date1904 === true, decimal };
  let width = 0;
  let line = 0;
  for (const { value: worksheet } of reader._parseWorksheet(text, 1)) {
    for await (const row of worksheet) {
      line = Number.isInteger(row.number) ? row.number : line + 1;
      const cells = readRowCells(row, notation);
      while (cells.length > 0 && cells.at(-1) === '') cells.pop();
      if (cells.length === 0) continue;
      // A workbook does not store empty cells at the end of a row; the header says how wide a row is.
      if (width === 0) width = cells.length;
      while (cells.length < width) cells.push('');
      yield { line, cells };
    }
  }
}

function unreadable(path: string, cause: unknown): Failure {
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" is no workbook that can be read`,
    action: 'open it in Excel or LibreOffice and save it again as .xlsx',
    cause,
  });
}

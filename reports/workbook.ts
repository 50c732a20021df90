import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type exceljs from 'exceljs';
import { type ExcelCell, toCellText, toExcelValue } from './cell-value.ts';
import { placeCells } from './page-line.ts';
import type {
  Column,
  ExactSums,
  GatheredTable,
  PageCell,
  PageLine,
  PageSheet,
  PartTally,
  Report,
  RowBlock,
  StreamedTable,
  TableSheet,
} from './report-model.ts';
import { findHeadingTexts, findPageTexts, toRowHeight, type WrappedText } from './row-height.ts';
import { buildHeaderFooter, MAX_DATA_ROWS_PER_SHEET, toColumnLetters, toPartName } from './sheet-layout.ts';
import { TableRows } from './table-rows.ts';
import { buildShare, buildTotal } from './table-totals.ts';
import { registerDataStyles } from './workbook-style-ids.ts';
import { COUNT_TOTAL_STYLE, HEADING_FONTS, HEADING_STYLE, PAGE_STYLES, TOTAL_STYLES } from './workbook-styles.ts';
import { openZippedWorkbook, type ZippedWorkbook } from './workbook-zip.ts';

/** A table sheet as it was written, one for each part of a long table. */
export type WrittenSheet = {
  readonly name: string;
  /** Name of the table that it is a part of. */
  readonly table: string;
  readonly rows: number;
  /** Sums of its columns of whole numbers, by key; money in its minor unit. */
  readonly sums: ExactSums;
};

/** The sheet on which a part of a table is being written. */
type Part = {
  readonly worksheet: exceljs.Worksheet;
  readonly name: string;
  /** Number of the last row that was written. */
  lastRow: number;
};

const A4 = 9;
/** Pages to fit on. */
const AS_MANY_AS_IT_TAKES = 0;
const TOTAL_LABEL = 'Tổng cộng / Total';
const EMPTY_LABEL = 'Không có dòng nào / No rows';

/**
 * Writes a workbook into the stream, sheet after sheet and row after row, so that memory does not grow with the rows,
 * and ends the stream. Returns the table sheets with their numbers of data rows and their sums. Rejects with the stream's error.
 */
export async function writeWorkbook(
  report: Report,
  stream: WriteStream,
  maxRowsPerSheet = MAX_DATA_ROWS_PER_SHEET,
): Promise<readonly WrittenSheet[]> {
  const zipped = openZippedWorkbook(stream, report.createdAt);
  const { workbook, flush } = zipped;
  registerDataStyles(workbook);
  describeWorkbook(workbook, report);
  const written: WrittenSheet[] = [];
  for (const sheet of report.sheets) {
    if (sheet.kind === 'page') writePage(workbook, report, sheet);
    else if ('listParts' in sheet) for await (const part of writeGathered(zipped, report, sheet)) written.push(part);
    else for await (const part of writeStreamed(zipped, report, sheet, maxRowsPerSheet)) written.push(part);
    await flush();
  }
  await Promise.all([workbook.commit(), finished(stream)]);
  return written;
}

function describeWorkbook(workbook: exceljs.stream.xlsx.WorkbookWriter, report: Report): void {
  workbook.creator = 'Kỳ Hạn';
  workbook.lastModifiedBy = 'Kỳ Hạn';
  workbook.title = toCellText(report.title.vi);
  workbook.created = new Date(report.createdAt);
  workbook.modified = workbook.created;
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
}

/** Nothing is done for each row any more: they were made for these sheets. */
async function* writeGathered(
  zipped: ZippedWorkbook,
  report: Report,
  sheet: GatheredTable,
): AsyncGenerator<WrittenSheet> {
  const parts = sheet.listParts();
  for (const [index, { tally, readBlocks }] of parts.entries()) {
    const part = startPart(zipped.workbook, report, sheet, index + 1);
    for (const block of readBlocks()) await writeBlock(zipped, part, block);
    yield endPart(part, sheet, tally, index === parts.length - 1 ? sheet.closing : []);
  }
}

async function* writeStreamed(
  zipped: ZippedWorkbook,
  report: Report,
  sheet: StreamedTable,
  maxRowsPerSheet: number,
): AsyncGenerator<WrittenSheet> {
  const rows = new TableRows(sheet.columns, maxRowsPerSheet);
  let partNumber = 1;
  let part = startPart(zipped.workbook, report, sheet, partNumber);
  for await (const row of sheet.readRows()) {
    if (rows.isSheetFull) {
      await writeBlock(zipped, part, takeOwnBlock(rows));
      yield endPart(part, sheet, rows.endSheet(), []);
      partNumber += 1;
      part = startPart(zipped.workbook, report, sheet, partNumber);
    }
    rows.add(row);
    if (rows.isBlockFull) await writeBlock(zipped, part, takeOwnBlock(rows));
  }
  await writeBlock(zipped, part, takeOwnBlock(rows));
  yield endPart(part, sheet, rows.endSheet(), sheet.closing);
}

function startPart(
  workbook: exceljs.stream.xlsx.WorkbookWriter,
  report: Report,
  sheet: TableSheet,
  partNumber: number,
): Part {
  const name = toPartName(sheet.name, partNumber);
  const worksheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1, showGridLines: false }],
    pageSetup: { ...buildPageSetup(), printTitlesRow: '1:1' },
    headerFooter: buildHeaderFooter(report, sheet.title),
  });
  worksheet.columns = sheet.columns.map(({ width }) => ({ width }));
  addHeadings(worksheet, sheet.columns);
  return { worksheet, name, lastRow: 1 };
}

function addHeadings(worksheet: exceljs.Worksheet, columns: readonly Column[]): void {
  const row = worksheet.addRow(
    columns.map(({ heading: { vi, en } }) => ({
      richText: [
        { text: vi, font: HEADING_FONTS.vi },
        { text: `\n${en}`, font: HEADING_FONTS.en },
      ],
    })),
  );
  setHeight(row, findHeadingTexts(columns));
  columns.forEach((_, index) => {
    row.getCell(index + 1).style = HEADING_STYLE;
  });
  row.commit();
}

/** Takes a block that nobody changes: it is compressed while further rows are made. */
function takeOwnBlock(rows: TableRows): RowBlock {
  const { xml, lastRow } = rows.takeBlock();
  return { xml: xml.slice(), lastRow };
}

async function writeBlock(zipped: ZippedWorkbook, part: Part, block: RowBlock): Promise<void> {
  if (block.xml.length === 0) return;
  await zipped.writeRows(part.worksheet, block);
  part.lastRow = block.lastRow;
}

/** The totals stand one row below the data, outside of the filter, so that sorting and pivot tables leave them alone. */
function endPart(part: Part, sheet: TableSheet, tally: PartTally, closing: readonly PageLine[]): WrittenSheet {
  const { worksheet, name, lastRow } = part;
  const rows = lastRow - 1;
  worksheet.autoFilter = `A1:${toColumnLetters(sheet.columns.length - 1)}${lastRow}`;
  worksheet.addRow([]).commit();
  const widths = sheet.columns.map(({ width }) => width);
  if (rows === 0) addPageLine(worksheet, [{ look: 'note', value: EMPTY_LABEL }], widths).commit();
  else if (sheet.columns.some((column) => column.total !== 'none')) addTotals(part, sheet.columns, tally);
  for (const line of closing) addPageLine(worksheet, line, widths).commit();
  worksheet.commit();
  return { name, table: sheet.name, rows, sums: tally.sums };
}

function addTotals({ worksheet, lastRow }: Part, columns: readonly Column[], { totals }: PartTally): void {
  const rowNumber = lastRow + 2;
  const readTotal = (key: string): number => totals.get(key) ?? 0;
  const cells = columns.map((column, index) => {
    if (column.share !== undefined) return buildShare(columns, column.share, rowNumber, readTotal);
    return buildTotal(columns, index, lastRow, totals) ?? (index === 0 ? TOTAL_LABEL : null);
  });
  const row = worksheet.addRow(cells);
  columns.forEach((column, index) => {
    row.getCell(index + 1).style = column.total === 'count' ? COUNT_TOTAL_STYLE : TOTAL_STYLES[column.type];
  });
  row.commit();
}

function writePage(workbook: exceljs.stream.xlsx.WorkbookWriter, report: Report, page: PageSheet): void {
  const worksheet = workbook.addWorksheet(toPartName(page.name, 1), {
    views: [{ showGridLines: false }],
    pageSetup: { ...buildPageSetup(), fitToHeight: page.printedPages.length === 1 ? 1 : AS_MANY_AS_IT_TAKES },
    headerFooter: { oddFooter: buildHeaderFooter(report, page.title).oddFooter },
  });
  worksheet.columns = page.widths.map((width) => ({ width }));
  for (const [index, lines] of page.printedPages.entries()) {
    const isLastPage = index === page.printedPages.length - 1;
    for (const [lineIndex, line] of lines.entries()) {
      const row = addPageLine(worksheet, line, page.widths);
      if (!isLastPage && lineIndex === lines.length - 1) row.addPageBreak();
      row.commit();
    }
  }
  worksheet.commit();
}

/** The row has to be committed. */
function addPageLine(worksheet: exceljs.Worksheet, line: PageLine, widths: readonly number[]): exceljs.Row {
  const placed = placeCells(line);
  const row = worksheet.addRow([]);
  setHeight(row, findPageTexts(placed, widths));
  for (const { cell, column, span } of placed) {
    const excelCell = row.getCell(column + 1);
    excelCell.value = toMultiLine(toPageValue(cell));
    excelCell.style = PAGE_STYLES[cell.look];
    if (span > 1) worksheet.mergeCells(row.number, column + 1, row.number, column + span); // takes the style along
  }
  return row;
}

function toPageValue({ look, value }: PageCell): string | number | Date | null {
  switch (look) {
    case 'integer':
    case 'instant':
    case 'date':
    case 'money':
    case 'money-cents':
      return toExcelValue(value, look);
    default:
      return toExcelValue(value, 'text');
  }
}

/** Plain strings lose their line breaks in LibreOffice, because exceljs writes them as results of formulas. */
function toMultiLine(cell: ExcelCell): exceljs.CellValue {
  return typeof cell === 'string' && cell.includes('\n') ? { richText: [{ text: cell }] } : cell;
}

function setHeight(row: exceljs.Row, texts: Iterable<WrappedText>): void {
  const height = toRowHeight(texts);
  if (height !== undefined) row.height = height;
}

function buildPageSetup(): Partial<exceljs.PageSetup> {
  return {
    paperSize: A4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: AS_MANY_AS_IT_TAKES,
    margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
}

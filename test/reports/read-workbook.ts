import assert from 'node:assert/strict';
import { expect } from 'chai';
import exceljs from 'exceljs';

/** Reads a produced workbook back. */
export async function readWorkbook(path: string): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
}

/** A sheet by its name; fails the test where the workbook has none. */
export function getSheet(workbook: exceljs.Workbook, name: string): exceljs.Worksheet {
  const sheet = workbook.getWorksheet(name);
  assert(sheet !== undefined, `the workbook has no sheet ${name}`);
  return sheet;
}

/** The data rows of a table sheet as records by the English heading; formulas as their cached results. */
export function readTable(sheet: exceljs.Worksheet): readonly Readonly<Record<string, unknown>>[] {
  const headings = readHeadings(sheet);
  const rows: Record<string, unknown>[] = [];
  for (let number = 2; number <= sheet.rowCount && sheet.getRow(number).hasValues; number += 1) {
    const row = sheet.getRow(number);
    rows.push(Object.fromEntries(headings.map((heading, index) => [heading, readCell(row.getCell(index + 1))])));
  }
  return rows;
}

/** The English headings of a table sheet, from the left. */
function readHeadings(sheet: exceljs.Worksheet): readonly string[] {
  const count = sheet.getRow(1).cellCount;
  return Array.from(
    { length: count },
    (_, index) =>
      sheet
        .getRow(1)
        .getCell(index + 1)
        .text.split('\n')[1] ?? '',
  );
}

/** All texts of a sheet, cell by cell. */
export function readTexts(sheet: exceljs.Worksheet): readonly string[] {
  const texts: string[] = [];
  sheet.eachRow((row) => {
    row.eachCell((cell) => texts.push(cell.text));
  });
  return texts;
}

/** The cells of the line of the cover that has the text in one of its labels, from that label on. */
export function findOnCover(workbook: exceljs.Workbook, label: string): readonly unknown[] {
  const found: unknown[][] = [];
  getSheet(workbook, 'Trang bìa - Cover').eachRow((row) => {
    const cells: unknown[] = [];
    row.eachCell((cell) => cells.push(cell.value));
    const start = cells.indexOf(label);
    if (start >= 0) found.push(cells.slice(start));
  });
  expect(found, `lines of the cover with "${label}"`).to.have.length(1);
  return found[0] ?? [];
}

/** The value of a cell; of a formula its cached result, of a text with line breaks its text. */
export function readCell(cell: exceljs.Cell): unknown {
  if (cell.type === exceljs.ValueType.Formula) return cell.result ?? ''; // exceljs reads an empty text as undefined
  return cell.type === exceljs.ValueType.RichText ? cell.text : cell.value;
}

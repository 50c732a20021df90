import assert from 'node:assert/strict';
import {
  type ExcelCell,
  type FormulaCell,
  MAX_CELL_LENGTH,
  toExcelDay,
  toExcelTime,
  toExcelValue,
} from './cell-value.ts';
import { repeatTexts } from './repeat-texts.ts';
import type { Column, ColumnType, SheetRow } from './report-model.ts';
import { createLineCounter, toHeightOfLines } from './row-height.ts';
import { toColumnLetters } from './sheet-layout.ts';
import { buildShare } from './table-totals.ts';
import { toStyleId } from './workbook-style-ids.ts';
import { encodeXml, escapeXml, type XmlBytes } from './xml-bytes.ts';

/** Writes data rows as the XML that exceljs would write for them, without making an object or a text for each cell. */
export type RowWriter = (out: XmlBytes, row: SheetRow, rowNumber: number) => void;

/** Writes one cell, from its style on. */
type ContentWriter = (out: XmlBytes, row: SheetRow, rowNumber: number) => void;

/** XML between the style of a cell and what is in it. */
type Openings = Readonly<Record<'empty' | 'number' | 'text' | 'rich' | 'formula' | 'textFormula', Uint8Array>>;

const ROW_START = encodeXml('<row r="');
const HEIGHT_START = encodeXml('" ht="');
const HEIGHT_END = encodeXml('" customHeight="1');
const ROW_END = encodeXml('</row>');
const VALUE_END = encodeXml('</v></c>');
const RICH_END = encodeXml('</t></r></is></c>');
const FORMULA_END = encodeXml('</f><v>');

/** Builds the writer of the rows of a table. */
export function buildRowWriter(columns: readonly Column[]): RowWriter {
  const cells = columns.map((column, index) => ({
    start: encodeXml(`<c r="${toColumnLetters(index)}`),
    writeContent: buildContentWriter(column, columns, buildOpenings(toStyleId(column))),
  }));
  const findHeight = buildHeightFinder(columns);
  const rest = encodeXml(`" spans="1:${columns.length}" x14ac:dyDescent="0.25">`);
  return (out, row, rowNumber) => {
    out.writeXml(ROW_START);
    const numberStart = out.length;
    out.writeNumber(rowNumber);
    const numberEnd = out.length;
    const height = findHeight(row);
    if (height !== undefined) {
      out.writeXml(HEIGHT_START);
      out.writeNumber(height);
      out.writeXml(HEIGHT_END);
    }
    out.writeXml(rest);
    for (const { start, writeContent } of cells) {
      out.writeXml(start);
      out.writeAgain(numberStart, numberEnd);
      writeContent(out, row, rowNumber);
    }
    out.writeXml(ROW_END);
  };
}

function buildOpenings(styleId: number): Openings {
  const open = (rest: string) => encodeXml(`" s="${styleId}"${rest}`);
  return {
    empty: open('/>'),
    number: open('><v>'),
    text: open(' t="str"><v>'),
    rich: open(' t="inlineStr"><is><r><t xml:space="preserve">'),
    formula: open('><f>'),
    textFormula: open(' t="str"><f>'),
  };
}

function buildHeightFinder(columns: readonly Column[]): (row: SheetRow) => number | undefined {
  const wrapped = columns
    .filter(({ isWrapped, type }) => isWrapped === true && type === 'text')
    .map(({ key, width }) => ({ key, countLines: createLineCounter(width) }));
  return (row) => {
    let lines = 1;
    for (const { key, countLines } of wrapped) {
      const text = row[key];
      if (typeof text === 'string') lines = Math.max(lines, countLines(text));
    }
    return toHeightOfLines(lines);
  };
}

function buildContentWriter(column: Column, columns: readonly Column[], openings: Openings): ContentWriter {
  const { key, type, share } = column;
  if (share !== undefined) {
    return (out, row, rowNumber) => {
      const readOwn = (name: string) => readNumber(row, name);
      writeFormula(out, buildShare(columns, share, rowNumber, readOwn), openings);
    };
  }
  const writeValue = buildValueWriter(type, openings);
  return (out, row) => {
    const value = row[key];
    if (value === undefined) assert.fail(`a row has nothing for the column ${key}`);
    if (value === null) out.writeXml(openings.empty);
    else if (!writeValue(out, value)) writeCell(out, toExcelValue(value, type), openings);
  };
}

/** Writes what is usual in a column of the type; says false, and writes nothing, where the value is another. */
type ValueWriter = (out: XmlBytes, value: string | number) => boolean;

function buildValueWriter(type: ColumnType, openings: Openings): ValueWriter {
  switch (type) {
    case 'text': {
      const write = repeatTexts((out, text) => writePlainText(out, text, openings));
      return (out, value) => typeof value === 'string' && write(out, value);
    }
    case 'date': {
      const write = repeatTexts((out, day) => writeDay(out, day, openings));
      return (out, value) => typeof value === 'string' && write(out, value);
    }
    case 'integer':
    case 'money':
      return (out, value) => writeWholeNumber(out, value, openings);
    case 'percent':
      return (out, value) => writeFiniteNumber(out, value, openings);
    case 'money-cents':
    case 'instant':
    case 'hours':
      return () => false;
  }
}

function writePlainText(out: XmlBytes, value: string, { text }: Openings): boolean {
  if (value === '' || value.length > MAX_CELL_LENGTH) return false;
  const start = out.length;
  out.writeXml(text);
  const isWritten = out.writePlainText(value);
  if (isWritten) out.writeXml(VALUE_END);
  else out.takeBackTo(start);
  return isWritten;
}

function writeDay(out: XmlBytes, value: string, openings: Openings): boolean {
  const day = toExcelDay(value);
  if (day !== undefined) writeNumber(out, day, openings);
  return day !== undefined;
}

function writeWholeNumber(out: XmlBytes, value: string | number, openings: Openings): boolean {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  writeNumber(out, value, openings);
  return true;
}

function writeFiniteNumber(out: XmlBytes, value: string | number, openings: Openings): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  writeNumber(out, value, openings);
  return true;
}

function writeCell(out: XmlBytes, cell: Exclude<ExcelCell, FormulaCell>, openings: Openings): void {
  if (cell === null) out.writeXml(openings.empty);
  else if (typeof cell === 'string') writeText(out, cell, openings);
  else writeNumber(out, typeof cell === 'number' ? cell : toExcelTime(cell), openings);
}

/** Plain texts lose their line breaks in LibreOffice, because they stand as results of formulas; rich texts keep them. */
function writeText(out: XmlBytes, text: string, { text: plain, rich }: Openings): void {
  const isRich = text.includes('\n');
  out.writeXml(isRich ? rich : plain);
  out.writeXml(encodeXml(escapeXml(text)));
  out.writeXml(isRich ? RICH_END : VALUE_END);
}

function writeNumber(out: XmlBytes, value: number, { number }: Openings): void {
  out.writeXml(number);
  out.writeNumber(value);
  out.writeXml(VALUE_END);
}

function writeFormula(out: XmlBytes, { formula, result }: FormulaCell, openings: Openings): void {
  out.writeXml(typeof result === 'string' ? openings.textFormula : openings.formula);
  out.writeXml(encodeXml(escapeXml(formula)));
  out.writeXml(FORMULA_END);
  if (typeof result === 'number') out.writeNumber(result);
  else out.writeXml(encodeXml(escapeXml(result)));
  out.writeXml(VALUE_END);
}

function readNumber(row: SheetRow, key: string): number {
  const number = row[key] ?? 0;
  if (typeof number !== 'number') assert.fail(`a share is made of the column ${key}, which holds no numbers`);
  return number;
}

import assert from 'node:assert/strict';
import { type ExcelCell, type FormulaCell, toExcelValue } from './cell-value.ts';
import type { Column, SheetRow } from './report-model.ts';
import { findWrappedTexts, toRowHeight } from './row-height.ts';
import { toColumnLetters } from './sheet-layout.ts';
import { buildShare } from './table-totals.ts';

/** Turns data rows into the XML that exceljs would write for them, without making an object for each cell. */
export type RowWriter = (row: SheetRow, rowNumber: number) => string;

/** One cell, without its address and style: its attributes from the type on, and what is in it. */
type ToContent = (row: SheetRow, rowNumber: number) => string;

const EMPTY = '/>';
const DAY_MS = 86_400_000;

/** Day 0 of the epoch as Excel counts days. */
const EPOCH_IN_EXCEL = 25_569;

/** Days whose XML is kept; a ledger has some thousand different ones. */
const MAX_KEPT_DAYS = 20_000;

/** Builds the writer of the rows of a table; each column has the id of its style in the workbook. */
export function buildRowWriter(columns: readonly Column[], styleIds: readonly number[]): RowWriter {
  const cells = columns.map((column, index) => ({
    before: `<c r="${toColumnLetters(index)}`,
    after: `" s="${styleIds[index] ?? 0}"`,
    toContent: buildContent(column, columns),
  }));
  const wrapped = columns.filter((column) => column.isWrapped === true);
  const spans = `spans="1:${columns.length}"`;
  return (row, rowNumber) => {
    const height = wrapped.length === 0 ? undefined : toRowHeight(findWrappedTexts(wrapped, readCells(wrapped, row)));
    const ownHeight = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
    let xml = `<row r="${rowNumber}"${ownHeight} ${spans} x14ac:dyDescent="0.25">`;
    for (const { before, after, toContent } of cells) xml += before + rowNumber + after + toContent(row, rowNumber);
    return `${xml}</row>`;
  };
}

function buildContent(column: Column, columns: readonly Column[]): ToContent {
  const { key, type, share } = column;
  if (share !== undefined) {
    return (row, rowNumber) => toFormulaXml(buildShare(columns, share, rowNumber, (name) => readNumber(row, name)));
  }
  const days = new Map<string, string>();
  return (row) => {
    const value = row[key];
    assert(value !== undefined, `a row has nothing for the column ${key}`);
    const kept = type === 'date' && typeof value === 'string' ? days.get(value) : undefined;
    if (kept !== undefined) return kept;
    const xml = toXml(toExcelValue(value, type));
    if (type === 'date' && typeof value === 'string' && days.size < MAX_KEPT_DAYS) days.set(value, xml);
    return xml;
  };
}

function readNumber(row: SheetRow, key: string): number {
  const number = row[key] ?? 0;
  assert(typeof number === 'number', `a share is made of the column ${key}, which holds no numbers`);
  return number;
}

function readCells(columns: readonly Column[], row: SheetRow): readonly ExcelCell[] {
  return columns.map(({ key, type }) => toExcelValue(row[key] ?? null, type));
}

function toXml(cell: Exclude<ExcelCell, FormulaCell>): string {
  if (cell === null) return EMPTY;
  if (typeof cell === 'number') return `><v>${cell}</v></c>`;
  return typeof cell === 'string' ? toTextXml(cell) : `><v>${EPOCH_IN_EXCEL + cell.getTime() / DAY_MS}</v></c>`;
}

/** Plain texts lose their line breaks in LibreOffice, because they stand as results of formulas; rich texts keep them. */
function toTextXml(text: string): string {
  if (!text.includes('\n')) return ` t="str"><v>${escapeXml(text)}</v></c>`;
  return ` t="inlineStr"><is><r><t xml:space="preserve">${escapeXml(text)}</t></r></is></c>`;
}

function toFormulaXml({ formula, result }: FormulaCell): string {
  const type = typeof result === 'string' ? ' t="str"' : '';
  return `${type}><f>${escapeXml(formula)}</f><v>${typeof result === 'string' ? escapeXml(result) : result}</v></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
};

/** What XML cannot hold at all was taken out of texts before (cell-value.ts). */
function escapeXml(text: string): string {
  return /["&'<>\x7F]/.test(text) ? text.replace(/["&'<>\x7F]/g, (character) => ENTITIES[character] ?? '') : text;
}

import type { ColumnType, PageCellLook } from './report-model.ts';

const FONT_NAME = 'Times New Roman'; // what Vietnamese official documents are set in
const INK = { argb: 'FF1F2937' };
const BRAND = { argb: 'FF0B3D91' };
const GREY = { argb: 'FF6B7280' };

/** In points: the standard font, for which row heights and column widths are counted. */
export const FONT_SIZE = 11;
const BODY_SIZE = 13; // what Vietnamese official documents are set in
const TITLE_SIZE = 16;

const FONT = { name: FONT_NAME, size: FONT_SIZE, color: INK } as const;
const BOLD = { ...FONT, bold: true } as const;
const BODY = { ...FONT, size: BODY_SIZE } as const;
const BODY_ALIGNMENT = { horizontal: 'justify', vertical: 'top', wrapText: true } as const;
const CENTRED = { horizontal: 'center', vertical: 'top', wrapText: true } as const;
const HAIR = { style: 'hair', color: { argb: 'FF9CA3AF' } } as const;
const THIN = { style: 'thin', color: { argb: 'FF4B5563' } } as const;
const BOX = { top: HAIR, bottom: HAIR, left: HAIR, right: HAIR } as const;
const HEADING_FILL = { type: 'pattern', pattern: 'solid', fgColor: BRAND } as const;
const TOTALS_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE5E7EB' } } as const;
const LABEL_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF3F4F6' } } as const;

/** Keeps text from touching the number in the cell beside it. */
const INDENT = 1;

const NUMBER_FORMATS = {
  text: '@',
  integer: '#,##0',
  instant: 'dd/mm/yyyy hh:mm:ss',
  date: 'dd/mm/yyyy',
  hours: '#,##0.00',
  percent: '0.0%',
  money: '#,##0',
  'money-cents': '#,##0.00',
} as const satisfies Readonly<Record<ColumnType, string>>;

/** Style of the headings of a table. One object for all cells: exceljs halves its speed with one per cell. */
export const HEADING_STYLE = {
  font: { ...BOLD, color: { argb: 'FFFFFFFF' } },
  fill: HEADING_FILL,
  border: { top: THIN, bottom: THIN, left: THIN, right: THIN },
  alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
} as const;

/** Fonts of the two languages of a heading. */
export const HEADING_FONTS = {
  vi: HEADING_STYLE.font,
  en: { ...FONT, size: 9, italic: true, color: { argb: 'FFDBEAFE' } },
} as const;

/** Styles of data cells by type of column. */
export const DATA_STYLES = {
  text: toDataStyle('text', 'left'),
  integer: toDataStyle('integer', 'right'),
  instant: toDataStyle('instant', 'center'),
  date: toDataStyle('date', 'center'),
  hours: toDataStyle('hours', 'right'),
  percent: toDataStyle('percent', 'right'),
  money: toDataStyle('money', 'right'),
  'money-cents': toDataStyle('money-cents', 'right'),
} as const;

/** Style of text cells that go on in further lines. */
export const WRAPPED_STYLE = {
  ...DATA_STYLES.text,
  alignment: { horizontal: 'left', vertical: 'top', wrapText: true, indent: INDENT },
} as const;

/** Styles of the totals row by type of column. */
export const TOTAL_STYLES = {
  text: toTotalStyle('@', 'left'),
  integer: toTotalStyle(NUMBER_FORMATS.integer, 'right'),
  instant: toTotalStyle(NUMBER_FORMATS.instant, 'center'),
  date: toTotalStyle(NUMBER_FORMATS.date, 'center'),
  hours: toTotalStyle(NUMBER_FORMATS.hours, 'right'),
  percent: toTotalStyle(NUMBER_FORMATS.percent, 'right'),
  money: toTotalStyle(NUMBER_FORMATS.money, 'right'),
  'money-cents': toTotalStyle(NUMBER_FORMATS['money-cents'], 'right'),
} as const;

/** Style of a total that counts rows: it says so itself, since the first column has no room for a label beside it. */
export const COUNT_TOTAL_STYLE = toTotalStyle('"Tổng số: "#,##0', 'left');

/** Styles of the cells of free pages. */
export const PAGE_STYLES = {
  organisation: { font: { ...BOLD, size: 12 } },
  title: { font: { ...BOLD, size: TITLE_SIZE, color: BRAND } },
  subtitle: { font: { ...FONT, italic: true, color: GREY } },
  section: { font: { ...BOLD, size: 12, color: BRAND }, border: { bottom: THIN } },
  heading: HEADING_STYLE,
  label: {
    font: FONT,
    fill: LABEL_FILL,
    border: BOX,
    alignment: { horizontal: 'left', vertical: 'top', wrapText: true, indent: INDENT },
  },
  text: WRAPPED_STYLE,
  integer: DATA_STYLES.integer,
  instant: { ...DATA_STYLES.instant, alignment: { horizontal: 'left', vertical: 'top', indent: INDENT } },
  date: { ...DATA_STYLES.date, alignment: { horizontal: 'left', vertical: 'top', indent: INDENT } },
  money: DATA_STYLES.money,
  'money-cents': DATA_STYLES['money-cents'],
  agreement: {
    font: { ...BOLD, color: { argb: 'FF166534' } },
    border: BOX,
    alignment: { horizontal: 'center', vertical: 'top' },
  },
  note: { font: { ...FONT, size: 10, italic: true, color: GREY } },
  body: { font: BODY, alignment: BODY_ALIGNMENT },
  'body-bold': { font: { ...BODY, bold: true }, alignment: BODY_ALIGNMENT },
  'body-italic': { font: { ...BODY, italic: true }, alignment: BODY_ALIGNMENT },
  centred: { font: BODY, alignment: CENTRED },
  'centred-bold': { font: { ...BODY, bold: true }, alignment: CENTRED },
  'centred-italic': { font: { ...BODY, italic: true }, alignment: CENTRED },
  'centred-underlined': { font: { ...BODY, bold: true, underline: true }, alignment: CENTRED },
  'document-title': { font: { ...BODY, bold: true, size: TITLE_SIZE }, alignment: CENTRED },
  'sign-role': { font: BOLD, alignment: { horizontal: 'center' } },
  'sign-hint': { font: { ...FONT, italic: true }, alignment: { horizontal: 'center' } },
} as const satisfies Readonly<Record<PageCellLook, object>>;

function toDataStyle<Side extends 'left' | 'center' | 'right'>(type: ColumnType, horizontal: Side) {
  return {
    numFmt: NUMBER_FORMATS[type],
    font: FONT,
    border: BOX,
    alignment: { horizontal, vertical: 'top', indent: horizontal === 'center' ? 0 : INDENT },
  } as const;
}

function toTotalStyle<Side extends 'left' | 'center' | 'right'>(numFmt: string, horizontal: Side) {
  return {
    numFmt,
    font: BOLD,
    fill: TOTALS_FILL,
    border: { top: THIN, bottom: THIN },
    alignment: { horizontal, vertical: 'middle', indent: horizontal === 'center' ? 0 : INDENT },
  } as const;
}

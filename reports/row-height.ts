import { toCellText } from './cell-value.ts';
import { keepByText } from './keep-by-text.ts';
import type { PlacedCell } from './page-line.ts';
import type { Column, PageCellLook } from './report-model.ts';
import { FONT_SIZE, PAGE_STYLES } from './workbook-styles.ts';

/** A text that goes on in further lines where it is wider than its column. */
export type WrappedText = {
  readonly text: string;
  readonly width: number;
  /** Size of its font over that of the standard font, 1 where it does not say. */
  readonly scale?: number;
};

const LINE_HEIGHT_POINTS = 15;
const ROW_PADDING_POINTS = 3;
/** More would push everything else off the screen; the cell still holds the whole text. */
const MAX_LINES = 12;
/** Column widths are counted in digits of the standard font, which are a little wider than letters of ours. */
const LETTERS_PER_WIDTH = 1.08;
/** In a wide cell narrow and broad letters even out, so that nothing has to be kept in reserve. */
const LETTERS_PER_WIDTH_IN_WIDE_CELLS = 1.28;
/** In characters of the standard font. */
const WIDE_CELL_WIDTH = 100;
/** In characters: what the indent and the borders take of a cell. */
const PADDING_WIDTH = 1.5;

/** Dots to write on are much narrower than letters. */
const DOTS = /\.{3,}/g;
const LETTERS_PER_DOT = 0.5;

/** In characters: what the button of the filter takes of a heading. */
const FILTER_BUTTON_WIDTH = 2;

/**
 * Height in points of a row with wrapped texts; undefined where each fits on one standard line. Some programs that open a
 * workbook do not work heights out by themselves and would let the texts run into each other.
 */
export function toRowHeight(texts: Iterable<WrappedText>): number | undefined {
  let lines = 1;
  for (const { text, width, scale = 1 } of texts) {
    lines = Math.max(lines, Math.min(countLines(text, findRoom(width / scale)), MAX_LINES) * scale);
  }
  return toHeightOfLines(lines);
}

/** Height in points of a row with so many lines of the standard font; undefined for a single one. */
export function toHeightOfLines(lines: number): number | undefined {
  return lines === 1 ? undefined : lines * LINE_HEIGHT_POINTS + ROW_PADDING_POINTS;
}

/** Makes what tells how many lines of the standard font a text takes in a cell of a column of that width. */
export function createLineCounter(width: number): (text: string) => number {
  const room = findRoom(width);
  const countLong = keepByText((text) => Math.min(countLines(toCellText(text), room), MAX_LINES));
  return (text) => (isOneLine(text, room) ? 1 : countLong(text));
}

/** The headings of a table, two languages each. */
export function* findHeadingTexts(columns: readonly Column[]): Generator<WrappedText> {
  for (const { heading, width } of columns) {
    yield { text: `${heading.vi}\n${heading.en}`, width: width - FILTER_BUTTON_WIDTH };
  }
}

/** The texts of a line of a free page that may take several lines. */
export function* findPageTexts(cells: readonly PlacedCell[], widths: readonly number[]): Generator<WrappedText> {
  for (const { cell, column, span } of cells) {
    if (typeof cell.value !== 'string' || !isWrapped(cell.look)) continue;
    const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0);
    yield { text: cell.value, width, scale: PAGE_STYLES[cell.look].font.size / FONT_SIZE };
  }
}

function isWrapped(look: PageCellLook): boolean {
  const style = PAGE_STYLES[look];
  return 'alignment' in style && 'wrapText' in style.alignment;
}

/** Letters that fit on one line. */
function findRoom(width: number): number {
  const lettersPerWidth = width < WIDE_CELL_WIDTH ? LETTERS_PER_WIDTH : LETTERS_PER_WIDTH_IN_WIDE_CELLS;
  return Math.max(1, (width - PADDING_WIDTH) * lettersPerWidth);
}

function countLines(text: string, room: number): number {
  if (isOneLine(text, room)) return 1;
  return text.split('\n').reduce((sum, paragraph) => sum + countParagraphLines(paragraph, room), 0);
}

function isOneLine(text: string, room: number): boolean {
  return text.length <= room && !text.includes('\n') && !text.includes('\r');
}

function countParagraphLines(paragraph: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (let start = 0; start <= paragraph.length; ) {
    const space = paragraph.indexOf(' ', start);
    const end = space === -1 ? paragraph.length : space;
    const length = measureWord(paragraph, start, end);
    const isOnNewLine = used > 0 && used + 1 + length > room;
    const place = used === 0 || isOnNewLine ? 0 : used + 1;
    lines += Number(isOnNewLine) + Math.max(0, Math.ceil(length / room) - 1); // a long word is broken
    used = (place + length) % room || room;
    start = end + 1;
  }
  return lines;
}

/** In letters. */
function measureWord(paragraph: string, start: number, end: number): number {
  const dot = paragraph.indexOf('...', start);
  if (dot === -1 || dot >= end) return end - start;
  const dots = paragraph.slice(start, end).match(DOTS)?.join('').length ?? 0;
  return end - start - dots + Math.ceil(dots * LETTERS_PER_DOT);
}

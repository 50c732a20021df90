import type { ExcelCell } from './cell-value.ts';
import type { Column, PageCellLook, PageLine } from './report-model.ts';

/** A text that goes on in further lines where it is wider than its column. */
export type WrappedText = { readonly text: string; readonly width: number };

const LINE_HEIGHT_POINTS = 15;
const ROW_PADDING_POINTS = 3;
/** More would push everything else off the screen; the cell still holds the whole text. */
const MAX_LINES = 12;
/** Column widths are counted in digits of the standard font, which are a little wider than letters of ours. */
const LETTERS_PER_WIDTH = 1.08;
/** In characters: what the indent and the borders take of a cell. */
const PADDING_WIDTH = 1.5;

/** In characters: what the button of the filter takes of a heading. */
const FILTER_BUTTON_WIDTH = 2;
const WRAPPED_LOOKS: ReadonlySet<PageCellLook> = new Set(['heading', 'label', 'text']);

/**
 * Height in points of a row with wrapped texts; undefined where each fits on one line. Some programs that open a
 * workbook do not work heights out by themselves and would let the texts run into each other.
 */
export function toRowHeight(texts: Iterable<WrappedText>): number | undefined {
  let lines = 1;
  for (const { text, width } of texts) lines = Math.max(lines, countLines(text, width));
  return lines === 1 ? undefined : Math.min(lines, MAX_LINES) * LINE_HEIGHT_POINTS + ROW_PADDING_POINTS;
}

/** The headings of a table, two languages each. */
export function* findHeadingTexts(columns: readonly Column[]): Generator<WrappedText> {
  for (const { heading, width } of columns) {
    yield { text: `${heading.vi}\n${heading.en}`, width: width - FILTER_BUTTON_WIDTH };
  }
}

/** The texts of a data row that may take several lines. */
export function* findWrappedTexts(columns: readonly Column[], cells: readonly ExcelCell[]): Generator<WrappedText> {
  for (const [index, { isWrapped, width }] of columns.entries()) {
    const text = cells[index];
    if (isWrapped === true && typeof text === 'string') yield { text, width };
  }
}

/** The texts of a line of a free page that may take several lines. */
export function* findPageTexts(
  line: PageLine,
  cells: readonly ExcelCell[],
  widths: readonly number[],
): Generator<WrappedText> {
  for (const [index, width] of widths.entries()) {
    const text = cells[index];
    const look = line[index]?.look;
    if (look !== undefined && WRAPPED_LOOKS.has(look) && typeof text === 'string') yield { text, width };
  }
}

function countLines(text: string, width: number): number {
  const room = Math.max(1, (width - PADDING_WIDTH) * LETTERS_PER_WIDTH);
  if (text.length <= room && !text.includes('\n')) return 1;
  return text.split('\n').reduce((sum, paragraph) => sum + countParagraphLines(paragraph, room), 0);
}

function countParagraphLines(paragraph: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of paragraph.split(' ')) {
    const isOnNewLine = used > 0 && used + 1 + length > room;
    const start = used === 0 || isOnNewLine ? 0 : used + 1;
    lines += Number(isOnNewLine) + Math.max(0, Math.ceil(length / room) - 1); // a long word is broken
    used = (start + length) % room || room;
  }
  return lines;
}

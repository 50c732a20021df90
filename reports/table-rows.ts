import type { Column, PartTally, RowBlock, SheetRow } from './report-model.ts';
import { createTally, type TableTally } from './table-totals.ts';
import { buildRowWriter, type RowWriter } from './workbook-rows.ts';
import { XmlBytes } from './xml-bytes.ts';

/**
 * About as much of a table as is compressed at once; less has to be waited for too often. In memory it has up to twice the
 * room, because it grows.
 */
export const BLOCK_BYTES = 262_144;

/**
 * Makes the rows of a table into XML and adds them up, sheet after sheet. Who adds rows looks before each one whether the
 * sheet is full, and after it whether there is a block to take.
 */
export class TableRows {
  readonly #columns: readonly Column[];
  readonly #maxRowsPerSheet: number;
  readonly #writeRow: RowWriter;
  /** Rows that nobody has taken yet; short lists do not take the room of a block. */
  readonly #xml = new XmlBytes(0);
  #tally: TableTally;
  #rows = 0;

  constructor(columns: readonly Column[], maxRowsPerSheet: number) {
    this.#columns = columns;
    this.#maxRowsPerSheet = maxRowsPerSheet;
    this.#writeRow = buildRowWriter(columns);
    this.#tally = createTally(columns);
  }

  get isSheetFull(): boolean {
    return this.#rows === this.#maxRowsPerSheet;
  }

  get isBlockFull(): boolean {
    return this.#xml.length >= BLOCK_BYTES;
  }

  add(row: SheetRow): void {
    this.#rows += 1;
    this.#writeRow(this.#xml, row, this.#lastRow);
    this.#tally.add(row);
  }

  /** What was added since the last block, for the sheet that is not ended; good until a row is added. */
  takeBlock(): RowBlock {
    return { xml: this.#xml.take(), lastRow: this.#lastRow };
  }

  /** The same, for who reads it and leaves it there; good for ever. */
  copyBlock(): RowBlock {
    return { xml: this.#xml.copyFrom(0), lastRow: this.#lastRow };
  }

  /** Of the rows on the sheet that is not ended. */
  readTally(): PartTally {
    return { totals: this.#tally.readTotals(), sums: this.#tally.readSums() };
  }

  /** Goes on with a further sheet; everything of this one was taken. */
  endSheet(): PartTally {
    const tally = this.readTally();
    this.#tally = createTally(this.#columns);
    this.#rows = 0;
    return tally;
  }

  get #lastRow(): number {
    return this.#rows + 1;
  }
}

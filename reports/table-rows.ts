import { PIECE_BYTES } from './deflate.ts';
import type { Column, PartTally, SheetRow } from './report-model.ts';
import { createTally, type TableTally } from './table-totals.ts';
import { buildRowWriter, type RowWriter } from './workbook-rows.ts';
import { XmlBytes } from './xml-bytes.ts';

/** Rows as XML that is not compressed yet. */
type XmlBlock = { readonly xml: Uint8Array; readonly lastRow: number };

/**
 * Makes the rows of a table into XML and adds them up, sheet after sheet. Who adds rows looks before each one whether the
 * sheet is full, and after it whether there is a block to take.
 */
export class TableRows {
  readonly #columns: readonly Column[];
  readonly #maxRowsPerSheet: number;
  readonly #writeRow: RowWriter;
  /** Rows that nobody has taken yet: up to twice the room of a block, because it grows, and little for short lists. */
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

  /** Whether there is enough to be compressed by itself. */
  get isBlockFull(): boolean {
    return this.#xml.length >= PIECE_BYTES;
  }

  add(row: SheetRow): void {
    this.#rows += 1;
    this.#writeRow(this.#xml, row, this.#lastRow);
    this.#tally.add(row);
  }

  /** What was added since the last block, for the sheet that is not ended; good until a row is added. */
  takeBlock(): XmlBlock {
    return { xml: this.#xml.take(), lastRow: this.#lastRow };
  }

  /** The same, for who reads it and leaves it there; good for ever. */
  copyBlock(): XmlBlock {
    return { xml: this.#xml.copyFrom(0), lastRow: this.#lastRow };
  }

  /** Of the rows on the sheet that is not ended. */
  readTally(): PartTally {
    return { totals: this.#tally.readTotals(), sums: this.#tally.readSums() };
  }

  /** Goes on with a further sheet; what nobody has taken of this one is gone. */
  endSheet(): PartTally {
    const tally = this.readTally();
    this.#tally = createTally(this.#columns);
    this.#rows = 0;
    this.#xml.takeBackTo(0);
    return tally;
  }

  get #lastRow(): number {
    return this.#rows + 1;
  }
}

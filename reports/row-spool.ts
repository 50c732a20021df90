import { type DeflatedPiece, deflatePiece } from './deflate.ts';
import type { Column, GatheredRows, PartTally, RowBlock, SheetRow, TablePart } from './report-model.ts';
import type { FileBlock, SpoolFile } from './spool.ts';
import { TableRows } from './table-rows.ts';

/** Rows of a table that are gathered in the order in which they will stand in the workbook. */
export type RowSpool = GatheredRows & { readonly add: (row: SheetRow) => void };

/** A block of rows in the file: what tells it from a piece is where its compressed bytes are. */
type SpooledBlock = Omit<DeflatedPiece, 'deflated'> & { readonly place: FileBlock; readonly lastRow: number };

/**
 * Opens a spool for the rows of a table: each is made into XML and added up at once; what fills a block is compressed, and
 * waits in the file until the workbook takes it as it is. A row that lacks a column, or has something else in it, is an
 * error of the program.
 */
export function openRowSpool(spools: SpoolFile, columns: readonly Column[]): RowSpool {
  const rows = new TableRows(columns, spools.maxRowsPerSheet);
  const ended: TablePart[] = [];
  let blocks: SpooledBlock[] = [];
  const putAside = (): void => {
    const { xml, lastRow } = rows.takeBlock();
    const { deflated, length, checksum } = deflatePiece(xml);
    blocks.push({ place: spools.write(deflated), length, checksum, lastRow });
  };
  const toPart = (last: RowBlock, tally: PartTally): TablePart => {
    const own = blocks;
    return { tally, readBlocks: () => readBlocks(spools, own, last) };
  };
  const endSheet = (): void => {
    const last = rows.copyBlock();
    ended.push(toPart(last, rows.endSheet()));
    blocks = [];
  };
  return {
    add: (row) => {
      if (rows.isSheetFull) endSheet();
      rows.add(row);
      if (rows.isBlockFull) putAside();
    },
    listParts: () => [...ended, toPart(rows.copyBlock(), rows.readTally())],
  };
}

/** The last rows fill no block: they stay in memory, and are compressed with what comes after them on the sheet. */
function* readBlocks(spools: SpoolFile, blocks: readonly SpooledBlock[], last: RowBlock): Generator<RowBlock> {
  for (const { place, length, checksum, lastRow } of blocks) {
    yield { xml: { deflated: spools.read(place), length, checksum }, lastRow };
  }
  if (last.xml.length > 0) yield last;
}

import type { Column, GatheredRows, RowBlock, SheetRow, TablePart } from './report-model.ts';
import type { FileBlock, SpoolFile } from './spool.ts';
import { TableRows } from './table-rows.ts';

/** Rows of a table that are gathered in the order in which they will stand in the workbook. */
export type RowSpool = GatheredRows & { readonly add: (row: SheetRow) => void };

/** A block of rows in the file. */
type SpooledBlock = { readonly place: FileBlock; readonly lastRow: number };

/**
 * Opens a spool for the rows of a table: each is made into XML and added up at once, and the XML waits in the file until
 * the workbook takes it as it is. A row that lacks a column, or has something else in it, is an error of the program.
 */
export function openRowSpool(spools: SpoolFile, columns: readonly Column[]): RowSpool {
  const rows = new TableRows(columns, spools.maxRowsPerSheet);
  const ended: TablePart[] = [];
  let blocks: SpooledBlock[] = [];
  const putAside = (): void => {
    const { xml, lastRow } = rows.takeBlock();
    if (xml.length > 0) blocks.push({ place: spools.write(xml), lastRow });
  };
  const endSheet = (): void => {
    putAside();
    const own = blocks;
    ended.push({ tally: rows.endSheet(), readBlocks: () => readBlocks(spools, own) });
    blocks = [];
  };
  return {
    add: (row) => {
      if (rows.isSheetFull) endSheet();
      rows.add(row);
      if (rows.isBlockFull) putAside();
    },
    listParts: () => [
      ...ended,
      { tally: rows.readTally(), readBlocks: () => readBlocks(spools, blocks, rows.copyBlock()) },
    ],
  };
}

function* readBlocks(spools: SpoolFile, blocks: readonly SpooledBlock[], waiting?: RowBlock): Generator<RowBlock> {
  for (const { place, lastRow } of blocks) yield { xml: spools.read(place), lastRow };
  if (waiting !== undefined && waiting.xml.length > 0) yield waiting;
}

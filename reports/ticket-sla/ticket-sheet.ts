import type { Bilingual } from '../../src/domain/fact.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, SheetRow } from '../report-model.ts';
import { openRowSpool } from '../row-spool.ts';
import type { Names } from '../shared/names.ts';
import type { Spool, SpoolFile } from '../spool.ts';

/** What the sheets need besides the tickets. */
export type TicketReportContext = {
  readonly asOf: Instant;
  readonly dueSoonHours: number;
  readonly names: Names;
};

/** A sheet that lists decided tickets, each in no, one or several rows. */
export type TicketSheet = {
  readonly name: string;
  readonly title: Bilingual;
  readonly columns: readonly Column[];
  /** How many rows the ticket must have on the sheet; counted apart from building them, for the control totals. */
  readonly countRows: (decided: DecidedTicket, context: TicketReportContext) => number;
  readonly buildRows: (decided: DecidedTicket, context: TicketReportContext) => readonly SheetRow[];
  /** Order of the rows where it is not that of ticket ids; then all rows of the sheet are held in memory. */
  readonly compareRows: ((a: SheetRow, b: SheetRow) => number) | null;
};

/** The rows of a sheet, gathered while the tickets are read once through for all sheets. */
export type TicketList = {
  readonly sheet: TicketSheet;
  readonly add: (decided: DecidedTicket, context: TicketReportContext) => void;
  /** How many rows there must be of all that was added. */
  readonly countRows: () => number;
  readonly readRows: () => AsyncIterable<SheetRow>;
};

/** Starts gathering the rows of a sheet. */
export function gatherTickets(sheet: TicketSheet, spools: SpoolFile): TicketList {
  const spool = openRowSpool(spools, sheet.columns);
  let rows = 0;
  return {
    sheet,
    add: (decided, context) => {
      rows += sheet.countRows(decided, context);
      for (const row of sheet.buildRows(decided, context)) spool.add(row);
    },
    countRows: () => rows,
    readRows: () => (sheet.compareRows === null ? spool.read() : readSorted(spool, sheet.compareRows)),
  };
}

async function* readSorted(
  spool: Spool<SheetRow>,
  compare: (a: SheetRow, b: SheetRow) => number,
): AsyncGenerator<SheetRow> {
  const rows: SheetRow[] = [];
  for await (const row of spool.read()) rows.push(row);
  yield* rows.sort(compare);
}

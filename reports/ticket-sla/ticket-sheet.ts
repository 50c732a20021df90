import type { Bilingual } from '../../src/domain/fact.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, GatheredRows, SheetRow, StreamedRows } from '../report-model.ts';
import { openRowSpool } from '../row-spool.ts';
import type { Names } from '../shared/names.ts';
import { openSpool, type SpoolFile } from '../spool.ts';

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
  readonly rows: StreamedRows | GatheredRows;
};

/** Starts gathering the rows of a sheet: as they will stand in the workbook, or their values where they have to be sorted. */
export function gatherTickets(sheet: TicketSheet, spools: SpoolFile): TicketList {
  const { add, rows } =
    sheet.compareRows === null ? gatherRows(sheet, spools) : gatherUnsorted(sheet.compareRows, spools);
  let count = 0;
  return {
    sheet,
    add: (decided, context) => {
      count += sheet.countRows(decided, context);
      for (const row of sheet.buildRows(decided, context)) add(row);
    },
    countRows: () => count,
    rows,
  };
}

type Gathering = { readonly add: (row: SheetRow) => void } & Pick<TicketList, 'rows'>;

function gatherRows({ columns }: TicketSheet, spools: SpoolFile): Gathering {
  const { add, listParts } = openRowSpool(spools, columns);
  return { add, rows: { listParts } };
}

function gatherUnsorted(compare: (a: SheetRow, b: SheetRow) => number, spools: SpoolFile): Gathering {
  const { add, read } = openSpool<SheetRow>(spools);
  async function* readRows(): AsyncGenerator<SheetRow> {
    yield* [...read()].sort(compare);
  }
  return { add, rows: { readRows } };
}

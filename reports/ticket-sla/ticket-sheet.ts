import type { Bilingual } from '../../src/domain/fact.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { Column, SheetRow } from '../report-model.ts';
import type { Names } from '../shared/names.ts';

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

/** Streams the rows of a sheet from the decided tickets. */
export async function* readTicketRows(
  sheet: TicketSheet,
  tickets: AsyncIterable<DecidedTicket>,
  context: TicketReportContext,
): AsyncGenerator<SheetRow> {
  const { compareRows } = sheet;
  if (compareRows === null) {
    for await (const decided of tickets) yield* sheet.buildRows(decided, context);
    return;
  }
  const rows: SheetRow[] = [];
  for await (const decided of tickets) rows.push(...sheet.buildRows(decided, context));
  yield* rows.sort(compareRows);
}

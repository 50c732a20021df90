import { tmpdir } from 'node:os';
import type { SheetRow } from '../../../reports/report-model.ts';
import { withSpoolFile } from '../../../reports/spool.ts';
import { gatherTickets, type TicketReportContext, type TicketSheet } from '../../../reports/ticket-sla/ticket-sheet.ts';
import type { DecidedTicket } from '../../../src/domain/ticket-report.ts';
import { AS_OF } from '../decided-tickets.ts';

/** What the sheets are told besides the tickets; due soon is within 8 hours. */
export const CONTEXT: TicketReportContext = {
  asOf: AS_OF,
  dueSoonHours: 8,
  names: new Map([
    ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
    ['SMS-BRAND', 'SMS Brandname'],
  ]),
};

/** The rows that a sheet has of the tickets. Proves on the way that it counts as many as it builds. */
export async function listRows(sheet: TicketSheet, tickets: readonly DecidedTicket[]): Promise<readonly SheetRow[]> {
  return withSpoolFile(tmpdir(), async (spools) => {
    const list = gatherTickets(sheet, spools);
    for (const ticket of tickets) list.add(ticket, CONTEXT);
    const rows: SheetRow[] = [];
    for await (const row of list.readRows()) rows.push(row);
    if (list.countRows() !== rows.length)
      throw new Error(`the sheet counts ${list.countRows()} rows and builds ${rows.length}`);
    return rows;
  });
}

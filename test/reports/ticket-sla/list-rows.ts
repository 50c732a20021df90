import type { SheetRow } from '../../../reports/report-model.ts';
import {
  readTicketRows,
  type TicketReportContext,
  type TicketSheet,
} from '../../../reports/ticket-sla/ticket-sheet.ts';
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
  async function* readTickets(): AsyncGenerator<DecidedTicket> {
    yield* tickets;
  }
  const rows: SheetRow[] = [];
  for await (const row of readTicketRows(sheet, readTickets(), CONTEXT)) rows.push(row);
  const counted = tickets.reduce((sum, ticket) => sum + sheet.countRows(ticket, CONTEXT), 0);
  if (counted !== rows.length) throw new Error(`the sheet counts ${counted} rows and builds ${rows.length}`);
  return rows;
}

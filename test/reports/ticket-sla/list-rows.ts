import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import type { SheetRow, TablePart } from '../../../reports/report-model.ts';
import { MAX_DATA_ROWS_PER_SHEET } from '../../../reports/sheet-layout.ts';
import { withSpoolFile } from '../../../reports/spool.ts';
import { TableRows } from '../../../reports/table-rows.ts';
import { gatherTickets, type TicketReportContext, type TicketSheet } from '../../../reports/ticket-sla/ticket-sheet.ts';
import type { DecidedTicket } from '../../../src/domain/ticket-report.ts';
import { AS_OF } from '../decided-tickets.ts';
import { inflateRows } from '../inflate-rows.ts';

/** What the sheets are told besides the tickets; due soon is within 8 hours. */
export const CONTEXT: TicketReportContext = {
  asOf: AS_OF,
  dueSoonHours: 8,
  names: new Map([
    ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
    ['SMS-BRAND', 'SMS Brandname'],
  ]),
};

/**
 * The rows that a sheet has of the tickets. Proves on the way that it counts as many as it gathers, and that rows which wait
 * as XML are those.
 */
export async function listRows(sheet: TicketSheet, tickets: readonly DecidedTicket[]): Promise<readonly SheetRow[]> {
  return withSpoolFile(tmpdir(), undefined, async (spools) => {
    const list = gatherTickets(sheet, spools);
    for (const ticket of tickets) list.add(ticket, CONTEXT);
    const rows: SheetRow[] = [];
    if ('readRows' in list.rows) for await (const row of list.rows.readRows()) rows.push(row);
    else rows.push(...tickets.flatMap((ticket) => sheet.buildRows(ticket, CONTEXT)));
    if ('listParts' in list.rows) proveGathered(list.rows.listParts(), sheet, rows);
    assert.equal(list.countRows(), rows.length, 'the sheet counts other rows than it builds');
    return rows;
  });
}

/** Of tables that fit on one sheet. */
function proveGathered(parts: readonly TablePart[], { columns }: TicketSheet, rows: readonly SheetRow[]): void {
  const expected = new TableRows(columns, MAX_DATA_ROWS_PER_SHEET);
  for (const row of rows) expected.add(row);
  const gathered = parts.flatMap(({ readBlocks }) => [...readBlocks()].map(inflateRows));
  assert.equal(Buffer.concat(gathered).toString(), Buffer.from(expected.takeBlock().xml).toString());
}

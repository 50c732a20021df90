import type { SlaStatus } from '../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import { createSummaryCounter, type SummaryGroup, sumByStatus } from './summary-groups.ts';
import type { TicketReportContext, TicketSheet } from './ticket-sheet.ts';

/** What a first look at all decided tickets has counted; the workbook that is written after it must agree. */
export type TicketTally = {
  readonly decisions: number;
  readonly groups: readonly SummaryGroup[];
  readonly byStatus: ReadonlyMap<SlaStatus, number>;
  /** Rows that each sheet of tickets must hold, by its name. */
  readonly rowsBySheet: ReadonlyMap<string, number>;
};

/** Counts the decided tickets once through, before the cover is written: a workbook is streamed from its first sheet on. */
export async function tallyTickets(
  tickets: AsyncIterable<DecidedTicket>,
  sheets: readonly TicketSheet[],
  context: TicketReportContext,
): Promise<TicketTally> {
  const summary = createSummaryCounter();
  const rows = new Map(sheets.map((sheet) => [sheet.name, 0]));
  let decisions = 0;
  for await (const decided of tickets) {
    decisions += 1;
    summary.add(decided);
    for (const sheet of sheets) rows.set(sheet.name, (rows.get(sheet.name) ?? 0) + sheet.countRows(decided, context));
  }
  const groups = summary.finish();
  return { decisions, groups, byStatus: sumByStatus(groups), rowsBySheet: rows };
}

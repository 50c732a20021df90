import type { SlaStatus } from '../../src/domain/ticket-decision.ts';
import type { DecidedTicket } from '../../src/domain/ticket-report.ts';
import type { SpoolFile } from '../spool.ts';
import { createSummaryCounter, type SummaryGroup, sumByStatus } from './summary-groups.ts';
import { gatherTickets, type TicketList, type TicketReportContext, type TicketSheet } from './ticket-sheet.ts';

/** What reading all decided tickets once has counted and gathered; the workbook that is written after it must agree. */
export type TicketTally = {
  readonly decisions: number;
  readonly groups: readonly SummaryGroup[];
  readonly byStatus: ReadonlyMap<SlaStatus, number>;
  /** One for each sheet of tickets, in their order. */
  readonly lists: readonly TicketList[];
};

/**
 * Reads the decided tickets once through, before the cover is written: a workbook is streamed from its first sheet on.
 * Counts them, and gathers the rows of the lists.
 */
export async function tallyTickets(
  tickets: AsyncIterable<DecidedTicket>,
  sheets: readonly TicketSheet[],
  context: TicketReportContext,
  spools: SpoolFile,
): Promise<TicketTally> {
  const summary = createSummaryCounter();
  const lists = sheets.map((sheet) => gatherTickets(sheet, spools));
  let decisions = 0;
  for await (const decided of tickets) {
    decisions += 1;
    summary.add(decided);
    for (const list of lists) list.add(decided, context);
  }
  const groups = summary.finish();
  return { decisions, groups, byStatus: sumByStatus(groups), lists };
}

import { type Instant, parseInstant, toCalendarDate } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run-summary.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketDecision, TicketTimes } from '../../domain/ticket-decision.ts';
import type { DecidedTicket } from '../../domain/ticket-report.ts';
import type { Database } from '../../store/database.ts';
import { readDecidedRecords } from '../../store/decisions.ts';
import { readRejectedRows } from '../../store/rejected-rows.ts';
import type { Writing, WrittenFile } from '../batch.ts';
import { type KyhanRelease, readDisplayNames, readNumberParameter } from '../kyhan-release.ts';

/** Names of the workbooks of a ticket run. */
export const TICKET_REPORTS = ['ticket-sla'] as const;

/** Writes the report of a ticket run from what the store has of it. */
export async function writeTicketReports(
  database: Database,
  run: RunSummary,
  release: KyhanRelease,
  asOf: Instant,
  folder: string,
  { mayWrite }: Writing,
): Promise<readonly WrittenFile[]> {
  // Loaded when they are written: most commands write none, and none writes those of all kinds.
  const { writeTicketSlaReport } = await import('../../../reports/ticket-sla.ts');
  const day = toCalendarDate(asOf);
  const written = await writeTicketSlaReport(
    {
      run,
      names: readDisplayNames(release, day),
      dueSoonHours: readNumberParameter(release, 'ticket.due-soon-hours', day),
      readDecidedTickets: () => readDecidedTickets(database, run.runId),
      readRejectedRows: () => readRejectedRows(database, run.runId),
    },
    folder,
    { mayWrite },
  );
  return [{ report: written.report, fileName: written.fileName }];
}

async function* readDecidedTickets(database: Database, runId: string): AsyncGenerator<DecidedTicket> {
  for await (const { decision, record } of readDecidedRecords(database, runId, 'ticket', 'tickets')) {
    const ticket: Ticket = JSON.parse(record.body);
    const row: TicketDecision = JSON.parse(decision.row);
    const times: TicketTimes = JSON.parse(decision.details);
    const receivedAt = parseInstant(times.receivedAt) ?? ticket.receivedAt;
    yield { ticket: { ...ticket, receivedAt }, decision: row, times };
  }
}

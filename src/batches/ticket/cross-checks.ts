import type { Instant } from '../../domain/instant.ts';
import type { InputFile } from '../../intake/input-file.ts';
import type { Database } from '../../store/database.ts';
import { readEventsWithoutTicket, readTicketsReceivedAfter } from '../../store/ticket-records.ts';
import type { CrossFinding } from '../batch.ts';
import { findFileName } from '../find-file-name.ts';
import { describeLateReceipt } from './ticket-intake.ts';

type CrossCheck = { readonly input: string; readonly findings: AsyncIterable<CrossFinding> };

/** Tickets that are received after asOf, by their first `received` event, else by their own column. */
export function checkReceipts(
  database: Database,
  runId: string,
  files: readonly InputFile[],
  asOf: Instant,
): CrossCheck {
  const file = { input: 'tickets', fileName: findFileName(files, 'tickets') };
  async function* read(): AsyncGenerator<CrossFinding> {
    for await (const { recordId, line, receivedAt } of readTicketsReceivedAfter(database, runId, asOf)) {
      yield { recordId, rejected: describeLateReceipt(file, line, recordId, receivedAt), amount: null };
    }
  }
  return { input: 'tickets', findings: read() };
}

/** Events whose ticket is not among the accepted rows. */
export function checkTicketsOfEvents(database: Database, runId: string, files: readonly InputFile[]): CrossCheck {
  const file = findFileName(files, 'events');
  const allowed = 'the ticketId of an accepted row of the ticket file';
  async function* read(): AsyncGenerator<CrossFinding> {
    for await (const { recordId, subjectId, line } of readEventsWithoutTicket(database, runId)) {
      const problem = { column: 'ticketId', code: 'UNKNOWN_TICKET', value: subjectId, allowed } as const;
      yield { recordId, rejected: { input: 'events', file, line, id: subjectId, problems: [problem] }, amount: null };
    }
  }
  return { input: 'events', findings: read() };
}

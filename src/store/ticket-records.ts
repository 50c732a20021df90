import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { fromIndex } from './from-index.ts';
import { PAGE_ROWS, readPages } from './read-in-order.ts';
import { RECORDS_BY_SUBJECT } from './records.ts';
import { runQuery } from './run-query.ts';

/** Inputs of a run about tickets, and the event that tells of the receipt. */
const TICKETS = 'tickets';
const EVENTS = 'events';
const RECEIVED = 'received';

/** No index has the order of lines, so a page is large: mostly there is only one. */
const ORPHAN_PAGE_ROWS = 10_000;

type LateTicket = { readonly recordId: string; readonly line: number; readonly receivedAt: Instant };
type OrphanEvent = { readonly recordId: string; readonly subjectId: string; readonly line: number };

/**
 * Reads the tickets that are received only after `asOf`, by record id. The receipt is the earliest `received` event up
 * to asOf; where there is none, the moment of the ticket's own row.
 */
export function readTicketsReceivedAfter(database: Database, runId: string, asOf: Instant): AsyncGenerator<LateTicket> {
  return readPages((last) =>
    runQuery(database, async (knex) => {
      const firstReceipt = knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT, 'event'))
        .min('event.occurred_at')
        .where({ 'event.run_id': runId, 'event.input': EVENTS, 'event.tag': RECEIVED })
        .where('event.occurred_at', '<=', asOf)
        .where('event.subject_id', knex.ref('ticket.subject_id'));
      const tickets = knex('records as ticket')
        .select({
          recordId: 'ticket.record_id',
          line: 'ticket.line',
          receivedAt: knex.raw('coalesce(?, ticket.occurred_at)', [firstReceipt]),
        })
        .where({ 'ticket.run_id': runId, 'ticket.input': TICKETS })
        .where('ticket.record_id', '>', last?.recordId ?? '');
      const page: readonly LateTicket[] = await knex
        .from(tickets.as('receipts'))
        .select('recordId', 'line', 'receivedAt')
        .where('receivedAt', '>', asOf)
        .orderBy('recordId')
        .limit(PAGE_ROWS);
      return page;
    }),
  );
}

/** Reads the events whose ticket is not among the accepted tickets of the run, by line. */
export function readEventsWithoutTicket(database: Database, runId: string): AsyncGenerator<OrphanEvent> {
  return readPages(
    (last) =>
      runQuery(database, async (knex) => {
        const ticketOfEvent = knex(fromIndex(database, 'records', RECORDS_BY_SUBJECT, 'ticket'))
          .select(knex.raw('1'))
          .where({ 'ticket.run_id': runId, 'ticket.input': TICKETS })
          .where('ticket.subject_id', knex.ref('event.subject_id'));
        const page: readonly OrphanEvent[] = await knex('records as event')
          .select({ recordId: 'event.record_id', subjectId: 'event.subject_id', line: 'event.line' })
          .where({ 'event.run_id': runId, 'event.input': EVENTS })
          .whereRaw('(event.line > ? or (event.line = ? and event.record_id > ?))', [
            last?.line ?? 0,
            last?.line ?? 0,
            last?.recordId ?? '',
          ])
          .whereNotExists(ticketOfEvent)
          .orderBy(['event.line', 'event.record_id'])
          .limit(ORPHAN_PAGE_ROWS);
        return page;
      }),
    ORPHAN_PAGE_ROWS,
  );
}

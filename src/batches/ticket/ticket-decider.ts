import { buildEvaluator, type EngineName } from '../../decisions/build-evaluator.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import { TICKET_CATALOGUE } from '../../facts/ticket-catalogue.ts';
import { readChunkRecords } from '../../store/chunks.ts';
import type { StoredDecision } from '../../store/decisions.ts';
import type { StagedRecord } from '../../store/records.ts';
import type { DecideChunk } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { buildPause } from '../pause.ts';
import { decideTicket, type TicketOutcome } from './decide-ticket.ts';
import { buildTicketRules } from './ticket-rules.ts';

/** A ticket with its events, as the store has them. */
export type TicketRecord = { readonly ticket: Ticket; readonly events: readonly TicketEvent[] };

/** Builds the function that decides all tickets of a chunk. */
export function buildTicketDecider(release: KyhanRelease, asOf: Instant, engine: EngineName): DecideChunk {
  const rules = buildTicketRules(release);
  const evaluator = buildEvaluator(engine, TICKET_CATALOGUE);
  return async (database, runId, chunk, signal) => {
    const pause = buildPause(signal);
    const decisions: StoredDecision[] = [];
    for (const { ticket, events } of groupTicketRecords(await readChunkRecords(database, runId, chunk))) {
      await pause();
      decisions.push(toStoredDecision(await decideTicket(ticket, events, asOf, rules, evaluator)));
    }
    return { decisions, balances: [] };
  };
}

/** Puts tickets and their events together; records come sorted by ticket. */
export function groupTicketRecords(records: readonly StagedRecord[]): readonly TicketRecord[] {
  const events = new Map<string, TicketEvent[]>();
  const tickets: Ticket[] = [];
  for (const record of records) {
    if (record.input === 'tickets') {
      const ticket: Ticket = JSON.parse(record.body);
      tickets.push(ticket);
    } else {
      const event: TicketEvent = JSON.parse(record.body);
      const before = events.get(record.subjectId);
      if (before === undefined) events.set(record.subjectId, [event]);
      else before.push(event);
    }
  }
  return tickets.map((ticket) => ({ ticket, events: events.get(ticket.ticketId) ?? [] }));
}

function toStoredDecision(outcome: TicketOutcome): StoredDecision {
  const { decision } = outcome;
  return {
    subject: decision.subject,
    id: decision.id,
    part: '',
    outcome: decision.slaStatus,
    amountMinor: null,
    row: JSON.stringify(decision),
    facts: JSON.stringify(outcome.facts),
    details: JSON.stringify(outcome.times),
  };
}

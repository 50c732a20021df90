import { decideTicket, type TicketOutcome } from '../../src/batches/ticket/decide-ticket.ts';
import { buildTicketRules } from '../../src/batches/ticket/ticket-rules.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import { TICKET_CATALOGUE } from '../../src/facts/ticket-catalogue.ts';
import type { Release } from '../../src/rule-sets/load-release.ts';
import { at } from './ticket-builder.ts';

/** Decides one ticket by a release as of a moment. */
export function decideWith(
  release: Release<unknown>,
  ticket: Ticket,
  asOf: string,
  events: readonly TicketEvent[] = [],
): Promise<TicketOutcome> {
  const evaluator = buildReferenceEvaluator(TICKET_CATALOGUE);
  return decideTicket(ticket, events, at(asOf), buildTicketRules(release), evaluator);
}

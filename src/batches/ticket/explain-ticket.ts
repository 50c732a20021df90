import { parseInstant } from '../../domain/instant.ts';
import { TICKET_CATALOGUE } from '../../facts/ticket-catalogue.ts';
import { findRecords } from '../../store/records.ts';
import { buildExplainingEvaluator, type ExplainedDecision, type ExplainRequest } from '../explained-decision.ts';
import { decideTicket } from './decide-ticket.ts';
import { groupTicketRecords } from './ticket-decider.ts';
import { buildTicketRules } from './ticket-rules.ts';

/** Decides a stored ticket again, keeping what every rule saw. */
export async function explainTicket({ database, run, release, stored }: ExplainRequest): Promise<ExplainedDecision> {
  const [record] = groupTicketRecords(await findRecords(database, run.runId, stored.id));
  const asOf = parseInstant(run.asOf);
  if (record === undefined || asOf === undefined) throw new Error(`the store of run ${run.runId} is incomplete`);
  const { evaluator, list } = buildExplainingEvaluator(TICKET_CATALOGUE);
  const { decision, facts, trace } = await decideTicket(
    record.ticket,
    record.events,
    asOf,
    buildTicketRules(release),
    evaluator,
  );
  return { decision, facts, notes: [], ruleSets: list(trace), catalogue: TICKET_CATALOGUE };
}

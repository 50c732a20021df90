import type { Evaluator } from '../../decisions/evaluator.ts';
import { type ExplainedRuleSet, explainRuleSet } from '../../decisions/explain-rule-set.ts';
import type { Instant } from '../../domain/instant.ts';
import { TICKET_CATALOGUE } from '../../facts/ticket-catalogue.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { decideTicket, type TicketOutcome } from './decide-ticket.ts';
import type { TicketRecord } from './ticket-decider.ts';
import { buildTicketRules } from './ticket-rules.ts';

/** A ticket decided anew, with every rule set explained in the order in which they were asked. */
export type ExplainedTicket = {
  readonly outcome: TicketOutcome;
  readonly ruleSets: readonly (ExplainedRuleSet & { readonly title: { readonly vi: string; readonly en: string } })[];
};

/** Decides a stored ticket again by the release of its run, keeping what every rule saw. */
export async function explainTicket(
  record: TicketRecord,
  asOf: Instant,
  release: KyhanRelease,
): Promise<ExplainedTicket> {
  const ruleSets: ExplainedTicket['ruleSets'][number][] = [];
  const explaining: Evaluator = {
    evaluate: async (resolved, facts) => {
      const explained = await explainRuleSet(resolved, facts, TICKET_CATALOGUE);
      ruleSets.push({ ...explained, title: resolved.ruleSet.title });
      return explained.outcome;
    },
  };
  const outcome = await decideTicket(record.ticket, record.events, asOf, buildTicketRules(release), explaining);
  return { outcome, ruleSets };
}

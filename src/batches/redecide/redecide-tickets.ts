import { isDeepStrictEqual } from 'node:util';
import { buildCompiledEvaluator } from '../../decisions/compiled-evaluator.ts';
import type { RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { Facts } from '../../domain/fact.ts';
import { toCalendarDate } from '../../domain/instant.ts';
import type { TicketDecision } from '../../domain/ticket-decision.ts';
import { TICKET_CATALOGUE } from '../../facts/ticket-catalogue.ts';
import type { RecordScope } from '../../rule-sets/scope.ts';
import type { DecidedFacts } from '../../store/decided-facts.ts';
import { parseStoredJson } from '../../store/parse-stored-json.ts';
import { readScope } from '../accounts/account-rules.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { walkChainAtOnce } from '../rule-chain.ts';
import { askAboutTicket, buildTicketDecision } from '../ticket/ticket-chain.ts';
import { buildTicketRules } from '../ticket/ticket-rules.ts';
import type { Redecided, Redecider } from './redecided.ts';

/** Facts that the clock of a ticket gave. */
const CLOCK_FACTS = ['totalDueAt', 'ctkvDueAt', 'ttCnttDueAt', 'usedPercent', 'ctkvEndAt', 'ttCnttEndAt'] as const;

/**
 * Decides the tickets of a run again. The clock of a ticket stands as it ran where the draft gives the ticket the same
 * limits as `own`, the release of the run, did; else it has to run again, which takes the records of the ticket.
 */
export function buildTicketRedecider(draft: KyhanRelease, own: KyhanRelease): Redecider {
  const rules = buildTicketRules(draft);
  const evaluator = buildCompiledEvaluator(TICKET_CATALOGUE);
  const hasSameLimits = buildLimitsCheck(draft, own);
  const decide = (stored: DecidedFacts): Redecided | 'needs-records' => {
    const before: TicketDecision = parseStoredJson(stored.row);
    const facts: Facts = parseStoredJson(stored.facts);
    const scope = readScope(facts);
    const day = readDay(facts);
    const { defaultRegionUnit } = rules.readValues(day, scope);
    const clock = { facts: Object.fromEntries(CLOCK_FACTS.map((name) => [name, facts[name] ?? null])) };
    let isSame = true;
    const keepClock = (limits: RuleSetOutcome) => {
      isSame = hasSameLimits(facts, limits, day, scope);
      return clock;
    };
    const recordFacts = { ...facts, ctkvUnit: facts.regionUnit ?? defaultRegionUnit };
    const verdict = walkChainAtOnce(askAboutTicket(recordFacts, keepClock), ({ ruleSet, facts: known }) =>
      evaluator.evaluate(rules.resolve(ruleSet, day, scope), known),
    );
    return isSame ? { before, after: buildTicketDecision(before.id, verdict, rules.release) } : 'needs-records';
  };
  return { subject: 'ticket', withDetails: false, decide };
}

type LimitsCheck = (stored: Facts, limits: RuleSetOutcome, day: string, scope: RecordScope) => boolean;

/** Stored facts have the type and level that the run decided, so its limits can be looked up by its own rules. */
function buildLimitsCheck(draft: KyhanRelease, own: KyhanRelease): LimitsCheck {
  if (draft.hash === own.hash) return () => true;
  const [rules, ownRules] = [buildTicketRules(draft), buildTicketRules(own)];
  const evaluator = buildCompiledEvaluator(TICKET_CATALOGUE);
  return (stored, limits, day, scope) => {
    const before = evaluator.evaluate(ownRules.resolve('ticket-time-limits', day, scope), stored);
    return (
      isDeepStrictEqual(before.outputs, limits.outputs) &&
      rules.readValues(day, scope).isTtCnttCappedAtTotal === ownRules.readValues(day, scope).isTtCnttCappedAtTotal
    );
  };
}

function readDay(facts: Facts): string {
  const { receivedAt } = facts;
  if (typeof receivedAt !== 'number') throw new Error('a ticket has its receipt among its facts');
  return toCalendarDate(receivedAt);
}

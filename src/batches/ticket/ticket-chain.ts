import type { RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { Facts, FactValue } from '../../domain/fact.ts';
import { formatInstant } from '../../domain/instant.ts';
import { joinObjects } from '../../domain/join-objects.ts';
import { LEVELS, type Level, REQUEST_TYPES, type RequestType } from '../../domain/ticket.ts';
import {
  SLA_STATUSES,
  type SlaStatus,
  TICKET_ACTIONS,
  TICKET_STEPS,
  type TicketDecision,
} from '../../domain/ticket-decision.ts';
import { type Outputs, readChoice, readText } from '../../facts/read-outputs.ts';
import { readPhraseFacts } from '../../facts/read-ticket-facts.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import { ask, keep, type RuleChain } from '../rule-chain.ts';

/** What the rules say of a ticket, with the clock that ran in between. */
export type TicketVerdict<Clock> = {
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly needsReview: boolean;
  readonly route: Outputs;
  readonly clock: Clock;
  readonly slaStatus: SlaStatus;
  readonly breaches: RuleSetOutcome;
  readonly actions: RuleSetOutcome;
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  /** What each rule set said, in the order in which they were asked. */
  readonly trace: readonly RuleSetOutcome[];
};

/**
 * Asks about one ticket (process VII): receipt → classification → level → time limits → status → routing → actions.
 * Each stage adds the facts that the next one may read; `runClock` makes facts of what the time limits say.
 */
export function* askAboutTicket<Clock extends { readonly facts: Facts }>(
  recordFacts: Facts,
  runClock: (limits: RuleSetOutcome, classFacts: Facts) => Clock,
): RuleChain<TicketVerdict<Clock>> {
  const trace: RuleSetOutcome[] = [];
  const receiver = getFirst(keep(trace, yield ask('ticket-receiving-department', recordFacts)));
  const phraseFacts = readPhraseFacts(readPhraseFindings(keep(trace, yield ask('ticket-phrases', recordFacts))));
  const classified = getFirst(keep(trace, yield ask('ticket-classification', joinObjects(recordFacts, phraseFacts))));
  const minimum = keep(trace, yield ask('ticket-minimum-level', recordFacts));
  const requestType = readChoice(classified, 'requestType', REQUEST_TYPES);
  const level = raiseLevel(readChoice(classified, 'level', LEVELS), minimum.outputs);
  const classFacts = joinObjects(recordFacts, { requestType, level });

  const clock = runClock(keep(trace, yield ask('ticket-time-limits', classFacts)), classFacts);
  const clockFacts = joinObjects(classFacts, clock.facts);
  const verdict = getFirst(keep(trace, yield ask('ticket-sla-status', clockFacts)));
  const slaStatus = readStatus(verdict);
  const needsReview = classified.needsReview === true || verdict.needsReview === true;
  const breaches = keep(trace, yield ask('ticket-breached-by', clockFacts));

  const receivingDepartment = readText(receiver, 'department');
  const route = getFirst(keep(trace, yield ask('ticket-routing', joinObjects(classFacts, { receivingDepartment }))));
  const actFacts = joinObjects(clockFacts, { slaStatus, needsReview });
  const actions = keep(trace, yield ask('ticket-escalation', actFacts));
  const facts = joinObjects(joinObjects(phraseFacts, { receivingDepartment }), actFacts);
  return { requestType, level, needsReview, route, clock, slaStatus, breaches, actions, facts, trace };
}

/** The decision row: keys and their order are the output contract. */
export function buildTicketDecision(
  id: string,
  verdict: TicketVerdict<{ readonly facts: Facts }>,
  release: string,
): TicketDecision {
  const { route, trace, clock } = verdict;
  const actions = verdict.actions.outputs.flatMap((each) => readChoice(each, 'action', TICKET_ACTIONS) ?? []);
  const step = readChoice(route, 'step', TICKET_STEPS);
  if (step === null) throw new Error('routing put out no step; the rule check lets no such event pass');
  return {
    subject: 'ticket',
    id,
    requestType: verdict.requestType,
    level: verdict.level,
    needsReview: verdict.needsReview,
    step,
    unit: readText(route, 'unit'),
    department: readText(route, 'department'),
    ctkvDueAt: toText(clock.facts.ctkvDueAt),
    ttCnttDueAt: toText(clock.facts.ttCnttDueAt),
    totalDueAt: toText(clock.facts.totalDueAt),
    slaStatus: verdict.slaStatus,
    breachedBy: [...new Set(verdict.breaches.outputs.flatMap((each) => readText(each, 'unit') ?? []))],
    actions: [...new Set(actions)].sort(),
    rules: {
      classification: joinRuleNames(trace, 'ticket-classification', 'ticket-minimum-level'),
      routing: joinRuleNames(trace, 'ticket-routing'),
      sla: joinRuleNames(trace, 'ticket-time-limits', 'ticket-sla-status', 'ticket-breached-by'),
      escalation: joinRuleNames(trace, 'ticket-escalation'),
    },
    release,
  };
}

/** Facts have instants as numbers, decisions as text. */
function toText(instant: FactValue | undefined): string | null {
  return typeof instant === 'number' ? formatInstant(instant) : null;
}

/** Events overrule the classification, a missing level too: the level is at least the highest minimum. */
function raiseLevel(level: Level | null, minimums: readonly Outputs[]): Level | null {
  const levels = [level, ...minimums.map((each) => readChoice(each, 'minimumLevel', LEVELS))];
  return levels.reduce((highest, each) => ((each ?? 0) > (highest ?? 0) ? each : highest), null);
}

function readPhraseFindings(outcome: RuleSetOutcome) {
  return outcome.outputs.flatMap((each) => {
    const requestType = readChoice(each, 'requestType', REQUEST_TYPES);
    const level = readChoice(each, 'level', LEVELS);
    return requestType === null || level === null ? [] : [{ requestType, level }];
  });
}

function readStatus(outputs: Outputs): SlaStatus {
  const status = readChoice(outputs, 'slaStatus', SLA_STATUSES);
  if (status === null) throw new Error('the SLA status is empty; the rule check lets no such event pass');
  return status;
}

import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { Facts } from '../../domain/fact.ts';
import { Failure } from '../../domain/failure.ts';
import { formatInstant, type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import { LEVELS, type Level, REQUEST_TYPES, type RequestType } from '../../domain/ticket.ts';
import {
  SLA_STATUSES,
  type SlaStatus,
  TICKET_ACTIONS,
  TICKET_STEPS,
  type TicketDecision,
  type TicketTimes,
} from '../../domain/ticket-decision.ts';
import { readTicketState, type TicketState } from '../../domain/ticket-state.ts';
import { readClockFacts, runTicketClock, type TicketClock } from '../../facts/read-clock-facts.ts';
import { type Outputs, readChoice, readText } from '../../facts/read-outputs.ts';
import { readPhraseFacts, readTicketFacts } from '../../facts/read-ticket-facts.ts';
import { readTicketTimes } from '../../facts/read-ticket-times.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import type { TicketRules } from './ticket-rules.ts';

/** A decided ticket with everything that explains it. */
export type TicketOutcome = {
  readonly decision: TicketDecision;
  readonly times: TicketTimes;
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  /** What each rule set said, in the order in which they were asked. */
  readonly trace: readonly RuleSetOutcome[];
};

/**
 * Decides one ticket (process VII): receipt → classification → level → time limits → status → routing → actions.
 * Pure in the ticket, its events, asOf and the rules; each stage adds the facts that the next one may read.
 */
export async function decideTicket(
  ticket: Ticket,
  events: readonly TicketEvent[],
  asOf: Instant,
  rules: TicketRules,
  evaluator: Evaluator,
): Promise<TicketOutcome> {
  const state = readTicketState(ticket, events, asOf, rules.toUnitGroup);
  const day = toCalendarDate(state.receivedAt);
  const scope = { product: ticket.product, segment: ticket.segment, unit: ticket.regionUnit };
  const values = rules.readValues(day, scope);
  const trace: RuleSetOutcome[] = [];
  const ask = async (name: string, known: Facts): Promise<RuleSetOutcome> => {
    const outcome = await evaluator.evaluate(rules.resolve(`ticket-${name}`, day, scope), known);
    trace.push(outcome);
    return outcome;
  };

  const { defaultRegionUnit } = values;
  const recordFacts = readTicketFacts(state, { asOf, defaultRegionUnit, toUnitGroup: rules.toUnitGroup });
  const receiver = getFirst(await ask('receiving-department', recordFacts));
  const phraseFacts = readPhraseFacts(readPhraseFindings(await ask('phrases', recordFacts)));
  const classified = getFirst(await ask('classification', { ...recordFacts, ...phraseFacts }));
  const minimum = await ask('minimum-level', recordFacts);
  const requestType = readChoice(classified, 'requestType', REQUEST_TYPES);
  const level = raiseLevel(readChoice(classified, 'level', LEVELS), minimum.outputs);
  const classFacts = { ...recordFacts, requestType, level };

  const clock = startClock(state, await ask('time-limits', classFacts), asOf, rules, values);
  const clockFacts = { ...classFacts, ...readClockFacts(clock) };
  const verdict = getFirst(await ask('sla-status', clockFacts));
  const slaStatus = readStatus(verdict);
  const needsReview = classified.needsReview === true || verdict.needsReview === true;
  const breaches = await ask('breached-by', clockFacts);

  const receivingDepartment = readText(receiver, 'department');
  const route = getFirst(await ask('routing', { ...classFacts, receivingDepartment }));
  const actFacts = { ...clockFacts, slaStatus, needsReview };
  const actions = await ask('escalation', actFacts);

  const verdicts = { requestType, level, needsReview, route, clock, slaStatus, breaches, actions };
  return {
    decision: buildDecision(ticket.ticketId, verdicts, trace, rules.release),
    times: readTicketTimes(state, clock, asOf),
    facts: { ...phraseFacts, receivingDepartment, ...actFacts },
    trace,
  };
}

type Verdicts = {
  readonly requestType: RequestType | null;
  readonly level: Level | null;
  readonly needsReview: boolean;
  readonly route: Outputs;
  readonly clock: TicketClock | null;
  readonly slaStatus: SlaStatus;
  readonly breaches: RuleSetOutcome;
  readonly actions: RuleSetOutcome;
};

/** The decision row: keys and their order are the output contract. */
function buildDecision(
  id: string,
  verdicts: Verdicts,
  trace: readonly RuleSetOutcome[],
  release: string,
): TicketDecision {
  const { clock, route } = verdicts;
  const toText = (instant: Instant | null | undefined): string | null =>
    instant == null ? null : formatInstant(instant);
  const actions = verdicts.actions.outputs.flatMap((each) => readChoice(each, 'action', TICKET_ACTIONS) ?? []);
  const step = readChoice(route, 'step', TICKET_STEPS);
  if (step === null) throw new Error('routing put out no step; the rule check lets no such event pass');
  return {
    subject: 'ticket',
    id,
    requestType: verdicts.requestType,
    level: verdicts.level,
    needsReview: verdicts.needsReview,
    step,
    unit: readText(route, 'unit'),
    department: readText(route, 'department'),
    ctkvDueAt: toText(clock?.ctkvDueAt),
    ttCnttDueAt: toText(clock?.ttCnttDueAt),
    totalDueAt: toText(clock?.totalDueAt),
    slaStatus: verdicts.slaStatus,
    breachedBy: [...new Set(verdicts.breaches.outputs.flatMap((each) => readText(each, 'unit') ?? []))],
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

function startClock(
  state: TicketState,
  outcome: RuleSetOutcome,
  asOf: Instant,
  rules: TicketRules,
  values: ReturnType<TicketRules['readValues']>,
): TicketClock | null {
  const [outputs] = outcome.outputs;
  if (outputs === undefined) return null;
  try {
    return runTicketClock(state, rules.readTimeLimits(outputs), { asOf, ...values });
  } catch (error) {
    // A moment for which the calendar knows no days off (most likely a slip in the file) has no deadline to be guessed.
    if (error instanceof Failure && error.code === 'CALENDAR_NOT_COVERED') return null;
    throw error;
  }
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

import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { Facts } from '../../domain/fact.ts';
import { Failure } from '../../domain/failure.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { Ticket, TicketEvent } from '../../domain/ticket.ts';
import type { TicketDecision, TicketTimes } from '../../domain/ticket-decision.ts';
import { readTicketState, type TicketState } from '../../domain/ticket-state.ts';
import { readClockFacts, runTicketClock, type TicketClock } from '../../facts/read-clock-facts.ts';
import { readTicketFacts } from '../../facts/read-ticket-facts.ts';
import { readTicketTimes } from '../../facts/read-ticket-times.ts';
import { walkChain } from '../rule-chain.ts';
import { askAboutTicket, buildTicketDecision } from './ticket-chain.ts';
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
 * Decides one ticket (process VII): its state and facts from the records, its verdict from the rules. Pure in the
 * ticket, its events, asOf and the rules.
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
  const { defaultRegionUnit } = values;
  const facts = readTicketFacts(state, { asOf, defaultRegionUnit, toUnitGroup: rules.toUnitGroup });
  const runClock = (limits: RuleSetOutcome) => {
    const clock = startClock(state, limits, asOf, rules, values);
    return { clock, facts: readClockFacts(clock) };
  };
  const verdict = await walkChain(askAboutTicket(facts, runClock), ({ ruleSet, facts: known }) =>
    evaluator.evaluate(rules.resolve(ruleSet, day, scope), known),
  );
  return {
    decision: buildTicketDecision(ticket.ticketId, verdict, rules.release),
    times: readTicketTimes(state, verdict.clock.clock, asOf),
    facts: verdict.facts,
    trace: verdict.trace,
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

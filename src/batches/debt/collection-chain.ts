import type { RuleSetOutcome } from '../../decisions/evaluator.ts';
import {
  COLLECTION_ACTIONS,
  COLLECTION_REASONS,
  type CollectionAction,
  type CollectionDecision,
} from '../../domain/debt-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import { joinObjects } from '../../domain/join-objects.ts';
import { readChoice, readNumber } from '../../facts/read-outputs.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import { ask, keep, type RuleChain } from '../rule-chain.ts';

/** The debt that speaks for a contract, with the amount up to which it counts as paid. */
type SpeakingDebt<Debt> = {
  readonly debt: Debt;
  readonly tolerance: number;
  readonly trace: readonly RuleSetOutcome[];
};

/** What the rules say of a contract in collection. */
export type CollectionVerdict = {
  readonly action: CollectionAction;
  readonly reason: CollectionDecision['reason'];
  /** The step that a hold stops. */
  readonly heldAction: CollectionAction | null;
  readonly limitationWarning: boolean;
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  readonly trace: readonly RuleSetOutcome[];
};

/** What a decision about a contract in collection has from its records, whatever the rules say. */
export type CollectionFigures = Pick<CollectionDecision, 'id' | 'customerId' | 'daysSinceLock' | 'holds'>;

/**
 * Finds the debt that speaks for a contract: the first one that is overdue, by the amounts of the rules, else the first.
 * Null for a terminated contract that does not owe: there is nothing left to collect.
 */
export function* chooseDebt<Debt extends { readonly overdueMinor: number }>(
  serviceStatus: string,
  debts: readonly { readonly debt: Debt; readonly facts: Facts }[],
): RuleChain<SpeakingDebt<Debt> | null> {
  let first: SpeakingDebt<Debt> | null = null;
  for (const { debt, facts } of debts) {
    const trace: RuleSetOutcome[] = [];
    const amounts = getFirst(keep(trace, yield ask('billing-amounts', facts)));
    const asked = { debt, tolerance: readNumber(amounts, 'tolerance') ?? 0, trace };
    if (debt.overdueMinor > asked.tolerance) return asked;
    first ??= asked;
  }
  if (first === null) throw new Error('a contract has at least one debt, be it empty');
  return serviceStatus === 'terminated' ? null : first;
}

/** Asks about one contract: step → hold → time to sue. The trace goes on from that of the debt. */
export function* askAboutCollection(
  facts: Facts,
  traceBefore: readonly RuleSetOutcome[],
): RuleChain<CollectionVerdict> {
  const trace = [...traceBefore];
  const taken = getFirst(keep(trace, yield ask('debt-collection', facts)));
  const step = getAction(readChoice(taken, 'action', COLLECTION_ACTIONS));
  const stepFacts = joinObjects(facts, { step });
  const [held] = keep(trace, yield ask('debt-hold', stepFacts)).outputs;
  const limitation = keep(trace, yield ask('debt-limitation', facts));
  return {
    action: held === undefined ? step : 'hold',
    reason: readChoice(held ?? taken, 'reason', COLLECTION_REASONS),
    heldAction: held === undefined ? null : step,
    limitationWarning: limitation.outputs.some((each) => each.limitationWarning === true),
    facts: stepFacts,
    trace,
  };
}

/** The decision row: keys and their order are the output contract. */
export function buildCollectionDecision(
  figures: CollectionFigures,
  verdict: CollectionVerdict,
  release: string,
): CollectionDecision {
  const { trace } = verdict;
  return {
    subject: 'contract',
    id: figures.id,
    customerId: figures.customerId,
    daysSinceLock: figures.daysSinceLock,
    action: verdict.action,
    reason: verdict.reason,
    limitationWarning: verdict.limitationWarning,
    holds: figures.holds,
    rules: {
      amounts: joinRuleNames(trace, 'billing-amounts'),
      collection: joinRuleNames(trace, 'debt-collection'),
      limitation: joinRuleNames(trace, 'debt-limitation'),
      hold: joinRuleNames(trace, 'debt-hold'),
    },
    release,
  };
}

function getAction(action: CollectionAction | null): CollectionAction {
  if (action === null) throw new Error('collection put out no action; the rule check lets no such event pass');
  return action;
}

import type { RuleSetOutcome } from '../../decisions/evaluator.ts';
import {
  BILLING_ACTIONS,
  BILLING_REASONS,
  type BillingAction,
  type BillingDecision,
} from '../../domain/billing-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import { joinObjects } from '../../domain/join-objects.ts';
import { type Outputs, readChoice } from '../../facts/read-outputs.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import { ask, keep, type RuleChain } from '../rule-chain.ts';

/** What the rules say of a contract in one currency. */
export type ContractVerdict = Pick<BillingDecision, 'action' | 'reason' | 'heldAction' | 'needsApproval'> & {
  /** How a notice goes out, and the system that carries an order out. */
  readonly delivery: Outputs;
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  /** What each rule set said, in the order in which they were asked. */
  readonly trace: readonly RuleSetOutcome[];
};

/** What a decision about a contract has from its records, whatever the rules say. */
export type ContractFigures = Pick<
  BillingDecision,
  | 'id'
  | 'customerId'
  | 'currency'
  | 'openAmount'
  | 'overdueAmount'
  | 'oldestUnpaidDueOn'
  | 'daysPastDue'
  | 'serviceStatus'
  | 'holds'
>;

/** Asks about a contract in one currency: amounts → ladder → holds → approval → delivery. */
export function* askAboutContract(facts: Facts): RuleChain<ContractVerdict> {
  const trace: RuleSetOutcome[] = [];
  const amounts = getFirst(keep(trace, yield ask('billing-amounts', facts)));
  const ladderFacts = joinObjects(facts, amounts);
  const taken = getFirst(keep(trace, yield ask('billing-ladder', ladderFacts)));
  const step = getAction(readChoice(taken, 'action', BILLING_ACTIONS));
  const stepFacts = joinObjects(ladderFacts, { step });
  const [held] = keep(trace, yield ask('billing-hold', stepFacts)).outputs;
  const action: BillingAction = held === undefined ? step : 'hold';
  const actionFacts = joinObjects(stepFacts, { action });
  const approval = keep(trace, yield ask('billing-approval', actionFacts));
  const delivery = getFirst(keep(trace, yield ask('billing-delivery', actionFacts)));
  return {
    action,
    reason: readChoice(held ?? taken, 'reason', BILLING_REASONS),
    heldAction: held === undefined ? null : step,
    needsApproval: approval.outputs.some((each) => each.needsApproval === true),
    delivery,
    facts: actionFacts,
    trace,
  };
}

/** The decision row: keys and their order are the output contract. */
export function buildContractDecision(
  figures: ContractFigures,
  verdict: ContractVerdict,
  release: string,
): BillingDecision {
  const { trace } = verdict;
  return {
    subject: 'contract',
    id: figures.id,
    customerId: figures.customerId,
    currency: figures.currency,
    openAmount: figures.openAmount,
    overdueAmount: figures.overdueAmount,
    oldestUnpaidDueOn: figures.oldestUnpaidDueOn,
    daysPastDue: figures.daysPastDue,
    serviceStatus: figures.serviceStatus,
    action: verdict.action,
    reason: verdict.reason,
    heldAction: verdict.heldAction,
    needsApproval: verdict.needsApproval,
    holds: figures.holds,
    rules: {
      amounts: joinRuleNames(trace, 'billing-amounts'),
      ladder: joinRuleNames(trace, 'billing-ladder'),
      hold: joinRuleNames(trace, 'billing-hold'),
      approval: joinRuleNames(trace, 'billing-approval'),
    },
    release,
  };
}

function getAction(action: BillingAction | null): BillingAction {
  if (action === null) throw new Error('the ladder put out no action; the rule check lets no such event pass');
  return action;
}

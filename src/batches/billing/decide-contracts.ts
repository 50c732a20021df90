import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import { type AccountState, type ContractState, readAccountState } from '../../domain/account-state.ts';
import {
  BILLING_ACTIONS,
  BILLING_REASONS,
  type BillingAction,
  type BillingDecision,
  type BillingReason,
  type ContractDetails,
} from '../../domain/billing-decision.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { Facts } from '../../domain/fact.ts';
import type { CustomerFile } from '../../domain/invoice.ts';
import type { Currency } from '../../domain/money.ts';
import { type ContractDebt, readBillingFacts, readContractDebt } from '../../facts/read-contract-facts.ts';
import { readChoice } from '../../facts/read-outputs.ts';
import { type AccountRules, readScope } from '../accounts/account-rules.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import { readContractDetails } from './contract-details.ts';

/** A decided contract with everything that explains it. */
export type ContractOutcome = {
  readonly decision: BillingDecision;
  readonly details: ContractDetails;
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  /** What each rule set said, in the order in which they were asked. */
  readonly trace: readonly RuleSetOutcome[];
};

/**
 * Decides the contracts that a customer owns, one decision for each currency: amounts → ladder → holds → approval →
 * delivery. Pure in the file, asOf and the rules. Sorted by contract, the main currency first.
 */
export async function decideContracts(
  file: CustomerFile,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<readonly ContractOutcome[]> {
  return decideContractsOf(readAccountState(file, asOf, rules.calendar), asOf, rules, evaluator);
}

/** The same where the state of the customer is known already, for all its contracts or for some. */
export async function decideContractsOf(
  state: AccountState,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
  isWanted: (contractId: string) => boolean = () => true,
): Promise<readonly ContractOutcome[]> {
  const outcomes: ContractOutcome[] = [];
  for (const contract of state.contracts.filter((each) => isWanted(each.contractId))) {
    const currencies: readonly (Currency | null)[] = contract.currencies.length === 0 ? [null] : contract.currencies;
    for (const currency of currencies) {
      outcomes.push(await decideContract(contract, currency, asOf, rules, evaluator));
    }
  }
  return outcomes;
}

async function decideContract(
  contract: ContractState,
  currency: Currency | null,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<ContractOutcome> {
  const trace: RuleSetOutcome[] = [];
  const debt = readContractDebt(contract, currency);
  const recordFacts = readBillingFacts(contract, debt, asOf);
  const asked = { scope: readScope(recordFacts), evaluator, trace };

  const amounts = getFirst(await rules.ask('billing-amounts', recordFacts, asked));
  const ladderFacts = { ...recordFacts, ...amounts };
  const taken = getFirst(await rules.ask('billing-ladder', ladderFacts, asked));
  const step = getAction(readChoice(taken, 'action', BILLING_ACTIONS));
  const stepFacts = { ...ladderFacts, step };
  const [held] = (await rules.ask('billing-hold', stepFacts, asked)).outputs;
  const action: BillingAction = held === undefined ? step : 'hold';
  const actionFacts = { ...stepFacts, action };
  const approval = await rules.ask('billing-approval', actionFacts, asked);
  const delivery = getFirst(await rules.ask('billing-delivery', actionFacts, asked));

  const decision = buildDecision(contract, debt, trace, rules.release, {
    action,
    reason: readChoice(held ?? taken, 'reason', BILLING_REASONS),
    heldAction: held === undefined ? null : step,
    needsApproval: approval.outputs.some((each) => each.needsApproval === true),
  });
  return {
    decision,
    details: readContractDetails({
      ...{ contract, debt, delivery, asOf },
      action: decision.heldAction ?? action,
      reminderDays: rules.readNumber('billing.reminder-days', asked.scope),
    }),
    facts: actionFacts,
    trace,
  };
}

type Verdict = {
  readonly action: BillingAction;
  readonly reason: BillingReason | null;
  readonly heldAction: BillingAction | null;
  readonly needsApproval: boolean;
};

/** The decision row: keys and their order are the output contract. */
function buildDecision(
  contract: ContractState,
  debt: ContractDebt,
  trace: readonly RuleSetOutcome[],
  release: string,
  verdict: Verdict,
): BillingDecision {
  return {
    subject: 'contract',
    id: contract.contractId,
    customerId: contract.customerId,
    currency: debt.currency,
    openAmount: debt.openMinor,
    overdueAmount: debt.overdueMinor,
    oldestUnpaidDueOn: debt.oldest?.effectiveDueOn ?? null,
    daysPastDue: debt.oldest?.daysPastDue ?? null,
    serviceStatus: contract.serviceStatus,
    action: verdict.action,
    reason: verdict.reason,
    heldAction: verdict.heldAction,
    needsApproval: verdict.needsApproval,
    holds: contract.holds.map((hold) => hold.holdId),
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

import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import { type AccountState, type ContractState, readAccountState } from '../../domain/account-state.ts';
import type { BillingDecision, ContractDetails } from '../../domain/billing-decision.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { Facts } from '../../domain/fact.ts';
import type { CustomerFile } from '../../domain/invoice.ts';
import type { Currency } from '../../domain/money.ts';
import { readBillingFacts, readContractDebt } from '../../facts/read-contract-facts.ts';
import { type AccountRules, readScope } from '../accounts/account-rules.ts';
import { walkChain } from '../rule-chain.ts';
import { askAboutContract, buildContractDecision } from './contract-chain.ts';
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
 * Decides the contracts that a customer owns, one decision for each currency. Pure in the file, asOf and the rules.
 * Sorted by contract, the main currency first.
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
  const debt = readContractDebt(contract, currency);
  const facts = readBillingFacts(contract, debt, asOf);
  const scope = readScope(facts);
  const verdict = await walkChain(askAboutContract(facts), rules.answerWith(evaluator, scope));
  const figures = {
    id: contract.contractId,
    customerId: contract.customerId,
    currency: debt.currency,
    openAmount: debt.openMinor,
    overdueAmount: debt.overdueMinor,
    oldestUnpaidDueOn: debt.oldest?.effectiveDueOn ?? null,
    daysPastDue: debt.oldest?.daysPastDue ?? null,
    serviceStatus: contract.serviceStatus,
    holds: contract.holds.map((hold) => hold.holdId),
  };
  return {
    decision: buildContractDecision(figures, verdict, rules.release),
    details: readContractDetails({
      ...{ contract, debt, asOf, delivery: verdict.delivery },
      action: verdict.heldAction ?? verdict.action,
      reminderDays: rules.readNumber('billing.reminder-days', scope),
    }),
    facts: verdict.facts,
    trace: verdict.trace,
  };
}

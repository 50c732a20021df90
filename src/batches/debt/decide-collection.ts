import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { ContractState } from '../../domain/account-state.ts';
import { addMonths, type CalendarDate, countDays } from '../../domain/calendar-date.ts';
import type { CollectionAction, CollectionDecision, CollectionDetails } from '../../domain/debt-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import type { Currency } from '../../domain/money.ts';
import { type ContractDebt, readContractDebt, readContractFacts } from '../../facts/read-contract-facts.ts';
import { findOldest, readCollectionFacts } from '../../facts/read-debt-facts.ts';
import { type AccountRules, readScope } from '../accounts/account-rules.ts';
import { walkChain } from '../rule-chain.ts';
import { askAboutCollection, buildCollectionDecision, chooseDebt } from './collection-chain.ts';

/** A decided contract in debt collection with everything that explains it. */
export type CollectionOutcome = {
  readonly decision: CollectionDecision;
  readonly details: CollectionDetails;
  readonly facts: Facts;
  readonly trace: readonly RuleSetOutcome[];
};

/**
 * Decides the next step of collection: of a locked contract always, of a terminated one while it owes. Null for all
 * other contracts. Where a contract owes in several currencies, the first one that is overdue speaks for it.
 */
export async function decideCollection(
  contract: ContractState,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<CollectionOutcome | null> {
  const { serviceStatus, statusSince } = contract;
  if (serviceStatus !== 'locked' && serviceStatus !== 'terminated') return null;
  const debts = readDebts(contract).map((debt) => ({ debt, facts: readContractFacts(contract, debt, asOf) }));
  const [first] = debts;
  if (first === undefined) throw new Error('a contract has at least one debt, be it empty');
  const scope = readScope(first.facts);
  const answer = rules.answerWith(evaluator, scope);
  const speaking = await walkChain(chooseDebt(serviceStatus, debts), answer);
  if (speaking === null) return null;

  const facts = readCollectionFacts(contract, speaking.debt, speaking.tolerance, asOf);
  const verdict = await walkChain(askAboutCollection(facts, speaking.trace), answer);
  const figures = {
    id: contract.contractId,
    customerId: contract.customerId,
    daysSinceLock: serviceStatus === 'locked' && statusSince !== null ? countDays(statusSince, asOf) : null,
    holds: contract.holds.map((hold) => hold.holdId),
  };
  return {
    decision: buildCollectionDecision(figures, verdict, rules.release),
    details: readDetails(
      contract,
      debts.map(({ debt }) => debt),
      verdict.heldAction,
      rules.readNumber('debt.limitation-months', scope),
    ),
    facts: verdict.facts,
    trace: verdict.trace,
  };
}

function readDebts(contract: ContractState): readonly ContractDebt[] {
  const currencies: readonly (Currency | null)[] = contract.currencies.length === 0 ? [null] : contract.currencies;
  return currencies.map((currency) => readContractDebt(contract, currency));
}

function readDetails(
  contract: ContractState,
  debts: readonly ContractDebt[],
  heldAction: CollectionAction | null,
  limitationMonths: number,
): CollectionDetails {
  const { newest } = contract;
  const oldestDueOn = findOldest(contract)?.invoice.dueOn ?? null;
  return {
    customerName: newest?.customerName ?? null,
    debtorType: newest?.debtorType ?? null,
    product: contract.product,
    managingUnit: newest?.managingUnit ?? null,
    regionUnit: newest?.regionUnit ?? null,
    serviceStatus: contract.serviceStatus,
    statusSince: contract.statusSince,
    handedOverOn: contract.handedOverOn,
    overdue: debts.flatMap(({ currency, overdueMinor }) => (currency === null ? [] : [{ currency, overdueMinor }])),
    heldAction,
    oldestDueOn,
    limitationOn: oldestDueOn === null ? null : addMonths(oldestDueOn, limitationMonths),
  };
}

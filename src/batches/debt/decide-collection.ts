import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { ContractState } from '../../domain/account-state.ts';
import { addMonths, type CalendarDate, countDays } from '../../domain/calendar-date.ts';
import {
  COLLECTION_ACTIONS,
  COLLECTION_REASONS,
  type CollectionAction,
  type CollectionDecision,
  type CollectionDetails,
} from '../../domain/debt-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import type { Currency } from '../../domain/money.ts';
import { type ContractDebt, readContractDebt, readContractFacts } from '../../facts/read-contract-facts.ts';
import { findOldest, readCollectionFacts } from '../../facts/read-debt-facts.ts';
import { readChoice, readNumber } from '../../facts/read-outputs.ts';
import { type AccountRules, type Asked, readScope } from '../accounts/account-rules.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';

/** A decided contract in debt collection with everything that explains it. */
export type CollectionOutcome = {
  readonly decision: CollectionDecision;
  readonly details: CollectionDetails;
  readonly facts: Facts;
  readonly trace: readonly RuleSetOutcome[];
};

/** A debt in one currency with the amount up to which it counts as paid. */
type ToleratedDebt = {
  readonly debt: ContractDebt;
  readonly tolerance: number;
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
  const { serviceStatus } = contract;
  if (serviceStatus !== 'locked' && serviceStatus !== 'terminated') return null;
  const debts = await readDebts(contract, asOf, rules, evaluator);
  const owing = debts.find(({ debt, tolerance }) => debt.overdueMinor > tolerance);
  if (serviceStatus === 'terminated' && owing === undefined) return null;
  const speaking = owing ?? debts[0];
  if (speaking === undefined) throw new Error('a contract has at least one debt, be it empty');

  const trace = [...speaking.trace];
  const facts = readCollectionFacts(contract, speaking.debt, speaking.tolerance, asOf);
  const asked: Asked = { scope: readScope(facts), evaluator, trace };
  const taken = getFirst(await rules.ask('debt-collection', facts, asked));
  const step = getAction(readChoice(taken, 'action', COLLECTION_ACTIONS));
  const stepFacts = { ...facts, step };
  const [held] = (await rules.ask('debt-hold', stepFacts, asked)).outputs;
  const limitation = await rules.ask('debt-limitation', facts, asked);
  const { statusSince } = contract;
  return {
    decision: {
      subject: 'contract',
      id: contract.contractId,
      customerId: contract.customerId,
      daysSinceLock: serviceStatus === 'locked' && statusSince !== null ? countDays(statusSince, asOf) : null,
      action: held === undefined ? step : 'hold',
      reason: readChoice(held ?? taken, 'reason', COLLECTION_REASONS),
      limitationWarning: limitation.outputs.some((each) => each.limitationWarning === true),
      holds: contract.holds.map((hold) => hold.holdId),
      rules: {
        amounts: joinRuleNames(trace, 'billing-amounts'),
        collection: joinRuleNames(trace, 'debt-collection'),
        limitation: joinRuleNames(trace, 'debt-limitation'),
        hold: joinRuleNames(trace, 'debt-hold'),
      },
      release: rules.release,
    },
    details: readDetails(
      contract,
      debts,
      held === undefined ? null : step,
      rules.readNumber('debt.limitation-months', asked.scope),
    ),
    facts: stepFacts,
    trace,
  };
}

async function readDebts(
  contract: ContractState,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<readonly ToleratedDebt[]> {
  const currencies: readonly (Currency | null)[] = contract.currencies.length === 0 ? [null] : contract.currencies;
  const debts: ToleratedDebt[] = [];
  for (const currency of currencies) {
    const trace: RuleSetOutcome[] = [];
    const debt = readContractDebt(contract, currency);
    const facts = readContractFacts(contract, debt, asOf);
    const amounts = getFirst(await rules.ask('billing-amounts', facts, { scope: readScope(facts), evaluator, trace }));
    debts.push({ debt, tolerance: readNumber(amounts, 'tolerance') ?? 0, trace });
  }
  return debts;
}

function readDetails(
  contract: ContractState,
  debts: readonly ToleratedDebt[],
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
    overdue: debts.flatMap(({ debt }) =>
      debt.currency === null ? [] : [{ currency: debt.currency, overdueMinor: debt.overdueMinor }],
    ),
    heldAction,
    oldestDueOn,
    limitationOn: oldestDueOn === null ? null : addMonths(oldestDueOn, limitationMonths),
  };
}

function getAction(action: CollectionAction | null): CollectionAction {
  if (action === null) throw new Error('collection put out no action; the rule check lets no such event pass');
  return action;
}

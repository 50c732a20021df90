import { buildEvaluator, type EngineName } from '../../decisions/build-evaluator.ts';
import { readAccountState } from '../../domain/account-state.ts';
import { readBalances } from '../../domain/customer-balance.ts';
import type { CustomerBalance } from '../../domain/debt-decision.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import { BILLING_CATALOGUE } from '../../facts/billing-catalogue.ts';
import type { StoredDecision } from '../../store/decisions.ts';
import { buildAccountRules, FOR_ALL } from '../accounts/account-rules.ts';
import { loadCustomers } from '../accounts/load-customers.ts';
import type { DecideChunk } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { buildPause } from '../pause.ts';
import { type ContractOutcome, decideContractsOf } from './decide-contracts.ts';

/** Builds the function that decides all contracts of the customers of a chunk. */
export function buildBillingDecider(release: KyhanRelease, asOf: Instant, engine: EngineName): DecideChunk {
  const day = toCalendarDate(asOf);
  const rules = buildAccountRules(release, day);
  const evaluator = buildEvaluator(engine, BILLING_CATALOGUE);
  const trackingMonths = rules.readNumber('debt.tracking-after-write-off-months', FOR_ALL);
  return async (database, runId, chunk, signal) => {
    const pause = buildPause(signal);
    const decisions: StoredDecision[] = [];
    const balances: CustomerBalance[] = [];
    for (const file of await loadCustomers(database, runId, chunk)) {
      await pause();
      const state = readAccountState(file, day, rules.calendar);
      const outcomes = await decideContractsOf(state, day, rules, evaluator);
      for (const outcome of outcomes) decisions.push(toStoredDecision(outcome));
      balances.push(...readBalances(file, state, day, trackingMonths));
    }
    return { decisions, balances };
  };
}

function toStoredDecision({ decision, details, facts }: ContractOutcome): StoredDecision {
  return {
    subject: decision.subject,
    id: decision.id,
    part: decision.currency ?? '',
    outcome: decision.action,
    amountMinor: decision.openAmount,
    row: JSON.stringify(decision),
    facts: JSON.stringify(facts),
    details: JSON.stringify(details),
  };
}

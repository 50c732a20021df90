import { buildEvaluator, type EngineName } from '../../decisions/build-evaluator.ts';
import { readAccountState } from '../../domain/account-state.ts';
import { readBalances } from '../../domain/customer-balance.ts';
import { ageBalance, type DebtBalance } from '../../domain/debt-ageing.ts';
import type { DebtInvoiceDecision } from '../../domain/debt-decision.ts';
import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import { DEBT_CATALOGUE } from '../../facts/debt-catalogue.ts';
import type { StoredDecision } from '../../store/decisions.ts';
import { buildAccountRules, FOR_ALL } from '../accounts/account-rules.ts';
import { loadCustomers } from '../accounts/load-customers.ts';
import type { DecideChunk } from '../batch.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { buildPause } from '../pause.ts';
import { packCollectionDecision, packCollectionDetails, packCollectionFacts } from './collection-text.ts';
import type { CollectionOutcome } from './decide-collection.ts';
import { decideDebtsOf } from './decide-debts.ts';
import type { DebtInvoiceOutcome } from './decide-invoice.ts';
import { packInvoiceDecision, packInvoiceDetails, packInvoiceFacts } from './invoice-text.ts';

/** Builds the function that decides all debts of the customers of a chunk. */
export function buildDebtDecider(release: KyhanRelease, asOf: Instant, engine: EngineName): DecideChunk {
  const day = toCalendarDate(asOf);
  const rules = buildAccountRules(release, day);
  const evaluator = buildEvaluator(engine, DEBT_CATALOGUE);
  const trackingMonths = rules.readNumber('debt.tracking-after-write-off-months', FOR_ALL);
  return async (database, runId, chunk, signal) => {
    const pause = buildPause(signal);
    const decisions: StoredDecision[] = [];
    const balances: DebtBalance[] = [];
    for (const file of await loadCustomers(database, runId, chunk)) {
      await pause();
      const state = readAccountState(file, day, rules.calendar);
      const { collections, invoices } = await decideDebtsOf(file, state, day, rules, evaluator);
      for (const outcome of collections) decisions.push(toStoredCollection(outcome));
      for (const outcome of invoices) decisions.push(toStoredInvoice(outcome));
      for (const balance of readBalances(file, state, day, trackingMonths))
        balances.push(ageBalance(balance, invoices));
    }
    return { decisions, balances };
  };
}

/** Its part is the status, so that the store can count locked contracts. */
function toStoredCollection(outcome: CollectionOutcome): StoredDecision {
  const { decision, details } = outcome;
  return {
    subject: decision.subject,
    id: decision.id,
    part: details.serviceStatus,
    outcome: decision.action,
    amountMinor: null,
    row: packCollectionDecision(decision),
    facts: packCollectionFacts(outcome.facts),
    details: packCollectionDetails(details),
  };
}

/** What a run counts of an invoice. Texts made once: one that is put together anew is compared letter by letter. */
const OUTCOMES = {
  none: 'write-off:none',
  'not-ready': 'write-off:not-ready',
  'propose-write-off': 'write-off:propose-write-off',
} as const satisfies Readonly<Record<DebtInvoiceDecision['writeOffAction'], string>>;

function toStoredInvoice(outcome: DebtInvoiceOutcome): StoredDecision {
  const { decision } = outcome;
  return {
    subject: decision.subject,
    id: decision.id,
    part: decision.currency,
    outcome: OUTCOMES[decision.writeOffAction],
    amountMinor: decision.openAmount,
    row: packInvoiceDecision(decision),
    facts: packInvoiceFacts(outcome.facts),
    details: packInvoiceDetails(outcome.details),
  };
}

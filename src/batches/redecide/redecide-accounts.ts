import { buildCompiledEvaluator } from '../../decisions/compiled-evaluator.ts';
import type { FactCatalogue } from '../../decisions/prepare-condition.ts';
import type { BillingDecision } from '../../domain/billing-decision.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { Facts, GrowingFacts } from '../../domain/fact.ts';
import { BILLING_CATALOGUE } from '../../facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../facts/debt-catalogue.ts';
import type { DecidedFacts } from '../../store/decided-facts.ts';
import { parseStoredJson } from '../../store/parse-stored-json.ts';
import { type AccountRules, buildAccountRules, readScope } from '../accounts/account-rules.ts';
import { askAboutContract, buildContractDecision } from '../billing/contract-chain.ts';
import { askAboutCollection, buildCollectionDecision, chooseDebt } from '../debt/collection-chain.ts';
import { COLLECTION_READER } from '../debt/collection-text.ts';
import { askAboutInvoice, buildInvoiceDecision } from '../debt/invoice-chain.ts';
import { INVOICE_READER } from '../debt/invoice-text.ts';
import type { KyhanRelease } from '../kyhan-release.ts';
import { type RuleChain, walkChainAtOnce } from '../rule-chain.ts';
import type { Redecided, Redecider } from './redecided.ts';

/** Walks a chain about a record with those facts. */
type Walk = <Result>(facts: Facts, chain: RuleChain<Result>) => Result;

/** Decides the contracts of a billing run again: as a whole, but for what reports show besides the decision. */
export function buildBillingRedeciders(draft: KyhanRelease, day: CalendarDate): readonly Redecider[] {
  const rules = buildAccountRules(draft, day);
  const walk = buildWalk(rules, BILLING_CATALOGUE);
  const decide = (stored: DecidedFacts): Redecided => {
    const before: BillingDecision = parseStoredJson(stored.row);
    const facts: Facts = parseStoredJson(stored.facts);
    const verdict = walk(facts, askAboutContract(facts));
    return { before, after: buildContractDecision(before, verdict, rules.release) };
  };
  return [{ subject: 'contract', withDetails: false, decide }];
}

/**
 * Decides the contracts and invoices of a debt run again. A terminated contract that the run left out, because it owed
 * no more than the tolerance, is not in the store: a draft that lowers the tolerance does not bring it back.
 */
export function buildDebtRedeciders(draft: KyhanRelease, day: CalendarDate): readonly Redecider[] {
  const rules = buildAccountRules(draft, day);
  const walk = buildWalk(rules, DEBT_CATALOGUE);
  const decideInvoice = (stored: DecidedFacts): Redecided => {
    const before = INVOICE_READER.readRow(stored.row);
    const facts: GrowingFacts = { ...INVOICE_READER.readFacts(stored.facts) };
    const verdict = walk(facts, askAboutInvoice(facts));
    return { before, after: buildInvoiceDecision(before, verdict, rules.release) };
  };
  return [
    { subject: 'contract', withDetails: true, decide: (stored) => decideCollection(stored, rules, walk) },
    { subject: 'invoice', withDetails: false, decide: decideInvoice },
  ];
}

/** The details have the debts in all currencies, in their order: which one speaks is asked again. */
function decideCollection(stored: DecidedFacts, rules: AccountRules, walk: Walk): Redecided {
  const before = COLLECTION_READER.readRow(stored.row);
  const facts = COLLECTION_READER.readFacts(stored.facts);
  const { overdue, serviceStatus } = COLLECTION_READER.readDetails(stored.details ?? '');
  const owed = overdue.length === 0 ? [{ currency: null, overdueMinor: 0 }] : overdue;
  const debts = owed.map((debt) => ({
    debt,
    facts: { ...facts, currency: debt.currency, overdueAmount: debt.overdueMinor },
  }));
  const speaking = walk(facts, chooseDebt(serviceStatus, debts));
  if (speaking === null) return { before, after: null };
  const { currency, overdueMinor } = speaking.debt;
  const ownFacts = { ...facts, currency, overdueAmount: overdueMinor, tolerance: speaking.tolerance };
  const verdict = walk(facts, askAboutCollection(ownFacts, speaking.trace));
  return { before, after: buildCollectionDecision(before, verdict, rules.release) };
}

function buildWalk(rules: AccountRules, catalogue: FactCatalogue): Walk {
  const evaluator = buildCompiledEvaluator(catalogue);
  return (facts, chain) => {
    const scope = readScope(facts);
    return walkChainAtOnce(chain, ({ ruleSet, facts: known }) =>
      evaluator.evaluate(rules.resolve(ruleSet, scope), known),
    );
  };
}

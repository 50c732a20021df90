import { type AccountRules, buildAccountRules } from '../../src/batches/accounts/account-rules.ts';
import { type ContractOutcome, decideContracts } from '../../src/batches/billing/decide-contracts.ts';
import { type DebtOutcome, decideDebts } from '../../src/batches/debt/decide-debts.ts';
import { buildReferenceEvaluator } from '../../src/decisions/reference-evaluator.ts';
import type { CalendarDate } from '../../src/domain/calendar-date.ts';
import type { CustomerFile } from '../../src/domain/invoice.ts';
import { BILLING_CATALOGUE } from '../../src/facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { loadShippedRelease } from './shipped-release.ts';

const billingEvaluator = buildReferenceEvaluator(BILLING_CATALOGUE);
const debtEvaluator = buildReferenceEvaluator(DEBT_CATALOGUE);

/** Rules are made ready once for each day, and not for each of thousands of cases. */
const kept = new Map<CalendarDate, AccountRules>();
let loading: ReturnType<typeof loadShippedRelease> | undefined;

/** The shipped rules of billing and debts on a day. */
export async function readAccountRules(asOf: CalendarDate): Promise<AccountRules> {
  // No await at the top level: it would make mocha load whoever imports this beside its fixture of a server.
  loading ??= loadShippedRelease();
  const rules = kept.get(asOf) ?? buildAccountRules(await loading, asOf);
  kept.set(asOf, rules);
  return rules;
}

/** What the shipped rules of billing decide about a customer. */
export async function decideBilling(file: CustomerFile, asOf: CalendarDate): Promise<readonly ContractOutcome[]> {
  return decideContracts(file, asOf, await readAccountRules(asOf), billingEvaluator);
}

/** What the shipped rules of debts decide about a customer. */
export async function decideDebt(file: CustomerFile, asOf: CalendarDate): Promise<DebtOutcome> {
  return decideDebts(file, asOf, await readAccountRules(asOf), debtEvaluator);
}

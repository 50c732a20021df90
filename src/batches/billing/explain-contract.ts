import { readAccountState } from '../../domain/account-state.ts';
import type { BillingDecision, ContractDetails } from '../../domain/billing-decision.ts';
import { BILLING_CATALOGUE } from '../../facts/billing-catalogue.ts';
import { buildAccountRules } from '../accounts/account-rules.ts';
import { describeHold } from '../accounts/describe-records.ts';
import { loadCustomer } from '../accounts/load-customers.ts';
import { buildExplainingEvaluator, type ExplainedDecision, type ExplainRequest } from '../explained-decision.ts';
import { decideContractsOf } from './decide-contracts.ts';

/** Decides a stored contract again in one currency, keeping what every rule saw. */
export async function explainContract({ database, run, release, stored }: ExplainRequest): Promise<ExplainedDecision> {
  const { customerId }: BillingDecision = JSON.parse(stored.row);
  const file = await loadCustomer(database, run.runId, customerId);
  const rules = buildAccountRules(release, run.asOf);
  const { evaluator, list } = buildExplainingEvaluator(BILLING_CATALOGUE);
  const state = readAccountState(file, run.asOf, rules.calendar);
  const outcomes = await decideContractsOf(state, run.asOf, rules, evaluator, (id) => id === stored.id);
  const outcome = outcomes.find(({ decision }) => (decision.currency ?? '') === stored.part);
  if (outcome === undefined) throw new Error(`contract ${stored.id} is not among those of its customer any more`);
  const { decision, details, facts, trace } = outcome;
  return { decision, facts, notes: listNotes(details), ruleSets: list(trace), catalogue: BILLING_CATALOGUE };
}

function listNotes(details: ContractDetails): ExplainedDecision['notes'] {
  return [
    {
      title: { vi: 'Hóa đơn chưa trả hết', en: 'Open invoices' },
      lines: details.openInvoices.map(
        (each) =>
          `${each.invoiceId}  ${each.openMinor} / ${each.amountMinor}  due ${each.effectiveDueOn}  DPD ${each.daysPastDue}${each.isDisputed ? '  disputed' : ''}`,
      ),
    },
    {
      title: { vi: 'Thông báo chưa đến', en: 'Notices not delivered' },
      lines: details.undelivered.map((each) => `${each.noticeId}  ${each.kind}  sent ${each.sentOn}`),
    },
    { title: { vi: 'Tạm dừng đang có hiệu lực', en: 'Active holds' }, lines: details.holds.map(describeHold) },
  ];
}

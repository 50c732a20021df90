import { readAccountState } from '../../domain/account-state.ts';
import { compareText } from '../../domain/compare-text.ts';
import type { CustomerFile } from '../../domain/invoice.ts';
import { DEBT_CATALOGUE } from '../../facts/debt-catalogue.ts';
import type { StoredDecision } from '../../store/decisions.ts';
import { buildAccountRules } from '../accounts/account-rules.ts';
import { describeHold, describePayment } from '../accounts/describe-records.ts';
import { loadCustomer } from '../accounts/load-customers.ts';
import { buildExplainingEvaluator, type ExplainedDecision, type ExplainRequest } from '../explained-decision.ts';
import { COLLECTION_READER } from './collection-text.ts';
import type { CollectionOutcome } from './decide-collection.ts';
import { decideDebtsOf } from './decide-debts.ts';
import type { DebtInvoiceOutcome } from './decide-invoice.ts';
import { INVOICE_READER } from './invoice-text.ts';

/** Decides a stored contract or invoice of the debt batch again, keeping what every rule saw. */
export async function explainDebt({ database, run, release, stored }: ExplainRequest): Promise<ExplainedDecision> {
  const reader = stored.subject === 'contract' ? COLLECTION_READER : INVOICE_READER;
  const { customerId } = reader.readRow(stored.row);
  const file = await loadCustomer(database, run.runId, customerId);
  const rules = buildAccountRules(release, run.asOf);
  const { evaluator, list } = buildExplainingEvaluator(DEBT_CATALOGUE);
  const state = readAccountState(file, run.asOf, rules.calendar);
  const isWanted = (id: string): boolean => id === stored.id;
  const { collections, invoices } = await decideDebtsOf(file, state, run.asOf, rules, evaluator, isWanted);
  const outcome = stored.subject === 'contract' ? collections[0] : invoices[0];
  if (outcome === undefined)
    throw new Error(`${stored.subject} ${stored.id} is not among those of its customer any more`);
  const holds = state.contracts.find((each) => each.contractId === stored.id)?.holds ?? [];
  const notes = [
    { title: { vi: 'Số liệu', en: 'Figures' }, lines: listFigures(outcome) },
    { title: { vi: 'Thanh toán', en: 'Payments' }, lines: listPayments(file, stored, run.asOf) },
    { title: { vi: 'Tạm dừng đang có hiệu lực', en: 'Active holds' }, lines: holds.map(describeHold) },
  ];
  const { decision, facts, trace } = outcome;
  return { decision, facts, notes, ruleSets: list(trace), catalogue: DEBT_CATALOGUE };
}

/** The details as they stand, one a line; empty ones are left out. */
function listFigures({ details }: CollectionOutcome | DebtInvoiceOutcome): readonly string[] {
  return Object.entries(details).flatMap(([name, value]: readonly [string, unknown]) =>
    value === null || (Array.isArray(value) && value.length === 0)
      ? []
      : [`${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`],
  );
}

/** Those on the invoice, or on the invoices of the contract, and those without an invoice. */
function listPayments(file: CustomerFile, { subject, id }: StoredDecision, asOf: string): readonly string[] {
  const invoices = file.invoices.filter((each) => (subject === 'invoice' ? each.invoiceId : each.contractId) === id);
  const ids = new Set<string | null>([null, ...invoices.map((invoice) => invoice.invoiceId)]);
  return file.payments
    .filter((payment) => payment.paidOn <= asOf && ids.has(payment.invoiceId))
    .sort((a, b) => compareText(a.paidOn, b.paidOn) || compareText(a.paymentId, b.paymentId))
    .map(describePayment);
}

import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { InvoiceState } from '../../domain/account-state.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import type { DebtInvoiceDecision, DebtInvoiceDetails, ProvisionSchedule } from '../../domain/debt-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import type { BookedProvision, Debtor } from '../../domain/invoice.ts';
import { readDebtInvoiceFacts, readLegalStatus } from '../../facts/read-debt-facts.ts';
import { type AccountRules, readScope } from '../accounts/account-rules.ts';
import { walkChain } from '../rule-chain.ts';
import { askAboutInvoice, buildInvoiceDecision } from './invoice-chain.ts';

/** A decided open invoice with everything that explains it. */
export type DebtInvoiceOutcome = {
  readonly decision: DebtInvoiceDecision;
  readonly details: DebtInvoiceDetails;
  readonly facts: Facts;
  readonly trace: readonly RuleSetOutcome[];
};

/** What is known besides the invoice itself. */
export type InvoiceParts = {
  readonly debtor: Debtor | null;
  readonly booked: BookedProvision | null;
  /** Part of what we owe the debtor that is set off against this invoice. */
  readonly offsetMinor: number;
};

/** Decides one open invoice: its figures from the records, its verdict from the rules. */
export async function decideDebtInvoice(
  state: InvoiceState,
  parts: InvoiceParts,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<DebtInvoiceOutcome> {
  const booked = parts.booked !== null && isBooked(parts.booked, asOf) ? parts.booked : null;
  const facts = readDebtInvoiceFacts(state, parts.debtor, parts.booked, asOf);
  const verdict = await walkChain(askAboutInvoice(facts), rules.answerWith(evaluator, readScope(facts)));
  const { invoice } = state;
  const figures = {
    id: invoice.invoiceId,
    contractId: invoice.contractId,
    customerId: invoice.customerId,
    currency: invoice.currency,
    openAmount: state.openMinor,
    daysPastDue: state.daysPastDue,
    provisionBase: state.openMinor - parts.offsetMinor,
    provisionBooked: booked?.bookedMinor ?? 0,
  };
  return {
    decision: buildInvoiceDecision(figures, verdict, rules.release),
    details: readDetails(state, parts, booked, verdict.schedule, asOf),
    facts: verdict.facts,
    trace: verdict.trace,
  };
}

/** A provision that is booked later does not exist yet. */
function isBooked(provision: BookedProvision, asOf: CalendarDate): boolean {
  return provision.bookedOn === null || provision.bookedOn <= asOf;
}

function readDetails(
  state: InvoiceState,
  { debtor, booked: anyBooked, offsetMinor }: InvoiceParts,
  booked: BookedProvision | null,
  schedule: ProvisionSchedule,
  asOf: CalendarDate,
): DebtInvoiceDetails {
  const { invoice } = state;
  const fullyOn = anyBooked?.fullyProvisionedOn ?? null;
  return {
    customerName: invoice.customerName,
    debtorType: invoice.debtorType,
    chargeKind: invoice.chargeKind,
    product: invoice.product,
    managingUnit: invoice.managingUnit,
    regionUnit: invoice.regionUnit,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    effectiveDueOn: state.effectiveDueOn,
    amountMinor: invoice.amountMinor,
    isDisputed: state.isDisputed,
    monthsPastDue: state.monthsPastDue,
    schedule,
    offsetMinor,
    bookedOn: booked?.bookedOn ?? null,
    fullyProvisionedOn: fullyOn !== null && fullyOn <= asOf ? fullyOn : null,
    legalStatus: readLegalStatus(debtor, asOf),
    legalStatusOn: debtor?.legalStatusOn ?? null,
    evidence: debtor?.evidence ?? [],
  };
}

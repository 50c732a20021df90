import type { Evaluator, RuleSetOutcome } from '../../decisions/evaluator.ts';
import type { InvoiceState } from '../../domain/account-state.ts';
import type { CalendarDate } from '../../domain/calendar-date.ts';
import {
  AGEING_BUCKETS,
  CASE_DOCUMENTS,
  type DebtInvoiceDecision,
  type DebtInvoiceDetails,
  MISSING_GROUPS,
  type MissingGroup,
  PROVISION_SCHEDULES,
  type ProvisionSchedule,
  WRITE_OFF_ACTIONS,
  WRITE_OFF_CASES,
} from '../../domain/debt-decision.ts';
import type { Facts } from '../../domain/fact.ts';
import type { BookedProvision, Debtor } from '../../domain/invoice.ts';
import { takePercent } from '../../domain/money.ts';
import { readDebtInvoiceFacts, readLegalStatus } from '../../facts/read-debt-facts.ts';
import { type Outputs, readChoice, readNumber } from '../../facts/read-outputs.ts';
import { type AccountRules, readScope } from '../accounts/account-rules.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';

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

/** Decides one open invoice: age → schedule → rate → evidence → cases of write-off → what is proposed. */
export async function decideDebtInvoice(
  state: InvoiceState,
  parts: InvoiceParts,
  asOf: CalendarDate,
  rules: AccountRules,
  evaluator: Evaluator,
): Promise<DebtInvoiceOutcome> {
  const trace: RuleSetOutcome[] = [];
  const booked = parts.booked !== null && isBooked(parts.booked, asOf) ? parts.booked : null;
  const facts = readDebtInvoiceFacts(state, parts.debtor, parts.booked, asOf);
  const asked = { scope: readScope(facts), evaluator, trace };

  const ageing = getFirst(await rules.ask('debt-ageing', facts, asked));
  const schedule = get(
    readChoice(getFirst(await rules.ask('debt-provision-schedule', facts, asked)), 'schedule', PROVISION_SCHEDULES),
  );
  const scheduleFacts = { ...facts, schedule };
  const ratePercent = get(
    readNumber(getFirst(await rules.ask('debt-provision-rates', scheduleFacts, asked)), 'ratePercent'),
  );
  const rateFacts = { ...scheduleFacts, ratePercent };
  const missingEvidence = listMissing(await rules.ask('debt-provision-evidence', rateFacts, asked));
  const cases = readCases((await rules.ask('debt-write-off-cases', scheduleFacts, asked)).outputs);
  const caseFacts = {
    ...rateFacts,
    writeOffCaseCount: cases.numbers.length,
    caseDocument: cases.document,
  };
  const writeOffMissing = listMissing(await rules.ask('debt-write-off-evidence', caseFacts, asked));
  const lastFacts = { ...caseFacts, missingDocumentCount: writeOffMissing.length };
  const proposal = getFirst(await rules.ask('debt-write-off', lastFacts, asked));

  const baseMinor = state.openMinor - parts.offsetMinor;
  const amountMinor = takePercent(baseMinor, ratePercent);
  const bookedMinor = booked?.bookedMinor ?? 0;
  const { invoice } = state;
  return {
    decision: {
      subject: 'invoice',
      id: invoice.invoiceId,
      contractId: invoice.contractId,
      customerId: invoice.customerId,
      currency: invoice.currency,
      openAmount: state.openMinor,
      daysPastDue: state.daysPastDue,
      ageingBucket: get(readChoice(ageing, 'bucket', AGEING_BUCKETS)),
      provisionRatePercent: ratePercent,
      provisionBase: baseMinor,
      provisionAmount: amountMinor,
      provisionSupported: ratePercent === 0 ? null : missingEvidence.length === 0,
      provisionBooked: bookedMinor,
      provisionChange: amountMinor - bookedMinor,
      missingEvidence,
      writeOffCase: cases.numbers[0] ?? null,
      writeOffCases: cases.numbers,
      writeOffAction: get(readChoice(proposal, 'action', WRITE_OFF_ACTIONS)),
      writeOffMissing,
      rules: {
        ageing: joinRuleNames(trace, 'debt-ageing'),
        schedule: joinRuleNames(trace, 'debt-provision-schedule'),
        provision: joinRuleNames(trace, 'debt-provision-rates'),
        evidence: joinRuleNames(trace, 'debt-provision-evidence'),
        writeOff: joinRuleNames(trace, 'debt-write-off-cases', 'debt-write-off-evidence', 'debt-write-off'),
      },
      release: rules.release,
    },
    details: readDetails(state, parts, booked, schedule, asOf),
    facts: lastFacts,
    trace,
  };
}

/** A provision that is booked later does not exist yet. */
function isBooked(provision: BookedProvision, asOf: CalendarDate): boolean {
  return provision.bookedOn === null || provision.bookedOn <= asOf;
}

/** The cases that hold, lowest first, and the own document of the lowest. */
function readCases(outputs: readonly Outputs[]) {
  const cases = outputs
    .map((each) => ({
      number: get(readChoice(each, 'case', WRITE_OFF_CASES)),
      document: get(readChoice(each, 'document', CASE_DOCUMENTS)),
    }))
    .sort((a, b) => a.number - b.number);
  return { numbers: [...new Set(cases.map((each) => each.number))], document: cases[0]?.document ?? null };
}

function listMissing(outcome: { readonly outputs: readonly Outputs[] }): readonly MissingGroup[] {
  const groups = outcome.outputs.map((each) => get(readChoice(each, 'document', MISSING_GROUPS)));
  return [...new Set(groups)].sort();
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

/** Rule sets put out what their contract says; the rule check lets nothing else pass. */
function get<T>(value: T | null): T {
  if (value === null) throw new Error('a rule set put out nothing where something is needed');
  return value;
}

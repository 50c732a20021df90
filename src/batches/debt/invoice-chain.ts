import type { RuleSetOutcome } from '../../decisions/evaluator.ts';
import {
  AGEING_BUCKETS,
  type AgeingBucket,
  CASE_DOCUMENTS,
  type DebtInvoiceDecision,
  MISSING_GROUPS,
  type MissingGroup,
  PROVISION_SCHEDULES,
  type ProvisionSchedule,
  WRITE_OFF_ACTIONS,
  WRITE_OFF_CASES,
  type WriteOffCase,
} from '../../domain/debt-decision.ts';
import type { Facts, GrowingFacts } from '../../domain/fact.ts';
import { takePercent } from '../../domain/money.ts';
import { type Outputs, readChoice, readNumber } from '../../facts/read-outputs.ts';
import { getFirst, joinRuleNames } from '../read-outcome.ts';
import { remember } from '../remember.ts';
import { ask, keep, type RuleChain } from '../rule-chain.ts';

/** What the rules say of an open invoice. */
export type InvoiceVerdict = {
  readonly bucket: AgeingBucket;
  readonly schedule: ProvisionSchedule;
  readonly ratePercent: number;
  readonly missingEvidence: readonly MissingGroup[];
  /** Cases of write-off that hold, lowest first. */
  readonly cases: readonly WriteOffCase[];
  readonly writeOffMissing: readonly MissingGroup[];
  readonly writeOffAction: DebtInvoiceDecision['writeOffAction'];
  /** All facts, those of later stages included. */
  readonly facts: Facts;
  readonly trace: readonly RuleSetOutcome[];
};

/** What a decision about an invoice has from its records, whatever the rules say. */
export type InvoiceFigures = Pick<
  DebtInvoiceDecision,
  'id' | 'contractId' | 'customerId' | 'currency' | 'openAmount' | 'daysPastDue' | 'provisionBase' | 'provisionBooked'
>;

/**
 * Asks about one open invoice: age → schedule → rate → evidence → cases of write-off → what is proposed. The facts are the
 * chain's own: they grow with what the rule sets say, whose contracts (facts/debt-rule-sets.ts) let none look at what comes
 * after it.
 */
export function* askAboutInvoice(facts: GrowingFacts): RuleChain<InvoiceVerdict> {
  const trace: RuleSetOutcome[] = [];
  const ageing = getFirst(keep(trace, yield ask('debt-ageing', facts)));
  const schedule = get(
    readChoice(getFirst(keep(trace, yield ask('debt-provision-schedule', facts))), 'schedule', PROVISION_SCHEDULES),
  );
  facts.schedule = schedule;
  const ratePercent = get(readNumber(getFirst(keep(trace, yield ask('debt-provision-rates', facts))), 'ratePercent'));
  facts.ratePercent = ratePercent;
  const missingEvidence = listMissing(keep(trace, yield ask('debt-provision-evidence', facts)).outputs);
  const cases = readCases(keep(trace, yield ask('debt-write-off-cases', facts)).outputs);
  facts.writeOffCaseCount = cases.numbers.length;
  facts.caseDocument = cases.document;
  const writeOffMissing = listMissing(keep(trace, yield ask('debt-write-off-evidence', facts)).outputs);
  facts.missingDocumentCount = writeOffMissing.length;
  const proposal = getFirst(keep(trace, yield ask('debt-write-off', facts)));
  return {
    bucket: get(readChoice(ageing, 'bucket', AGEING_BUCKETS)),
    schedule,
    ratePercent,
    missingEvidence,
    cases: cases.numbers,
    writeOffMissing,
    writeOffAction: get(readChoice(proposal, 'action', WRITE_OFF_ACTIONS)),
    facts,
    trace,
  };
}

/** The decision row: keys and their order are the output contract. */
export function buildInvoiceDecision(
  figures: InvoiceFigures,
  verdict: InvoiceVerdict,
  release: string,
): DebtInvoiceDecision {
  const { ratePercent, missingEvidence, cases, trace } = verdict;
  const amountMinor = takePercent(figures.provisionBase, ratePercent);
  return {
    subject: 'invoice',
    id: figures.id,
    contractId: figures.contractId,
    customerId: figures.customerId,
    currency: figures.currency,
    openAmount: figures.openAmount,
    daysPastDue: figures.daysPastDue,
    ageingBucket: verdict.bucket,
    provisionRatePercent: ratePercent,
    provisionBase: figures.provisionBase,
    provisionAmount: amountMinor,
    provisionSupported: ratePercent === 0 ? null : missingEvidence.length === 0,
    provisionBooked: figures.provisionBooked,
    provisionChange: amountMinor - figures.provisionBooked,
    missingEvidence,
    writeOffCase: cases[0] ?? null,
    writeOffCases: cases,
    writeOffAction: verdict.writeOffAction,
    writeOffMissing: verdict.writeOffMissing,
    rules: {
      ageing: joinRuleNames(trace, 'debt-ageing'),
      schedule: joinRuleNames(trace, 'debt-provision-schedule'),
      provision: joinRuleNames(trace, 'debt-provision-rates'),
      evidence: joinRuleNames(trace, 'debt-provision-evidence'),
      writeOff: joinRuleNames(trace, 'debt-write-off-cases', 'debt-write-off-evidence', 'debt-write-off'),
    },
    release,
  };
}

/** The cases that hold, lowest first, and the own document of the lowest. */
const readCases = remember((outputs: readonly Outputs[]) => {
  const cases = outputs
    .map((each) => ({
      number: get(readChoice(each, 'case', WRITE_OFF_CASES)),
      document: get(readChoice(each, 'document', CASE_DOCUMENTS)),
    }))
    .sort((a, b) => a.number - b.number);
  return { numbers: [...new Set(cases.map((each) => each.number))], document: cases[0]?.document ?? null };
});

const listMissing = remember((outputs: readonly Outputs[]): readonly MissingGroup[] => {
  const groups = outputs.map((each) => get(readChoice(each, 'document', MISSING_GROUPS)));
  return [...new Set(groups)].sort();
});

/** Rule sets put out what their contract says; the rule check lets nothing else pass. */
function get<T>(value: T | null): T {
  if (value === null) throw new Error('a rule set put out nothing where something is needed');
  return value;
}

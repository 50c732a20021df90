import assert from 'node:assert/strict';
import type { DebtInvoiceDecision, DebtInvoiceDetails } from '../../domain/debt-decision.ts';
import type { Facts, FactValue } from '../../domain/fact.ts';
import type { DecisionReader } from '../decision-reader.ts';
import { isValues, proveComplete } from '../stored-values.ts';

/*
 * What the store has of decided open invoices: only their values, in this order (why: ../stored-values.ts). They are nearly
 * all decisions of a debt run.
 */

type DecisionValues = readonly [
  id: DebtInvoiceDecision['id'],
  contractId: DebtInvoiceDecision['contractId'],
  customerId: DebtInvoiceDecision['customerId'],
  currency: DebtInvoiceDecision['currency'],
  openAmount: DebtInvoiceDecision['openAmount'],
  daysPastDue: DebtInvoiceDecision['daysPastDue'],
  ageingBucket: DebtInvoiceDecision['ageingBucket'],
  provisionRatePercent: DebtInvoiceDecision['provisionRatePercent'],
  provisionBase: DebtInvoiceDecision['provisionBase'],
  provisionAmount: DebtInvoiceDecision['provisionAmount'],
  provisionSupported: DebtInvoiceDecision['provisionSupported'],
  provisionBooked: DebtInvoiceDecision['provisionBooked'],
  provisionChange: DebtInvoiceDecision['provisionChange'],
  missingEvidence: DebtInvoiceDecision['missingEvidence'],
  writeOffCase: DebtInvoiceDecision['writeOffCase'],
  writeOffCases: DebtInvoiceDecision['writeOffCases'],
  writeOffAction: DebtInvoiceDecision['writeOffAction'],
  writeOffMissing: DebtInvoiceDecision['writeOffMissing'],
  ageingRule: DebtInvoiceDecision['rules']['ageing'],
  scheduleRule: DebtInvoiceDecision['rules']['schedule'],
  provisionRule: DebtInvoiceDecision['rules']['provision'],
  evidenceRule: DebtInvoiceDecision['rules']['evidence'],
  writeOffRule: DebtInvoiceDecision['rules']['writeOff'],
  release: DebtInvoiceDecision['release'],
];

type FactValues = readonly [
  asOf: FactValue,
  debtorType: FactValue,
  segment: FactValue,
  product: FactValue,
  managingUnit: FactValue,
  regionUnit: FactValue,
  currency: FactValue,
  chargeKind: FactValue,
  openAmount: FactValue,
  daysPastDue: FactValue,
  monthsPastDue: FactValue,
  isDisputed: FactValue,
  evidence: FactValue,
  legalStatus: FactValue,
  monthsFullyProvisioned: FactValue,
  schedule: FactValue,
  ratePercent: FactValue,
  writeOffCaseCount: FactValue,
  caseDocument: FactValue,
  missingDocumentCount: FactValue,
];

type DetailsValues = readonly [
  customerName: DebtInvoiceDetails['customerName'],
  debtorType: DebtInvoiceDetails['debtorType'],
  chargeKind: DebtInvoiceDetails['chargeKind'],
  product: DebtInvoiceDetails['product'],
  managingUnit: DebtInvoiceDetails['managingUnit'],
  regionUnit: DebtInvoiceDetails['regionUnit'],
  issuedOn: DebtInvoiceDetails['issuedOn'],
  dueOn: DebtInvoiceDetails['dueOn'],
  effectiveDueOn: DebtInvoiceDetails['effectiveDueOn'],
  amountMinor: DebtInvoiceDetails['amountMinor'],
  isDisputed: DebtInvoiceDetails['isDisputed'],
  monthsPastDue: DebtInvoiceDetails['monthsPastDue'],
  schedule: DebtInvoiceDetails['schedule'],
  offsetMinor: DebtInvoiceDetails['offsetMinor'],
  bookedOn: DebtInvoiceDetails['bookedOn'],
  fullyProvisionedOn: DebtInvoiceDetails['fullyProvisionedOn'],
  legalStatus: DebtInvoiceDetails['legalStatus'],
  legalStatusOn: DebtInvoiceDetails['legalStatusOn'],
  evidence: DebtInvoiceDetails['evidence'],
];

const DECISION_VALUES: DecisionValues['length'] = 24;
const FACT_VALUES: FactValues['length'] = 20;
const DETAILS_VALUES: DetailsValues['length'] = 19;

/** Reads what a run has stored of decided open invoices. */
export const INVOICE_READER: DecisionReader<DebtInvoiceDecision, DebtInvoiceDetails> = {
  readRow: unpackDecision,
  readFacts: unpackFacts,
  readDetails: unpackDetails,
};

/** The stored text of a decision. */
export function packInvoiceDecision(decision: DebtInvoiceDecision): string {
  const { rules } = decision;
  const values: DecisionValues = [
    decision.id,
    decision.contractId,
    decision.customerId,
    decision.currency,
    decision.openAmount,
    decision.daysPastDue,
    decision.ageingBucket,
    decision.provisionRatePercent,
    decision.provisionBase,
    decision.provisionAmount,
    decision.provisionSupported,
    decision.provisionBooked,
    decision.provisionChange,
    decision.missingEvidence,
    decision.writeOffCase,
    decision.writeOffCases,
    decision.writeOffAction,
    decision.writeOffMissing,
    rules.ageing,
    rules.schedule,
    rules.provision,
    rules.evidence,
    rules.writeOff,
    decision.release,
  ];
  return JSON.stringify(values);
}

function unpackDecision(text: string): DebtInvoiceDecision {
  const stored: DecisionValues | DebtInvoiceDecision = JSON.parse(text);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, DECISION_VALUES, 'a stored decision has not the values of this version');
  return {
    subject: 'invoice',
    id: stored[0],
    contractId: stored[1],
    customerId: stored[2],
    currency: stored[3],
    openAmount: stored[4],
    daysPastDue: stored[5],
    ageingBucket: stored[6],
    provisionRatePercent: stored[7],
    provisionBase: stored[8],
    provisionAmount: stored[9],
    provisionSupported: stored[10],
    provisionBooked: stored[11],
    provisionChange: stored[12],
    missingEvidence: stored[13],
    writeOffCase: stored[14],
    writeOffCases: stored[15],
    writeOffAction: stored[16],
    writeOffMissing: stored[17],
    rules: {
      ageing: stored[18],
      schedule: stored[19],
      provision: stored[20],
      evidence: stored[21],
      writeOff: stored[22],
    },
    release: stored[23],
  };
}

/** The stored text of the facts of a decision, those of later stages included. */
export function packInvoiceFacts(facts: Facts): string {
  const values = [
    facts.asOf,
    facts.debtorType,
    facts.segment,
    facts.product,
    facts.managingUnit,
    facts.regionUnit,
    facts.currency,
    facts.chargeKind,
    facts.openAmount,
    facts.daysPastDue,
    facts.monthsPastDue,
    facts.isDisputed,
    facts.evidence,
    facts.legalStatus,
    facts.monthsFullyProvisioned,
    facts.schedule,
    facts.ratePercent,
    facts.writeOffCaseCount,
    facts.caseDocument,
    facts.missingDocumentCount,
  ];
  proveComplete(facts, values);
  return JSON.stringify(values);
}

function unpackFacts(text: string): Facts {
  const stored: FactValues | Facts = JSON.parse(text);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, FACT_VALUES, 'stored facts have not the values of this version');
  return {
    asOf: stored[0],
    debtorType: stored[1],
    segment: stored[2],
    product: stored[3],
    managingUnit: stored[4],
    regionUnit: stored[5],
    currency: stored[6],
    chargeKind: stored[7],
    openAmount: stored[8],
    daysPastDue: stored[9],
    monthsPastDue: stored[10],
    isDisputed: stored[11],
    evidence: stored[12],
    legalStatus: stored[13],
    monthsFullyProvisioned: stored[14],
    schedule: stored[15],
    ratePercent: stored[16],
    writeOffCaseCount: stored[17],
    caseDocument: stored[18],
    missingDocumentCount: stored[19],
  };
}

/** The stored text of what reports show besides a decision. */
export function packInvoiceDetails(details: DebtInvoiceDetails): string {
  const values: DetailsValues = [
    details.customerName,
    details.debtorType,
    details.chargeKind,
    details.product,
    details.managingUnit,
    details.regionUnit,
    details.issuedOn,
    details.dueOn,
    details.effectiveDueOn,
    details.amountMinor,
    details.isDisputed,
    details.monthsPastDue,
    details.schedule,
    details.offsetMinor,
    details.bookedOn,
    details.fullyProvisionedOn,
    details.legalStatus,
    details.legalStatusOn,
    details.evidence,
  ];
  return JSON.stringify(values);
}

function unpackDetails(text: string): DebtInvoiceDetails {
  const stored: DetailsValues | DebtInvoiceDetails = JSON.parse(text);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, DETAILS_VALUES, 'stored details have not the values of this version');
  return {
    customerName: stored[0],
    debtorType: stored[1],
    chargeKind: stored[2],
    product: stored[3],
    managingUnit: stored[4],
    regionUnit: stored[5],
    issuedOn: stored[6],
    dueOn: stored[7],
    effectiveDueOn: stored[8],
    amountMinor: stored[9],
    isDisputed: stored[10],
    monthsPastDue: stored[11],
    schedule: stored[12],
    offsetMinor: stored[13],
    bookedOn: stored[14],
    fullyProvisionedOn: stored[15],
    legalStatus: stored[16],
    legalStatusOn: stored[17],
    evidence: stored[18],
  };
}

import assert from 'node:assert/strict';
import type { CollectionDecision, CollectionDetails } from '../../domain/debt-decision.ts';
import type { Facts, FactValue } from '../../domain/fact.ts';
import type { DecisionReader } from '../decision-reader.ts';
import { isValues, proveComplete } from '../stored-values.ts';

/*
 * What the store has of contracts in collection: only their values, in this order (why: ../stored-values.ts).
 */

type DecisionValues = readonly [
  id: CollectionDecision['id'],
  customerId: CollectionDecision['customerId'],
  daysSinceLock: CollectionDecision['daysSinceLock'],
  action: CollectionDecision['action'],
  reason: CollectionDecision['reason'],
  limitationWarning: CollectionDecision['limitationWarning'],
  holds: CollectionDecision['holds'],
  amountsRule: CollectionDecision['rules']['amounts'],
  collectionRule: CollectionDecision['rules']['collection'],
  limitationRule: CollectionDecision['rules']['limitation'],
  holdRule: CollectionDecision['rules']['hold'],
  release: CollectionDecision['release'],
];

type FactValues = readonly [
  asOf: FactValue,
  debtorType: FactValue,
  segment: FactValue,
  product: FactValue,
  managingUnit: FactValue,
  regionUnit: FactValue,
  currency: FactValue,
  agentModel: FactValue,
  serviceStatus: FactValue,
  daysSinceStatus: FactValue,
  overdueAmount: FactValue,
  holdKinds: FactValue,
  tolerance: FactValue,
  isCallDone: FactValue,
  isDemandLetterDone: FactValue,
  isVisitDone: FactValue,
  isFinalDemandDone: FactValue,
  isTerminationDone: FactValue,
  isLegalReferralDone: FactValue,
  oldestMonthsPastDue: FactValue,
  step: FactValue,
];

type StoredDebt = readonly [currency: CollectionDetails['overdue'][number]['currency'], overdueMinor: number];

type DetailsValues = readonly [
  customerName: CollectionDetails['customerName'],
  debtorType: CollectionDetails['debtorType'],
  product: CollectionDetails['product'],
  managingUnit: CollectionDetails['managingUnit'],
  regionUnit: CollectionDetails['regionUnit'],
  serviceStatus: CollectionDetails['serviceStatus'],
  statusSince: CollectionDetails['statusSince'],
  handedOverOn: CollectionDetails['handedOverOn'],
  overdue: readonly StoredDebt[],
  heldAction: CollectionDetails['heldAction'],
  oldestDueOn: CollectionDetails['oldestDueOn'],
  limitationOn: CollectionDetails['limitationOn'],
];

const DECISION_VALUES: DecisionValues['length'] = 12;
const FACT_VALUES: FactValues['length'] = 21;
const DETAILS_VALUES: DetailsValues['length'] = 12;

/** Reads what a run has stored of contracts in collection. */
export const COLLECTION_READER: DecisionReader<CollectionDecision, CollectionDetails> = {
  readRow: unpackDecision,
  readFacts: unpackFacts,
  readDetails: unpackDetails,
};

/** The stored text of a decision. */
export function packCollectionDecision(decision: CollectionDecision): string {
  const { rules } = decision;
  const values: DecisionValues = [
    decision.id,
    decision.customerId,
    decision.daysSinceLock,
    decision.action,
    decision.reason,
    decision.limitationWarning,
    decision.holds,
    rules.amounts,
    rules.collection,
    rules.limitation,
    rules.hold,
    decision.release,
  ];
  return JSON.stringify(values);
}

function unpackDecision(text: string): CollectionDecision {
  const stored: DecisionValues | CollectionDecision = JSON.parse(text);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, DECISION_VALUES, 'a stored decision has not the values of this version');
  return {
    subject: 'contract',
    id: stored[0],
    customerId: stored[1],
    daysSinceLock: stored[2],
    action: stored[3],
    reason: stored[4],
    limitationWarning: stored[5],
    holds: stored[6],
    rules: {
      amounts: stored[7],
      collection: stored[8],
      limitation: stored[9],
      hold: stored[10],
    },
    release: stored[11],
  };
}

/** The stored text of the facts of a decision, those of later stages included. */
export function packCollectionFacts(facts: Facts): string {
  const values = [
    facts.asOf,
    facts.debtorType,
    facts.segment,
    facts.product,
    facts.managingUnit,
    facts.regionUnit,
    facts.currency,
    facts.agentModel,
    facts.serviceStatus,
    facts.daysSinceStatus,
    facts.overdueAmount,
    facts.holdKinds,
    facts.tolerance,
    facts.isCallDone,
    facts.isDemandLetterDone,
    facts.isVisitDone,
    facts.isFinalDemandDone,
    facts.isTerminationDone,
    facts.isLegalReferralDone,
    facts.oldestMonthsPastDue,
    facts.step,
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
    agentModel: stored[7],
    serviceStatus: stored[8],
    daysSinceStatus: stored[9],
    overdueAmount: stored[10],
    holdKinds: stored[11],
    tolerance: stored[12],
    isCallDone: stored[13],
    isDemandLetterDone: stored[14],
    isVisitDone: stored[15],
    isFinalDemandDone: stored[16],
    isTerminationDone: stored[17],
    isLegalReferralDone: stored[18],
    oldestMonthsPastDue: stored[19],
    step: stored[20],
  };
}

/** The stored text of what reports show besides a decision. */
export function packCollectionDetails(details: CollectionDetails): string {
  const values: DetailsValues = [
    details.customerName,
    details.debtorType,
    details.product,
    details.managingUnit,
    details.regionUnit,
    details.serviceStatus,
    details.statusSince,
    details.handedOverOn,
    details.overdue.map(({ currency, overdueMinor }) => [currency, overdueMinor]),
    details.heldAction,
    details.oldestDueOn,
    details.limitationOn,
  ];
  return JSON.stringify(values);
}

function unpackDetails(text: string): CollectionDetails {
  const stored: DetailsValues | CollectionDetails = JSON.parse(text);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, DETAILS_VALUES, 'stored details have not the values of this version');
  return {
    customerName: stored[0],
    debtorType: stored[1],
    product: stored[2],
    managingUnit: stored[3],
    regionUnit: stored[4],
    serviceStatus: stored[5],
    statusSince: stored[6],
    handedOverOn: stored[7],
    overdue: stored[8].map(([currency, overdueMinor]) => ({ currency, overdueMinor })),
    heldAction: stored[9],
    oldestDueOn: stored[10],
    limitationOn: stored[11],
  };
}

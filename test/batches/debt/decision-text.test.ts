import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  COLLECTION_READER,
  packCollectionDecision,
  packCollectionDetails,
  packCollectionFacts,
} from '../../../src/batches/debt/collection-text.ts';
import {
  INVOICE_READER,
  packInvoiceDecision,
  packInvoiceDetails,
  packInvoiceFacts,
} from '../../../src/batches/debt/invoice-text.ts';
import { findDecisionReader } from '../../../src/batches/find-decision-reader.ts';
import type {
  CollectionDecision,
  CollectionDetails,
  DebtInvoiceDecision,
  DebtInvoiceDetails,
} from '../../../src/domain/debt-decision.ts';
import type { Facts } from '../../../src/domain/fact.ts';

/** Values differ where their types let them, so that none can be taken for another. */
const INVOICE: DebtInvoiceDecision = {
  subject: 'invoice',
  id: 'HĐN-1',
  contractId: 'HD-"1"',
  customerId: 'KH-1',
  currency: 'VND',
  openAmount: 9_007_199_254_740_991,
  daysPastDue: -3,
  ageingBucket: 'not-due',
  provisionRatePercent: 33.5,
  provisionBase: 5,
  provisionAmount: 2,
  provisionSupported: false,
  provisionBooked: 7,
  provisionChange: -5,
  missingEvidence: ['books', 'debt-list'],
  writeOffCase: 4,
  writeOffCases: [4, 6],
  writeOffAction: 'not-ready',
  writeOffMissing: ['death-certificate'],
  rules: { ageing: 'a', schedule: 's', provision: 'p;q', evidence: 'e', writeOff: 'w' },
  release: 'f'.repeat(64),
};
const INVOICE_FACTS: Facts = {
  asOf: '2026-11-30',
  debtorType: 'household-business',
  segment: 'household',
  product: 'mobifiber',
  managingUnit: 'TT-DVS',
  regionUnit: 'CTKV2',
  currency: 'VND',
  chargeKind: 'service',
  openAmount: 100,
  daysPastDue: 40,
  monthsPastDue: 1,
  isDisputed: true,
  evidence: ['contract', 'sổ "cái" 😀'],
  legalStatus: 'bankrupt',
  monthsFullyProvisioned: 12,
  schedule: 'special',
  ratePercent: 30.5,
  writeOffCaseCount: 2,
  caseDocument: 'court-decision',
  missingDocumentCount: 3,
};
const INVOICE_DETAILS: DebtInvoiceDetails = {
  customerName: 'Nguyễn "Văn" A 😀',
  debtorType: 'household',
  chargeKind: 'service',
  product: 'mobifiber',
  managingUnit: 'TT-DVS',
  regionUnit: 'CTKV2',
  issuedOn: '2026-01-01',
  dueOn: '2026-01-16',
  effectiveDueOn: '2026-01-19',
  amountMinor: 200,
  isDisputed: true,
  monthsPastDue: 10,
  schedule: 'ordinary',
  offsetMinor: 11,
  bookedOn: '2026-02-01',
  fullyProvisionedOn: '2026-03-01',
  legalStatus: 'dead',
  legalStatusOn: '2026-04-01',
  evidence: ['books'],
};
const COLLECTION: CollectionDecision = {
  subject: 'contract',
  id: 'HD-1',
  customerId: 'KH-Ấ',
  daysSinceLock: 33,
  action: 'hold',
  reason: 'promise',
  limitationWarning: true,
  holds: ['H-1', 'H-2'],
  rules: { amounts: 'a', collection: 'c', limitation: 'l', hold: 'h;i' },
  release: 'e'.repeat(64),
};
const COLLECTION_FACTS: Facts = {
  asOf: '2026-11-30',
  debtorType: 'organisation',
  segment: 'business',
  product: 'it-service',
  managingUnit: 'TT-CNTT',
  regionUnit: 'CTKV7',
  currency: 'USD',
  agentModel: 'wholesale',
  serviceStatus: 'locked',
  daysSinceStatus: 33,
  overdueAmount: 5_000,
  holdKinds: ['moratorium', 'promise'],
  tolerance: 10,
  isCallDone: true,
  isDemandLetterDone: false,
  isVisitDone: true,
  isFinalDemandDone: false,
  isTerminationDone: true,
  isLegalReferralDone: false,
  oldestMonthsPastDue: 5,
  step: 'visit',
};
const COLLECTION_DETAILS: CollectionDetails = {
  customerName: 'Công ty "Á" 😀',
  debtorType: 'organisation',
  product: 'it-service',
  managingUnit: 'TT-CNTT',
  regionUnit: 'CTKV7',
  serviceStatus: 'locked',
  statusSince: '2026-10-28',
  handedOverOn: '2026-10-29',
  overdue: [
    { currency: 'USD', overdueMinor: 5_000 },
    { currency: 'VND', overdueMinor: 7 },
  ],
  heldAction: 'visit',
  oldestDueOn: '2026-05-01',
  limitationOn: '2029-05-01',
};

/** The same with nothing where there may be nothing. */
const BARE_INVOICE: DebtInvoiceDecision = {
  ...INVOICE,
  ...{ provisionSupported: null, missingEvidence: [], writeOffCase: null, writeOffCases: [], writeOffMissing: [] },
  rules: { ageing: null, schedule: null, provision: null, evidence: null, writeOff: null },
};
const BARE_INVOICE_DETAILS: DebtInvoiceDetails = {
  ...INVOICE_DETAILS,
  ...{ customerName: null, managingUnit: null, regionUnit: null, bookedOn: null, fullyProvisionedOn: null },
  ...{ legalStatus: null, legalStatusOn: null, evidence: [] },
};
const BARE_COLLECTION: CollectionDecision = {
  ...COLLECTION,
  ...{ daysSinceLock: null, reason: null, holds: [] },
  rules: { amounts: null, collection: null, limitation: null, hold: null },
};
const BARE_COLLECTION_DETAILS: CollectionDetails = {
  ...COLLECTION_DETAILS,
  ...{ customerName: null, debtorType: null, product: null, managingUnit: null, regionUnit: null, statusSince: null },
  ...{ handedOverOn: null, overdue: [], heldAction: null, oldestDueOn: null, limitationOn: null },
};

function strip(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? [] : null]));
}

type Codec<Value> = {
  readonly values: readonly [full: Value, bare: Value];
  readonly pack: (value: Value) => string;
  readonly read: (text: string) => Value;
  readonly told: string;
};

function describeText<Value extends object>(what: string, { values, pack, read, told }: Codec<Value>): void {
  describe(what, () => {
    it('comes out to the same text, its names in their order, which do not stand in between', () => {
      for (const value of values) {
        expect(JSON.stringify(read(pack(value)))).to.equal(JSON.stringify(value));
        for (const name of Object.keys(value)) expect(pack(value)).not.to.contain(`"${name}":`);
      }
    });

    it('comes out of what a version before 0.7 stored, with all names', () => {
      for (const value of values) expect(JSON.stringify(read(JSON.stringify(value)))).to.equal(JSON.stringify(value));
    });

    it('is not guessed where there are more or fewer values than this version has', () => {
      const stored: readonly unknown[] = JSON.parse(pack(values[0]));
      for (const other of [stored.slice(1), [...stored, null], []])
        expect(() => read(JSON.stringify(other))).to.throw(`${told} not the values of this version`);
    });
  });
}

describe('decisions of debt runs as the store has them', () => {
  describeText('the decision about an invoice', {
    values: [INVOICE, BARE_INVOICE],
    pack: packInvoiceDecision,
    read: INVOICE_READER.readRow,
    told: 'a stored decision has',
  });
  describeText('the facts of an invoice', {
    values: [INVOICE_FACTS, strip(INVOICE_FACTS)],
    pack: packInvoiceFacts,
    read: INVOICE_READER.readFacts,
    told: 'stored facts have',
  });
  describeText('what reports show besides of an invoice', {
    values: [INVOICE_DETAILS, BARE_INVOICE_DETAILS],
    pack: packInvoiceDetails,
    read: INVOICE_READER.readDetails,
    told: 'stored details have',
  });
  describeText('the decision about a contract in collection', {
    values: [COLLECTION, BARE_COLLECTION],
    pack: packCollectionDecision,
    read: COLLECTION_READER.readRow,
    told: 'a stored decision has',
  });
  describeText('the facts of a contract in collection', {
    values: [COLLECTION_FACTS, strip(COLLECTION_FACTS)],
    pack: packCollectionFacts,
    read: COLLECTION_READER.readFacts,
    told: 'stored facts have',
  });
  describeText('what reports show besides of a contract in collection', {
    values: [COLLECTION_DETAILS, BARE_COLLECTION_DETAILS],
    pack: packCollectionDetails,
    read: COLLECTION_READER.readDetails,
    told: 'stored details have',
  });

  it('are not stored where there are other facts than those that have a place', () => {
    for (const [pack, facts] of [
      [packInvoiceFacts, INVOICE_FACTS],
      [packCollectionFacts, COLLECTION_FACTS],
    ] as const) {
      const { product, ...others } = facts;
      expect(() => pack({ ...facts, more: 1 })).to.throw('there are other facts than those that are stored');
      expect(() => pack(others)).to.throw('there are other facts than those that are stored');
      expect(() => pack({ ...others, goods: product ?? null })).to.throw('there are fewer facts than those');
    }
  });

  it('are read by the kind of the run and of the subject; others have their names', () => {
    expect(findDecisionReader('debt', 'invoice')).to.equal(INVOICE_READER);
    expect(findDecisionReader('debt', 'contract')).to.equal(COLLECTION_READER);
    for (const [kind, subject] of [
      ['billing', 'contract'],
      ['ticket', 'ticket'],
    ] as const) {
      const text = JSON.stringify({ subject, id: '1' });
      expect(findDecisionReader(kind, subject).readRow(text)).to.deep.equal({ subject, id: '1' });
    }
  });
});

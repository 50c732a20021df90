import { ageBalance, type DebtBalance } from '../../src/domain/debt-ageing.ts';
import type {
  CollectionDecision,
  CollectionDetails,
  DebtInvoiceDecision,
  DebtInvoiceDetails,
} from '../../src/domain/debt-decision.ts';
import type { DebtReportSource, DecidedCollection, DecidedInvoice } from '../../src/domain/debt-report.ts';
import type { RejectedRow } from '../../src/domain/rejected-row.ts';
import type { RunSummary } from '../../src/domain/run-summary.ts';

const RELEASE = '5b1f0c77aa21e04d9f83c6b2';

/** What an invoice of a sample differs in; what it owes is its open amount. */
export type InvoiceParts = {
  readonly decision?: Partial<DebtInvoiceDecision>;
  readonly details?: Partial<DebtInvoiceDetails>;
};

/** An undisputed invoice of KH-1 over 1,000,000 VND, 10 days past due, all of it open and nothing to provision. */
export function buildInvoice(id: string, { decision, details }: InvoiceParts = {}): DecidedInvoice {
  const open = decision?.openAmount ?? 1_000_000;
  const required = decision?.provisionAmount ?? 0;
  const booked = decision?.provisionBooked ?? 0;
  return {
    decision: {
      ...BLANK_DECISION,
      id,
      openAmount: open,
      provisionBase: open - (details?.offsetMinor ?? 0),
      provisionChange: required - booked,
      ...decision,
    },
    details: { ...BLANK_DETAILS, amountMinor: open, ...details },
  };
}

/** A locked contract of KH-1 that owes 500,000 VND and waits for a call. */
export function buildCollection(
  id: string,
  parts: { readonly decision?: Partial<CollectionDecision>; readonly details?: Partial<CollectionDetails> } = {},
): DecidedCollection {
  return {
    decision: { ...BLANK_COLLECTION, id, ...parts.decision },
    details: { ...BLANK_COLLECTION_DETAILS, ...parts.details },
  };
}

/** The balance of a customer in VND with nothing on it. */
export function buildBalance(customerId: string, parts: Partial<DebtBalance> = {}): DebtBalance {
  return {
    customerId,
    customerName: `Khách hàng ${customerId}`,
    currency: 'VND',
    invoicedMinor: 0,
    settledMinor: 0,
    openMinor: 0,
    creditMinor: 0,
    releasedProvisions: [],
    writeOffs: [],
    ageing: null,
    ...parts,
  };
}

/** Balances that fit the invoices, and those given besides, sorted as the store does. */
export function buildBalances(
  invoices: readonly DecidedInvoice[],
  others: readonly DebtBalance[] = [],
): readonly DebtBalance[] {
  const balances = new Map<string, DebtBalance>();
  const getKey = (customerId: string, currency: string): string => `${customerId} ${currency}`;
  for (const other of others) balances.set(getKey(other.customerId, other.currency), other);
  for (const { decision, details } of invoices) {
    const { customerId, currency, openAmount } = decision;
    const key = getKey(customerId, currency);
    const balance = balances.get(key) ?? buildBalance(customerId, { currency, customerName: details.customerName });
    balances.set(key, {
      ...balance,
      invoicedMinor: balance.invoicedMinor + details.amountMinor,
      settledMinor: balance.settledMinor + details.amountMinor - openAmount,
      openMinor: balance.openMinor + openAmount,
    });
  }
  return [...balances]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, balance]) =>
      ageBalance(
        balance,
        invoices.filter(({ decision }) => decision.customerId === balance.customerId),
      ),
    );
}

/** What a sample source holds. */
export type SampleRecords = {
  readonly invoices?: readonly DecidedInvoice[];
  readonly collections?: readonly DecidedCollection[];
  /** Balances besides those of the invoices: what they say is added up with them. */
  readonly balances?: readonly DebtBalance[];
  readonly rejectedRows?: readonly RejectedRow[];
};

/** A source over lists, with a run and balances that fit them. */
export function buildDebtSource(records: SampleRecords, parts: Partial<DebtReportSource> = {}): DebtReportSource {
  const { invoices = [], collections = [], rejectedRows = [] } = records;
  const balances = buildBalances(invoices, records.balances);
  return {
    run: buildDebtRun(invoices.length + collections.length, rejectedRows.length),
    names: new Map([
      ['CTKV1', 'Công ty Dịch vụ MobiFone khu vực 1'],
      ['CTKV2', 'Công ty Dịch vụ MobiFone khu vực 2'],
      ['sms-brandname', 'SMS Brandname'],
    ]),
    amounts: [],
    readDecidedInvoices: () => readAll(invoices),
    readDecidedCollections: () => readAll(collections),
    readBalances: () => readAll(balances),
    readRejectedRows: () => readAll(rejectedRows),
    ...parts,
  };
}

/** A run as of the end of 2026 over one invoice file. */
export function buildDebtRun(decisionCount: number, rejected: number, parts: Partial<RunSummary> = {}): RunSummary {
  const accepted = decisionCount;
  const read = accepted + rejected;
  const counts = { rowsRead: read, rowsAccepted: accepted, rowsRejected: rejected };
  return {
    runId: 'debt-3f9a1c2b7d40e1aa',
    kind: 'debt',
    asOf: '2026-12-31',
    release: RELEASE,
    startedBy: 'lan@ke-toan',
    inputs: [{ input: 'invoices', file: 'invoices.csv', sha256: 'c0ffee'.padEnd(64, '0'), bytes: 12_345, ...counts }],
    rows: { read, accepted, rejected },
    decisionCount,
    warningCount: 0,
    ...parts,
  };
}

async function* readAll<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

const BLANK_DECISION: DebtInvoiceDecision = {
  subject: 'invoice',
  id: '',
  contractId: 'HD-1',
  customerId: 'KH-1',
  currency: 'VND',
  openAmount: 0,
  daysPastDue: 10,
  ageingBucket: 'dpd-1-30',
  provisionRatePercent: 0,
  provisionBase: 0,
  provisionAmount: 0,
  provisionSupported: null,
  provisionBooked: 0,
  provisionChange: 0,
  missingEvidence: [],
  writeOffCase: null,
  writeOffCases: [],
  writeOffAction: 'none',
  writeOffMissing: [],
  rules: { ageing: 'dpd-1-30', schedule: 'ordinary', provision: 'rate-0', evidence: null, writeOff: null },
  release: RELEASE,
};

const BLANK_DETAILS: DebtInvoiceDetails = {
  customerName: 'Công ty A',
  debtorType: 'organisation',
  chargeKind: 'service',
  product: 'sms-brandname',
  managingUnit: 'CTKV1',
  regionUnit: 'CTKV1',
  issuedOn: '2026-12-01',
  dueOn: '2026-12-20',
  effectiveDueOn: '2026-12-21',
  amountMinor: 0,
  isDisputed: false,
  monthsPastDue: 0,
  schedule: 'ordinary',
  offsetMinor: 0,
  bookedOn: null,
  fullyProvisionedOn: null,
  legalStatus: null,
  legalStatusOn: null,
  evidence: [],
};

const BLANK_COLLECTION: CollectionDecision = {
  subject: 'contract',
  id: '',
  customerId: 'KH-1',
  daysSinceLock: 8,
  action: 'call',
  reason: null,
  limitationWarning: false,
  holds: [],
  rules: { amounts: 'amounts', collection: 'call', limitation: null, hold: null },
  release: RELEASE,
};

const BLANK_COLLECTION_DETAILS: CollectionDetails = {
  customerName: 'Công ty A',
  debtorType: 'organisation',
  product: 'sms-brandname',
  managingUnit: 'CTKV1',
  regionUnit: 'CTKV1',
  serviceStatus: 'locked',
  statusSince: '2026-12-23',
  handedOverOn: null,
  overdue: [{ currency: 'VND', overdueMinor: 500_000 }],
  heldAction: null,
  oldestDueOn: '2026-11-20',
  limitationOn: '2029-11-20',
};

import { type CustomerAgeing, createAgeing } from '../../src/domain/debt-ageing.ts';
import type { AgeingBucket } from '../../src/domain/debt-decision.ts';
import { DEBTOR_TYPES, type DebtorType } from '../../src/domain/invoice.ts';
import type { StoredDecision } from '../../src/store/decisions.ts';
import { DEBT_AS_OF } from '../debt-files.ts';
import type { OpenInvoice } from './debt-input.ts';

const MISSING = ['contract-or-commitment', 'debt-list', 'reconciliation-or-registered-demand'];
const MISSING_RULES = ['no-contract-or-commitment', 'no-debt-list', 'no-reconciliation-or-registered-demand'];

/** Age, provision and missing documents of an invoice of a customer without a file of documents, every number by hand. */
export function decideByHand(invoice: OpenInvoice, release: string): StoredDecision {
  const { row, openMinor, daysPastDue } = invoice;
  const schedule = pickSchedule(row.debtorType ?? '', row.chargeKind ?? '');
  const { ratePercent, months } =
    schedule === 'special' ? rateSpecial(invoice.monthsPastDue) : rateOrdinary(invoice.monthsPastDue);
  const bucket = pickBucket(daysPastDue);
  const provision = Math.floor((openMinor * ratePercent + 50) / 100);
  const isMissing = ratePercent > 0;
  const provisionRule = months === null ? null : `${schedule}-from-${months}-months`;
  const decision = {
    subject: 'invoice',
    id: row.invoiceId,
    contractId: row.contractId,
    customerId: row.customerId,
    currency: row.currency,
    openAmount: openMinor,
    daysPastDue,
    ageingBucket: bucket,
    provisionRatePercent: ratePercent,
    provisionBase: openMinor,
    provisionAmount: provision,
    provisionSupported: isMissing ? false : null,
    provisionBooked: 0,
    provisionChange: provision,
    missingEvidence: isMissing ? MISSING : [],
    writeOffCase: null,
    writeOffCases: [],
    writeOffAction: 'none',
    writeOffMissing: [],
    rules: {
      ageing: bucket === 'dpd-over-365' ? null : `bucket-${bucket}`,
      schedule: schedule === 'special' ? 'service-debt-of-person' : null,
      provision: provisionRule,
      evidence: isMissing ? MISSING_RULES.join(';') : null,
      writeOff: null,
    },
    release,
  };
  return {
    subject: 'invoice',
    id: row.invoiceId ?? '',
    part: row.currency ?? '',
    outcome: 'write-off:none',
    amountMinor: openMinor,
    row: JSON.stringify(decision),
    facts: JSON.stringify(listFacts(invoice, schedule, ratePercent)),
    details: JSON.stringify(listDetails(invoice, schedule)),
  };
}

/** What the invoices of one customer owe by age; the first debtor type that an invoice says holds. */
export function ageByHand(invoices: readonly OpenInvoice[]): CustomerAgeing | null {
  const open = invoices.filter((each) => each.openMinor > 0).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  if (open[0] === undefined) return null;
  const sums = createAgeing();
  for (const { openMinor, daysPastDue } of open) {
    sums.invoices += 1;
    sums.undisputedMinor += openMinor;
    sums.buckets[pickBucket(daysPastDue)] += openMinor;
  }
  const customerName = open.find(({ row }) => (row.customerName ?? '') !== '')?.row.customerName ?? null;
  return { ...sums, customerName, debtorType: readDebtorType(open[0]) };
}

function key({ row }: OpenInvoice): string {
  return row.invoiceId ?? '';
}

function readDebtorType({ row }: OpenInvoice): DebtorType {
  const type = DEBTOR_TYPES.find((each) => each === row.debtorType);
  if (type === undefined) throw new Error(`no debtor type "${row.debtorType}"`);
  return type;
}

function pickBucket(days: number): AgeingBucket {
  if (days <= 0) return 'not-due';
  if (days <= 30) return 'dpd-1-30';
  if (days <= 60) return 'dpd-31-60';
  if (days <= 90) return 'dpd-61-90';
  if (days <= 180) return 'dpd-91-180';
  return days <= 365 ? 'dpd-181-365' : 'dpd-over-365';
}

function pickSchedule(debtorType: string, chargeKind: string): 'special' | 'ordinary' {
  return (debtorType === 'individual' || debtorType === 'household') && chargeKind === 'service'
    ? 'special'
    : 'ordinary';
}

type Rate = { readonly ratePercent: number; readonly months: number | null };

function rateSpecial(months: number): Rate {
  if (months >= 12) return { ratePercent: 100, months: 12 };
  if (months >= 9) return { ratePercent: 70, months: 9 };
  if (months >= 6) return { ratePercent: 50, months: 6 };
  if (months >= 3) return { ratePercent: 30, months: 3 };
  return { ratePercent: 0, months: months >= 0 ? 0 : null };
}

function rateOrdinary(months: number): Rate {
  if (months >= 36) return { ratePercent: 100, months: 36 };
  if (months >= 24) return { ratePercent: 70, months: 24 };
  if (months >= 12) return { ratePercent: 50, months: 12 };
  if (months >= 6) return { ratePercent: 30, months: 6 };
  return { ratePercent: 0, months: months >= 0 ? 0 : null };
}

function listFacts(invoice: OpenInvoice, schedule: string, ratePercent: number): object {
  const { row, openMinor, daysPastDue, monthsPastDue } = invoice;
  return {
    asOf: DEBT_AS_OF,
    debtorType: row.debtorType,
    segment: row.debtorType === 'organisation' ? 'business' : row.debtorType,
    product: row.product,
    managingUnit: row.managingUnit,
    regionUnit: row.regionUnit,
    currency: row.currency,
    chargeKind: row.chargeKind,
    openAmount: openMinor,
    daysPastDue,
    monthsPastDue,
    isDisputed: false,
    evidence: [],
    legalStatus: null,
    monthsFullyProvisioned: null,
    schedule,
    ratePercent,
    writeOffCaseCount: 0,
    caseDocument: null,
    missingDocumentCount: 0,
  };
}

function listDetails({ row, effectiveDueOn, amountMinor, monthsPastDue }: OpenInvoice, schedule: string): object {
  return {
    customerName: row.customerName,
    debtorType: row.debtorType,
    chargeKind: row.chargeKind,
    product: row.product,
    managingUnit: row.managingUnit,
    regionUnit: row.regionUnit,
    issuedOn: row.issuedOn,
    dueOn: row.dueOn,
    effectiveDueOn,
    amountMinor,
    isDisputed: false,
    monthsPastDue,
    schedule,
    offsetMinor: 0,
    bookedOn: null,
    fullyProvisionedOn: null,
    legalStatus: null,
    legalStatusOn: null,
    evidence: [],
  };
}

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
  const decision = [
    row.invoiceId,
    row.contractId,
    row.customerId,
    row.currency,
    openMinor,
    daysPastDue,
    bucket,
    ratePercent,
    openMinor,
    provision,
    isMissing ? false : null,
    0,
    provision,
    isMissing ? MISSING : [],
    null,
    [],
    'none',
    [],
    bucket === 'dpd-over-365' ? null : `bucket-${bucket}`,
    schedule === 'special' ? 'service-debt-of-person' : null,
    provisionRule,
    isMissing ? MISSING_RULES.join(';') : null,
    null,
    release,
  ];
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

function listFacts(invoice: OpenInvoice, schedule: string, ratePercent: number): readonly unknown[] {
  const { row, openMinor, daysPastDue, monthsPastDue } = invoice;
  return [
    DEBT_AS_OF,
    row.debtorType,
    row.debtorType === 'organisation' ? 'business' : row.debtorType,
    row.product,
    row.managingUnit,
    row.regionUnit,
    row.currency,
    row.chargeKind,
    openMinor,
    daysPastDue,
    monthsPastDue,
    false,
    [],
    null,
    null,
    schedule,
    ratePercent,
    0,
    null,
    0,
  ];
}

function listDetails(invoice: OpenInvoice, schedule: string): readonly unknown[] {
  const { row, effectiveDueOn, amountMinor, monthsPastDue } = invoice;
  return [
    row.customerName,
    row.debtorType,
    row.chargeKind,
    row.product,
    row.managingUnit,
    row.regionUnit,
    row.issuedOn,
    row.dueOn,
    effectiveDueOn,
    amountMinor,
    false,
    monthsPastDue,
    schedule,
    0,
    null,
    null,
    null,
    null,
    [],
  ];
}

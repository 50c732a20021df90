import type { CalendarDate } from './calendar-date.ts';
import type { ChargeKind, DebtorType, LegalStatus, ServiceStatus } from './invoice.ts';
import type { Currency } from './money.ts';

export const COLLECTION_ACTIONS = [
  'none',
  'call',
  'send-demand-letter',
  'visit',
  'send-final-demand',
  'terminate-contract',
  'refer-to-legal',
  'hold',
] as const;
export type CollectionAction = (typeof COLLECTION_ACTIONS)[number];

export const COLLECTION_REASONS = ['paid', 'waiting', 'moratorium', 'exemption', 'promise'] as const;
export type CollectionReason = (typeof COLLECTION_REASONS)[number];

type CollectionRuleNames = {
  readonly amounts: string | null;
  readonly collection: string | null;
  readonly limitation: string | null;
  readonly hold: string | null;
};

/** What to do next about a locked contract (or a terminated one that still owes). Keys and order are the contract. */
export type CollectionDecision = {
  readonly subject: 'contract';
  readonly id: string;
  readonly customerId: string;
  /** Null for a terminated contract. */
  readonly daysSinceLock: number | null;
  readonly action: CollectionAction;
  readonly reason: CollectionReason | null;
  readonly limitationWarning: boolean;
  readonly holds: readonly string[];
  readonly rules: CollectionRuleNames;
  readonly release: string;
};

/** What reports show of a collection decision besides. */
export type CollectionDetails = {
  readonly customerName: string | null;
  readonly debtorType: DebtorType | null;
  readonly product: string | null;
  readonly managingUnit: string | null;
  readonly regionUnit: string | null;
  readonly serviceStatus: ServiceStatus;
  readonly statusSince: CalendarDate | null;
  readonly handedOverOn: CalendarDate | null;
  /** Overdue open amounts by currency. */
  readonly overdue: readonly { readonly currency: Currency; readonly overdueMinor: number }[];
  /** The step that a hold stops. */
  readonly heldAction: CollectionAction | null;
  /** Original due date of the oldest open invoice, and the last day to sue for it. */
  readonly oldestDueOn: CalendarDate | null;
  readonly limitationOn: CalendarDate | null;
};

export const AGEING_BUCKETS = [
  'not-due',
  'dpd-1-30',
  'dpd-31-60',
  'dpd-61-90',
  'dpd-91-180',
  'dpd-181-365',
  'dpd-over-365',
] as const;
export type AgeingBucket = (typeof AGEING_BUCKETS)[number];

export const PROVISION_SCHEDULES = ['ordinary', 'special'] as const;
export type ProvisionSchedule = (typeof PROVISION_SCHEDULES)[number];

export const WRITE_OFF_ACTIONS = ['none', 'not-ready', 'propose-write-off'] as const;
type WriteOffAction = (typeof WRITE_OFF_ACTIONS)[number];

export const WRITE_OFF_CASES = [1, 2, 3, 4, 5, 6, 7] as const;
export type WriteOffCase = (typeof WRITE_OFF_CASES)[number];

/** The own document of each case of write-off. */
export const CASE_DOCUMENTS = [
  'court-decision',
  'authority-confirmation',
  'cancellation-decision',
  'death-certificate',
  'custody-confirmation',
  'liability-decision',
  'provision-records',
] as const;

/** Groups of documents that can be missing, as the lists name them. */
export const MISSING_GROUPS = [
  'authority-confirmation',
  'books',
  'cancellation-decision',
  'contract-or-commitment',
  'court-decision',
  'custody-confirmation',
  'death-certificate',
  'debt-list',
  'liability-decision',
  'provision-records',
  'reconciliation-or-registered-demand',
] as const;
export type MissingGroup = (typeof MISSING_GROUPS)[number];

type DebtInvoiceRuleNames = {
  readonly ageing: string | null;
  readonly schedule: string | null;
  readonly provision: string | null;
  readonly evidence: string | null;
  readonly writeOff: string | null;
};

/** The decision about an open invoice: its age, its provision, and whether it may be proposed for write-off. */
export type DebtInvoiceDecision = {
  readonly subject: 'invoice';
  readonly id: string;
  readonly contractId: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly openAmount: number;
  readonly daysPastDue: number;
  readonly ageingBucket: AgeingBucket;
  readonly provisionRatePercent: number;
  readonly provisionBase: number;
  readonly provisionAmount: number;
  /** Null where the rate is 0 and no evidence is needed. */
  readonly provisionSupported: boolean | null;
  readonly provisionBooked: number;
  /** provisionAmount − provisionBooked. */
  readonly provisionChange: number;
  /** Sorted. */
  readonly missingEvidence: readonly MissingGroup[];
  /** The lowest case that holds; null where none does. */
  readonly writeOffCase: WriteOffCase | null;
  readonly writeOffCases: readonly WriteOffCase[];
  readonly writeOffAction: WriteOffAction;
  readonly writeOffMissing: readonly MissingGroup[];
  readonly rules: DebtInvoiceRuleNames;
  readonly release: string;
};

/** What reports show of a decided invoice besides. */
export type DebtInvoiceDetails = {
  readonly customerName: string | null;
  readonly debtorType: DebtorType;
  readonly chargeKind: ChargeKind;
  readonly product: string;
  readonly managingUnit: string | null;
  readonly regionUnit: string | null;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly effectiveDueOn: CalendarDate;
  readonly amountMinor: number;
  readonly isDisputed: boolean;
  readonly monthsPastDue: number;
  readonly schedule: ProvisionSchedule;
  /** Part of what we owe the debtor that is set off against this invoice. */
  readonly offsetMinor: number;
  readonly bookedOn: CalendarDate | null;
  readonly fullyProvisionedOn: CalendarDate | null;
  readonly legalStatus: LegalStatus | null;
  readonly legalStatusOn: CalendarDate | null;
  /** Codes of the documents that the debtor's file has. */
  readonly evidence: readonly string[];
};

/** A provision in the books for an invoice that is not open any more: it has to be released. */
export type ReleasedProvision = {
  readonly invoiceId: string;
  readonly contractId: string;
  readonly managingUnit: string | null;
  readonly currency: Currency;
  readonly bookedMinor: number;
  readonly bookedOn: CalendarDate | null;
};

/** An invoice that was written off and is tracked for recoveries. */
export type TrackedWriteOff = {
  readonly invoiceId: string;
  readonly contractId: string;
  readonly currency: Currency;
  readonly writtenOffOn: CalendarDate;
  /** Open when it was written off. */
  readonly writtenOffMinor: number;
  /** Paid on it since. */
  readonly recoveredMinor: number;
  /** The provision in the books that the write-off uses up; it is no release. */
  readonly usedProvisionMinor: number;
  /** Last day on which it is tracked. */
  readonly trackedUntil: CalendarDate;
};

/** What one customer owes and has to its credit in one currency, as of the day; the base of all control totals. */
export type CustomerBalance = {
  readonly customerId: string;
  readonly customerName: string | null;
  readonly currency: Currency;
  /** Invoices that count (issued, not voided), less those written off. */
  readonly invoicedMinor: number;
  /** Payments and credit notes less refunds and chargebacks up to the day. */
  readonly settledMinor: number;
  /** invoicedMinor − settledMinor + creditMinor. */
  readonly openMinor: number;
  /** Paid too much; negative where more was refunded than paid. */
  readonly creditMinor: number;
  readonly releasedProvisions: readonly ReleasedProvision[];
  readonly writeOffs: readonly TrackedWriteOff[];
};

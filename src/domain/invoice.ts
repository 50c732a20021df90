import type { CalendarDate } from './calendar-date.ts';
import type { Currency } from './money.ts';

/** Who owes: the provision table and the segment of overrides depend on it. */
export const DEBTOR_TYPES = ['organisation', 'individual', 'household', 'household-business'] as const;
export type DebtorType = (typeof DEBTOR_TYPES)[number];

/** How the service was sold: a wholesale agent is the debtor itself, a commission agent only brought the customer. */
export const AGENT_MODELS = ['direct', 'wholesale', 'commission'] as const;
export type AgentModel = (typeof AGENT_MODELS)[number];

export const CHARGE_KINDS = ['service', 'penalty', 'hardware', 'other'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

/** An invoice as its file tells it. Amounts are whole numbers of the currency's minor unit. */
export type Invoice = {
  readonly invoiceId: string;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly debtorType: DebtorType;
  readonly contractId: string;
  readonly agentModel: AgentModel;
  readonly agentId: string | null;
  readonly product: string;
  readonly chargeKind: ChargeKind;
  readonly managingUnit: string | null;
  readonly regionUnit: string | null;
  /** Month N as `YYYY-MM`. */
  readonly period: string | null;
  /** Of a service that is charged by cycle: then month N is that cycle. */
  readonly cycleStart: CalendarDate | null;
  readonly cycleEnd: CalendarDate | null;
  readonly issuedOn: CalendarDate;
  /** The due date of the contract, before it is moved to a working day. */
  readonly dueOn: CalendarDate;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly isDisputed: boolean;
  readonly isVoided: boolean;
};

export const PAYMENT_KINDS = ['payment', 'refund', 'chargeback', 'credit-note'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** Money that moved: on an invoice, or on a customer. */
export type Payment = {
  readonly paymentId: string;
  readonly invoiceId: string | null;
  readonly customerId: string | null;
  readonly paidOn: CalendarDate;
  /** Never negative; the kind says in which direction it counts. */
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly kind: PaymentKind;
};

export const SERVICE_STATUSES = ['active', 'restricted', 'locked', 'terminated'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

export type Contract = {
  readonly contractId: string;
  readonly customerId: string;
  readonly product: string | null;
  readonly serviceStatus: ServiceStatus;
  readonly statusSince: CalendarDate | null;
  /** Day on which it was handed over to debt collection. */
  readonly handedOverOn: CalendarDate | null;
};

export const HOLD_KINDS = ['exemption', 'dispute', 'promise', 'moratorium'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Something that keeps us from acting; a dispute may name an invoice, the others name a contract. */
export type Hold = {
  readonly holdId: string;
  readonly contractId: string | null;
  readonly invoiceId: string | null;
  readonly kind: HoldKind;
  readonly from: CalendarDate;
  /** Last day; null means until further notice. */
  readonly until: CalendarDate | null;
  readonly reason: string;
  readonly authority: string;
};

export const NOTICE_KINDS = [
  'payment-notice',
  'reminder',
  'overdue-notice',
  'suspension-warning',
  'call',
  'demand-letter',
  'visit',
  'final-demand',
  'termination',
  'legal-referral',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice that was sent, or a collection step that was taken. */
export type Notice = {
  readonly noticeId: string;
  readonly contractId: string | null;
  /** Of payment notices and reminders: the one invoice that they are about. */
  readonly invoiceId: string | null;
  readonly kind: NoticeKind;
  readonly channel: string | null;
  readonly sentOn: CalendarDate;
  /** Null while nobody knows that it arrived. */
  readonly deliveredOn: CalendarDate | null;
  readonly proof: string | null;
};

/** Payment notices and reminders are about one invoice, all other notices about a contract. */
export function isInvoiceNotice(kind: NoticeKind): boolean {
  return kind === 'payment-notice' || kind === 'reminder';
}

/** A dispute may be about one invoice; every other hold is about a contract, whatever invoice it mentions. */
export function isAboutInvoice(hold: Pick<Hold, 'kind' | 'invoiceId'>): boolean {
  return hold.kind === 'dispute' && hold.invoiceId !== null;
}

export const LEGAL_STATUSES = [
  'active',
  'ceased',
  'dissolved',
  'bankruptcy-opened',
  'bankrupt',
  'debt-cancelled',
  'dead',
  'prosecuted',
  'detained',
  'on-trial',
  'serving-sentence',
  'liability-settled',
] as const;
export type LegalStatus = (typeof LEGAL_STATUSES)[number];

/** Documents that a debt file may hold (Circular 48/2019/TT-BTC art. 6). */
export const EVIDENCE_CODES = [
  'contract',
  'commitment',
  'liquidation-record',
  'reconciliation',
  'reconciliation-request-registered',
  'demand-registered',
  'debt-list',
  'books',
  'provision-records',
  'court-decision',
  'authority-confirmation',
  'cancellation-decision',
  'death-certificate',
  'custody-confirmation',
  'liability-decision',
] as const;
export type EvidenceCode = (typeof EVIDENCE_CODES)[number];

/** What is known of a customer as a debtor. */
export type Debtor = {
  readonly customerId: string;
  readonly legalStatus: LegalStatus | null;
  readonly legalStatusOn: CalendarDate | null;
  /** What we owe the customer, reconciled, in VND. */
  readonly payableMinor: number;
  readonly evidence: readonly EvidenceCode[];
};

/** The provision that stands in the books for an invoice. */
export type BookedProvision = {
  readonly invoiceId: string;
  readonly bookedOn: CalendarDate | null;
  readonly bookedMinor: number;
  /** Closing date at which 100 % was booked. */
  readonly fullyProvisionedOn: CalendarDate | null;
  /** Day on which the invoice was written off; from then on it is only tracked. */
  readonly writtenOffOn: CalendarDate | null;
};

/** Everything that files say about one customer, and about the contracts that it has a part in. */
export type CustomerFile = {
  readonly customerId: string;
  /** Of this customer, and of others on its contracts. */
  readonly invoices: readonly Invoice[];
  /** On those invoices, and without an invoice on those customers. */
  readonly payments: readonly Payment[];
  readonly contracts: readonly Contract[];
  readonly holds: readonly Hold[];
  readonly notices: readonly Notice[];
  readonly debtors: readonly Debtor[];
  readonly provisions: readonly BookedProvision[];
};

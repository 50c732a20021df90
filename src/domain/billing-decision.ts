import type { CalendarDate } from './calendar-date.ts';
import type { AgentModel, DebtorType, HoldKind, NoticeKind, ServiceStatus } from './invoice.ts';
import type { Currency } from './money.ts';

export const BILLING_ACTIONS = [
  'none',
  'send-payment-notice',
  'send-reminder',
  'send-overdue-notice',
  'send-suspension-warning',
  'deliver-manually',
  'restrict-service',
  'lock-service',
  'hand-over-to-collection',
  'restore-service',
  'hold',
] as const;
export type BillingAction = (typeof BILLING_ACTIONS)[number];

/** Why nothing is done; of a hold its kind. */
export const BILLING_REASONS = [
  'terminated',
  'awaiting-delivery',
  'below-minimum',
  'nothing-open',
  'disputed',
  'not-due',
  'waiting',
  'moratorium',
  'exemption',
  'promise',
] as const;
export type BillingReason = (typeof BILLING_REASONS)[number];

/** Names of the rules that decided each stage; several of one stage are joined with `;`, null where none spoke. */
type BillingRuleNames = {
  readonly amounts: string | null;
  readonly ladder: string | null;
  readonly hold: string | null;
  readonly approval: string | null;
};

/**
 * The decision about a contract in one currency. Its keys and their order are the output contract; amounts are whole
 * numbers of the currency's minor unit.
 */
export type BillingDecision = {
  readonly subject: 'contract';
  readonly id: string;
  readonly customerId: string;
  /** Null for a contract without invoices. */
  readonly currency: Currency | null;
  readonly openAmount: number;
  readonly overdueAmount: number;
  /** Effective due date of the oldest unpaid invoice; null where nothing is left. */
  readonly oldestUnpaidDueOn: CalendarDate | null;
  readonly daysPastDue: number | null;
  readonly serviceStatus: ServiceStatus;
  readonly action: BillingAction;
  readonly reason: BillingReason | null;
  /** The step that a hold stops. */
  readonly heldAction: BillingAction | null;
  readonly needsApproval: boolean;
  /** Ids of the active holds, sorted. */
  readonly holds: readonly string[];
  readonly rules: BillingRuleNames;
  readonly release: string;
};

/** An invoice with something open, as a letter shows it. */
export type OpenInvoice = {
  readonly invoiceId: string;
  /** `YYYY-MM`, or a cycle as `YYYY-MM-DD/YYYY-MM-DD`; null where the file says neither. */
  readonly month: string | null;
  readonly issuedOn: CalendarDate;
  readonly effectiveDueOn: CalendarDate;
  readonly daysPastDue: number;
  readonly amountMinor: number;
  readonly openMinor: number;
  readonly isDisputed: boolean;
  /** The action of this contract is about it: all overdue ones, or those without a notice of their own. */
  readonly isAddressed: boolean;
};

/** What was invoiced and collected for one month N, unit and product; of the invoices of one contract and currency. */
export type MonthCollection = {
  readonly month: string | null;
  readonly managingUnit: string | null;
  readonly product: string;
  readonly invoicedMinor: number;
  /** invoicedMinor − openMinor. */
  readonly collectedMinor: number;
  readonly openMinor: number;
  readonly overdueMinor: number;
  readonly invoiceCount: number;
};

/** A notice that was sent and of which no delivery is known. */
export type UndeliveredNotice = {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly channel: string | null;
  readonly sentOn: CalendarDate;
};

export type ActiveHold = {
  readonly holdId: string;
  readonly kind: HoldKind;
  readonly invoiceId: string | null;
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
  readonly reason: string;
  readonly authority: string;
};

/** What reports show of a decided contract besides the decision; no rule looks at it. */
export type ContractDetails = {
  readonly isMainCurrency: boolean;
  readonly customerName: string | null;
  readonly debtorType: DebtorType | null;
  readonly agentModel: AgentModel | null;
  readonly agentId: string | null;
  /** Who gets the letters: the wholesale agent, else the customer. */
  readonly addresseeId: string;
  readonly product: string | null;
  readonly managingUnit: string | null;
  readonly regionUnit: string | null;
  readonly statusSince: CalendarDate | null;
  /** How a notice goes out, and the system that carries an order out; null where the action needs none. */
  readonly channel: string | null;
  readonly system: string | null;
  readonly disputedMinor: number;
  /** Sorted by effective due date, then id. */
  readonly openInvoices: readonly OpenInvoice[];
  /** Sorted by month, unit, product. */
  readonly months: readonly MonthCollection[];
  /** Overdue notices and suspension warnings of the present window; sorted by sentOn, then id. */
  readonly undelivered: readonly UndeliveredNotice[];
  readonly holds: readonly ActiveHold[];
};

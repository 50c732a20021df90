import type {
  AgentModel,
  ChargeKind,
  DebtorType,
  HoldKind,
  NoticeKind,
  PaymentKind,
  ServiceStatus,
} from '../../../src/domain/invoice.ts';
import type { Day } from './sample-days.ts';

/** How somebody pays. */
export type Payer = 'prompt' | 'late' | 'slow' | 'short' | 'partial' | 'rounding' | 'unnamed' | 'stopper';

/** Who owes: a customer, or a wholesale agent. */
export type SampleDebtor = {
  readonly customerId: string;
  readonly customerName: string;
  readonly debtorType: DebtorType;
  readonly regionUnit: string;
};

/** An invented contract, before anything has been invoiced. */
export type AccountPlan = {
  /** Part of all ids of the contract: `HD-1001`, `HDN-1001-03`. */
  readonly number: number;
  readonly debtor: SampleDebtor;
  readonly agentModel: AgentModel;
  readonly agentId: string;
  readonly product: string;
  readonly managingUnit: string;
  readonly currency: 'VND' | 'USD';
  readonly monthlyMinor: number;
  readonly issueDay: number;
  readonly termDays: number;
  /** Day of the month on which a cycle begins; null where whole months are charged. */
  readonly cycleDay: number | null;
  readonly firstMonth: number;
  readonly payer: Payer;
  /** The first month that a stopper does not pay. */
  readonly stopMonth: number;
  /** How likely a message arrives, 0 to 1. */
  readonly reach: number;
};

export type SampleInvoice = {
  readonly invoiceId: string;
  readonly chargeKind: ChargeKind;
  readonly period: string;
  readonly cycle: { readonly from: Day; readonly to: Day } | null;
  readonly issuedDay: Day;
  readonly dueDay: Day;
  readonly amountMinor: number;
  readonly isDisputed: boolean;
  readonly isVoided: boolean;
};

/** Money that moved; without an invoice it is the customer's. */
export type SamplePayment = {
  readonly invoiceId: string | null;
  readonly paidDay: Day;
  readonly amountMinor: number;
  readonly kind: PaymentKind;
};

export type SampleHold = {
  readonly kind: HoldKind;
  readonly invoiceId: string | null;
  readonly fromDay: Day;
  readonly untilDay: Day | null;
  readonly reason: string;
  readonly authority: string;
};

export type SampleNotice = {
  readonly kind: NoticeKind;
  readonly invoiceId: string | null;
  readonly channel: string;
  readonly sentDay: Day;
  readonly deliveredDay: Day | null;
  readonly proof: string;
};

/** How far a contract has come. */
export type LadderState = {
  readonly status: ServiceStatus;
  readonly statusDay: Day;
  readonly handedOverDay: Day | null;
  readonly notices: readonly SampleNotice[];
  /** What has been invoiced: nothing once the service has been off for a while. */
  readonly invoices: readonly SampleInvoice[];
};

/** What is known of a contract before its ladder is replayed. */
export type LadderInput = {
  readonly plan: AccountPlan;
  readonly invoices: readonly SampleInvoice[];
  readonly payments: readonly SamplePayment[];
  readonly holds: readonly SampleHold[];
};

/** A contract with all that happened to it. */
export type SampleAccount = LadderInput & LadderState;

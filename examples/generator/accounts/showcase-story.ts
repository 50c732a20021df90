import { fromEpochDay, toEpochDay } from '../../../src/domain/calendar-date.ts';
import type {
  AgentModel,
  ChargeKind,
  DebtorType,
  HoldKind,
  LegalStatus,
  NoticeKind,
  PaymentKind,
  ServiceStatus,
} from '../../../src/domain/invoice.ts';
import { type AccountRow, type AccountRows, joinRows } from './account-rows.ts';
import { HOLD_WORDS, PRICED_PRODUCTS } from './account-words.ts';

/** An invoice of a story; `name` is the letter that ends its id, `HDN-SC-01A`. */
type StoryInvoice = {
  readonly name: string;
  readonly dueOn: string;
  readonly amount: number;
  readonly chargeKind?: ChargeKind;
  readonly isDisputed?: boolean;
  /** Without a payment notice of its own. */
  readonly isUnnoticed?: boolean;
};

/** A contract that tells one story, by hand. What must be decided about it stands in examples/README.md. */
export type Story = {
  readonly id: string;
  readonly customerName: string;
  readonly debtorType: DebtorType;
  readonly product: (typeof PRICED_PRODUCTS)[number]['product'];
  readonly agent?: readonly [AgentModel, string];
  readonly status?: readonly [status: ServiceStatus, since: string, handedOverOn?: string];
  readonly invoices: readonly StoryInvoice[];
  /** Null instead of the letter: a payment of the customer, without an invoice. */
  readonly payments?: readonly (readonly [
    invoice: string | null,
    paidOn: string,
    amount: number,
    kind?: PaymentKind,
  ])[];
  /** Besides the payment notices. */
  readonly notices?: readonly (readonly [kind: NoticeKind, sentOn: string, deliveredOn: string, invoice?: string])[];
  readonly holds?: readonly (readonly [kind: HoldKind, from: string, until: string, invoice?: string])[];
  readonly debtor?: {
    readonly legal?: readonly [status: LegalStatus, on: string];
    readonly payable?: number;
    readonly evidence: string;
  };
  readonly provisions?: readonly (readonly [invoice: string, on: string, booked: number, full?: string])[];
};

const TERM_DAYS = 20;
const REGION = 'CTKV2';
const CHANNELS: Readonly<Partial<Record<NoticeKind, string>>> = {
  call: 'call',
  visit: 'in-person',
  'demand-letter': 'registered-post',
  'final-demand': 'registered-post',
  termination: 'registered-post',
  'legal-referral': 'document',
};

/** Writes stories as rows of all files. */
export function writeStories(stories: readonly Story[]): AccountRows {
  return joinRows(stories.map(writeStory));
}

function writeStory(story: Story): AccountRows {
  return {
    invoices: story.invoices.map((each) => writeInvoice(story, each)),
    payments: writePayments(story),
    contracts: [writeContract(story)],
    holds: writeHolds(story),
    notices: writeNotices(story),
    debtors: writeDebtors(story),
    provisions: (story.provisions ?? []).map(([invoice, bookedOn, booked, full]) => ({
      invoiceId: toInvoiceId(story, invoice),
      bookedOn,
      bookedAmount: String(booked),
      fullyProvisionedOn: full ?? '',
    })),
  };
}

function writeInvoice(story: Story, invoice: StoryInvoice): AccountRow<'invoices'> {
  const [agentModel, agentId] = story.agent ?? ['direct', ''];
  const issuedOn = findIssue(invoice);
  return {
    invoiceId: toInvoiceId(story, invoice.name),
    customerId: toCustomerId(story),
    customerName: story.customerName,
    debtorType: story.debtorType,
    contractId: toContractId(story),
    agentModel,
    agentId,
    product: story.product,
    chargeKind: invoice.chargeKind ?? 'service',
    managingUnit: PRICED_PRODUCTS.find((each) => each.product === story.product)?.unit ?? '',
    regionUnit: REGION,
    period: addDays(`${issuedOn.slice(0, 7)}-01`, -1).slice(0, 7),
    cycleStart: '',
    cycleEnd: '',
    issuedOn,
    dueOn: invoice.dueOn,
    amount: String(invoice.amount),
    currency: 'VND',
    disputed: invoice.isDisputed === true ? 'yes' : 'no',
    voided: 'no',
  };
}

function writePayments(story: Story): readonly AccountRow<'payments'>[] {
  return (story.payments ?? []).map(([invoice, paidOn, amount, kind], index) => ({
    paymentId: `TT-SC-${story.id}-${index + 1}`,
    invoiceId: invoice === null ? '' : toInvoiceId(story, invoice),
    customerId: invoice === null ? toCustomerId(story) : '',
    paidOn,
    amount: String(amount),
    currency: 'VND',
    kind: kind ?? 'payment',
  }));
}

function writeContract(story: Story): AccountRow<'contracts'> {
  const [serviceStatus, statusSince, handedOverOn] = story.status ?? ['active', '2025-03-01'];
  return {
    contractId: toContractId(story),
    customerId: toCustomerId(story),
    product: story.product,
    serviceStatus,
    statusSince,
    handedOverOn: handedOverOn ?? '',
  };
}

function writeHolds(story: Story): readonly AccountRow<'holds'>[] {
  return (story.holds ?? []).map(([kind, from, until, invoice], index) => {
    const [reason, authority] = HOLD_WORDS[kind][0];
    return {
      holdId: `TH-SC-${story.id}-${index + 1}`,
      contractId: invoice === undefined ? toContractId(story) : '',
      invoiceId: invoice === undefined ? '' : toInvoiceId(story, invoice),
      kind,
      from,
      until,
      reason,
      authority,
    };
  });
}

function writeNotices(story: Story): readonly AccountRow<'notices'>[] {
  const noticed = story.invoices
    .filter((each) => each.isUnnoticed !== true)
    .map((each) => ['payment-notice', findIssue(each), findIssue(each), each.name] as const);
  return [...noticed, ...(story.notices ?? [])].map(([kind, sentOn, deliveredOn, invoice], index) => {
    const channel = CHANNELS[kind] ?? 'sms';
    return {
      noticeId: `TB-SC-${story.id}-${index + 1}`,
      contractId: toContractId(story),
      invoiceId: invoice === undefined ? '' : toInvoiceId(story, invoice),
      kind,
      channel,
      sentOn,
      deliveredOn,
      proof: channel === 'registered-post' ? `RR0000${story.id}00${index}VN` : '',
    };
  });
}

function writeDebtors(story: Story): readonly AccountRow<'debtors'>[] {
  if (story.debtor === undefined) return [];
  const { legal, payable, evidence } = story.debtor;
  const [legalStatus, legalStatusOn] = legal ?? ['active', ''];
  const payableAmount = payable === undefined ? '' : String(payable);
  return [{ customerId: toCustomerId(story), legalStatus, legalStatusOn, payableAmount, evidence }];
}

function findIssue(invoice: StoryInvoice): string {
  return addDays(invoice.dueOn, -TERM_DAYS);
}

function addDays(date: string, days: number): string {
  return fromEpochDay(toEpochDay(date) + days);
}

function toContractId(story: Story): string {
  return `HD-SC-${story.id}`;
}

function toCustomerId(story: Story): string {
  return `KH-SC-${story.id}`;
}

function toInvoiceId(story: Story, name: string): string {
  return `HDN-SC-${story.id}${name}`;
}

import type {
  BookedProvision,
  Contract,
  CustomerFile,
  Debtor,
  Hold,
  Invoice,
  Notice,
  Payment,
} from '../../src/domain/invoice.ts';

/** The customer whom samples are about, unless the changes say otherwise. */
export const CUSTOMER = 'C-1';
/** Its contract. */
const CONTRACT = 'K-1';

/** An invoice of 1,000,000 VND for a service, issued on 1 June 2026 and due on Monday 15 June. */
export function buildInvoice(invoiceId: string, changes: Partial<Invoice> = {}): Invoice {
  return {
    invoiceId,
    customerId: CUSTOMER,
    customerName: null,
    debtorType: 'organisation',
    contractId: CONTRACT,
    agentModel: 'direct',
    agentId: null,
    product: 'sms-brandname',
    chargeKind: 'service',
    managingUnit: null,
    regionUnit: null,
    period: '2026-05',
    cycleStart: null,
    cycleEnd: null,
    issuedOn: '2026-06-01',
    dueOn: '2026-06-15',
    amountMinor: 1_000_000,
    currency: 'VND',
    isDisputed: false,
    isVoided: false,
    ...changes,
  };
}

/** A payment of 1,000,000 VND on the customer, without an invoice. */
export function buildPayment(paymentId: string, changes: Partial<Payment> = {}): Payment {
  return {
    paymentId,
    invoiceId: null,
    customerId: CUSTOMER,
    paidOn: '2026-06-10',
    amountMinor: 1_000_000,
    currency: 'VND',
    kind: 'payment',
    ...changes,
  };
}

/** An active contract. */
export function buildContract(changes: Partial<Contract> = {}): Contract {
  return {
    contractId: CONTRACT,
    customerId: CUSTOMER,
    product: 'sms-brandname',
    serviceStatus: 'active',
    statusSince: null,
    handedOverOn: null,
    ...changes,
  };
}

/** A promise to pay, without an end. */
export function buildHold(holdId: string, changes: Partial<Hold> = {}): Hold {
  return {
    holdId,
    contractId: CONTRACT,
    invoiceId: null,
    kind: 'promise',
    from: '2026-06-01',
    until: null,
    reason: 'a reason',
    authority: 'an authority',
    ...changes,
  };
}

/** A suspension warning about the contract that nobody knows to have arrived. */
export function buildNotice(noticeId: string, changes: Partial<Notice> = {}): Notice {
  return {
    noticeId,
    contractId: CONTRACT,
    invoiceId: null,
    kind: 'suspension-warning',
    channel: null,
    sentOn: '2026-06-22',
    deliveredOn: null,
    proof: null,
    ...changes,
  };
}

/** A debtor to whom we owe nothing, and of whom nothing is known. */
export function buildDebtor(changes: Partial<Debtor> = {}): Debtor {
  return { customerId: CUSTOMER, legalStatus: null, legalStatusOn: null, payableMinor: 0, evidence: [], ...changes };
}

/** A provision that was never booked. */
export function buildProvision(invoiceId: string, changes: Partial<BookedProvision> = {}): BookedProvision {
  return { invoiceId, bookedOn: null, bookedMinor: 0, fullyProvisionedOn: null, writtenOffOn: null, ...changes };
}

/** Everything about one customer. */
export function buildCustomerFile(parts: Partial<CustomerFile>): CustomerFile {
  return {
    customerId: CUSTOMER,
    invoices: [],
    payments: [],
    contracts: [],
    holds: [],
    notices: [],
    debtors: [],
    provisions: [],
    ...parts,
  };
}

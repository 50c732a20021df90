import {
  AGENT_MODELS,
  type BookedProvision,
  CHARGE_KINDS,
  type Contract,
  DEBTOR_TYPES,
  type Debtor,
  EVIDENCE_CODES,
  type EvidenceCode,
  HOLD_KINDS,
  type Hold,
  type Invoice,
  isInvoiceNotice,
  LEGAL_STATUSES,
  NOTICE_KINDS,
  type Notice,
  PAYMENT_KINDS,
  type Payment,
  SERVICE_STATUSES,
} from '../domain/invoice.ts';
import { CURRENCIES, type Currency, HOME_CURRENCY } from '../domain/money.ts';
import type { RowProblem } from '../domain/rejected-row.ts';
import {
  CONTRACT_LAYOUT,
  DEBTOR_LAYOUT,
  HOLD_LAYOUT,
  INVOICE_LAYOUT,
  NOTICE_LAYOUT,
  PAYMENT_LAYOUT,
  PROVISION_LAYOUT,
} from './account-columns.ts';
import { type Place, placeColumns } from './column.ts';
import { parseAmount } from './parse-amount.ts';
import { getChoice, getText, type Values } from './parse-row.ts';
import type { Built } from './read-records.ts';

const INVOICE = placeColumns(INVOICE_LAYOUT);
const PAYMENT = placeColumns(PAYMENT_LAYOUT);
const CONTRACT = placeColumns(CONTRACT_LAYOUT);
const HOLD = placeColumns(HOLD_LAYOUT);
const NOTICE = placeColumns(NOTICE_LAYOUT);
const DEBTOR = placeColumns(DEBTOR_LAYOUT);
const PROVISION = placeColumns(PROVISION_LAYOUT);

/** The invoice of a parsed row. */
export function buildInvoice(values: Values): Built<Invoice> {
  const currency = getCurrency(values, INVOICE.currency);
  const amount = parseAmount(values, INVOICE.amount, currency);
  const problems: RowProblem[] = [];
  addDisorder(problems, values, INVOICE.issuedOn, INVOICE.dueOn);
  addDisorder(problems, values, INVOICE.cycleStart, INVOICE.cycleEnd);
  addHalfCycle(problems, values);
  if ('problem' in amount) problems.push(amount.problem);
  if ('problem' in amount || problems.length > 0) return { problems };
  return {
    record: {
      invoiceId: getTextOf(values, INVOICE.invoiceId),
      customerId: getTextOf(values, INVOICE.customerId),
      customerName: getText(values, INVOICE.customerName),
      debtorType: get(getChoice(values, INVOICE.debtorType, DEBTOR_TYPES)),
      contractId: getTextOf(values, INVOICE.contractId),
      agentModel: getChoice(values, INVOICE.agentModel, AGENT_MODELS) ?? 'direct',
      agentId: getText(values, INVOICE.agentId),
      product: getTextOf(values, INVOICE.product),
      chargeKind: getChoice(values, INVOICE.chargeKind, CHARGE_KINDS) ?? 'service',
      managingUnit: getText(values, INVOICE.managingUnit),
      regionUnit: getText(values, INVOICE.regionUnit),
      period: getText(values, INVOICE.period),
      cycleStart: getText(values, INVOICE.cycleStart),
      cycleEnd: getText(values, INVOICE.cycleEnd),
      issuedOn: getTextOf(values, INVOICE.issuedOn),
      dueOn: getTextOf(values, INVOICE.dueOn),
      amountMinor: amount.minor,
      currency,
      isDisputed: getText(values, INVOICE.disputed) === 'yes',
      isVoided: getText(values, INVOICE.voided) === 'yes',
    },
  };
}

/** The payment of a parsed row: on an invoice, or on a customer. */
export function buildPayment(values: Values): Built<Payment> {
  const currency = getCurrency(values, PAYMENT.currency);
  const amount = parseAmount(values, PAYMENT.amount, currency);
  if ('problem' in amount) return { problems: [amount.problem] };
  const invoiceId = getText(values, PAYMENT.invoiceId);
  const customerId = getText(values, PAYMENT.customerId);
  if (invoiceId === null && customerId === null) {
    return miss('invoiceId', 'the invoice that was paid, or the customer who paid (customerId)');
  }
  return {
    record: {
      paymentId: getTextOf(values, PAYMENT.paymentId),
      invoiceId,
      customerId,
      paidOn: getTextOf(values, PAYMENT.paidOn),
      amountMinor: amount.minor,
      currency,
      kind: getChoice(values, PAYMENT.kind, PAYMENT_KINDS) ?? 'payment',
    },
  };
}

/** The contract of a parsed row. */
export function buildContract(values: Values): Built<Contract> {
  return {
    record: {
      contractId: getTextOf(values, CONTRACT.contractId),
      customerId: getTextOf(values, CONTRACT.customerId),
      product: getText(values, CONTRACT.product),
      serviceStatus: get(getChoice(values, CONTRACT.serviceStatus, SERVICE_STATUSES)),
      statusSince: getText(values, CONTRACT.statusSince),
      handedOverOn: getText(values, CONTRACT.handedOverOn),
    },
  };
}

/** The hold of a parsed row: a dispute names an invoice or a contract, every other kind a contract. */
export function buildHold(values: Values): Built<Hold> {
  const kind = get(getChoice(values, HOLD.kind, HOLD_KINDS));
  const contractId = getText(values, HOLD.contractId);
  const invoiceId = getText(values, HOLD.invoiceId);
  if (kind !== 'dispute' && contractId === null)
    return miss('contractId', `the contract: a hold of kind ${kind} needs one`);
  if (contractId === null && invoiceId === null)
    return miss('invoiceId', 'the disputed invoice, or a contract (contractId)');
  const problems: RowProblem[] = [];
  addDisorder(problems, values, HOLD.from, HOLD.until);
  if (problems.length > 0) return { problems };
  return {
    record: {
      holdId: getTextOf(values, HOLD.holdId),
      contractId,
      invoiceId,
      kind,
      from: getTextOf(values, HOLD.from),
      until: getText(values, HOLD.until),
      reason: getTextOf(values, HOLD.reason),
      authority: getTextOf(values, HOLD.authority),
    },
  };
}

/** The notice of a parsed row: payment notices and reminders name an invoice, all others a contract. */
export function buildNotice(values: Values): Built<Notice> {
  const kind = get(getChoice(values, NOTICE.kind, NOTICE_KINDS));
  const contractId = getText(values, NOTICE.contractId);
  const invoiceId = getText(values, NOTICE.invoiceId);
  if (isInvoiceNotice(kind) && invoiceId === null) return miss('invoiceId', `the invoice that the ${kind} is about`);
  if (!isInvoiceNotice(kind) && contractId === null)
    return miss('contractId', `the contract that the ${kind} is about`);
  const problems: RowProblem[] = [];
  addDisorder(problems, values, NOTICE.sentOn, NOTICE.deliveredOn);
  if (problems.length > 0) return { problems };
  return {
    record: {
      noticeId: getTextOf(values, NOTICE.noticeId),
      contractId,
      invoiceId,
      kind,
      channel: getText(values, NOTICE.channel),
      sentOn: getTextOf(values, NOTICE.sentOn),
      deliveredOn: getText(values, NOTICE.deliveredOn),
      proof: getText(values, NOTICE.proof),
    },
  };
}

/** The debtor of a parsed row. */
export function buildDebtor(values: Values): Built<Debtor> {
  const payable =
    getText(values, DEBTOR.payableAmount) === null
      ? { minor: 0 }
      : parseAmount(values, DEBTOR.payableAmount, HOME_CURRENCY);
  if ('problem' in payable) return { problems: [payable.problem] };
  const codes = getText(values, DEBTOR.evidence)?.split(';') ?? [];
  return {
    record: {
      customerId: getTextOf(values, DEBTOR.customerId),
      legalStatus: getChoice(values, DEBTOR.legalStatus, LEGAL_STATUSES),
      legalStatusOn: getText(values, DEBTOR.legalStatusOn),
      payableMinor: payable.minor,
      evidence: EVIDENCE_CODES.filter((code): code is EvidenceCode => codes.includes(code)),
    },
  };
}

/** The booked provision of a parsed row; its amount is in whole units of the invoice's currency. */
export function buildProvision(values: Values): Built<BookedProvision> {
  const booked = parseAmount(values, PROVISION.bookedAmount, HOME_CURRENCY);
  if ('problem' in booked) return { problems: [booked.problem] };
  return {
    record: {
      invoiceId: getTextOf(values, PROVISION.invoiceId),
      bookedOn: getText(values, PROVISION.bookedOn),
      bookedMinor: booked.minor,
      fullyProvisionedOn: getText(values, PROVISION.fullyProvisionedOn),
      writtenOffOn: getText(values, PROVISION.writtenOffOn),
    },
  };
}

function getCurrency(values: Values, place: Place): Currency {
  return getChoice(values, place, CURRENCIES) ?? HOME_CURRENCY;
}

/** Days compare as text. */
function addDisorder(problems: RowProblem[], values: Values, first: Place, second: Place): void {
  const from = getText(values, first);
  const to = getText(values, second);
  if (from === null || to === null || from <= to) return;
  const allowed = `a day on or after ${first.name} (${from})`;
  problems.push({ column: second.name, code: 'DATES_OUT_OF_ORDER', value: to, allowed });
}

function addHalfCycle(problems: RowProblem[], values: Values): void {
  const hasStart = getText(values, INVOICE.cycleStart) !== null;
  const hasEnd = getText(values, INVOICE.cycleEnd) !== null;
  if (hasStart === hasEnd) return;
  const column = hasStart ? 'cycleEnd' : 'cycleStart';
  problems.push({ column, code: 'MISSING_VALUE', value: null, allowed: 'both ends of the cycle, or neither' });
}

function miss(column: string, allowed: string): { readonly problems: readonly RowProblem[] } {
  return { problems: [{ column, code: 'MISSING_VALUE', value: null, allowed }] };
}

function getTextOf(values: Values, place: Place): string {
  return get(getText(values, place));
}

function get<T>(value: T | null): T {
  if (value === null) throw new Error('a required value is missing; the row check lets none pass');
  return value;
}

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
import { parseAmount } from './parse-amount.ts';
import { getChoice, getText, type Values } from './parse-row.ts';

/** A record, or everything that only shows between the cells of its row. */
export type Built<T> = { readonly record: T } | { readonly problems: readonly RowProblem[] };

/** The invoice of a parsed row. */
export function buildInvoice(values: Values): Built<Invoice> {
  const currency = getCurrency(values);
  const amount = parseAmount(values, 'amount', currency);
  const problems = [
    ...findDisorder(values, 'issuedOn', 'dueOn'),
    ...findDisorder(values, 'cycleStart', 'cycleEnd'),
    ...findHalfCycle(values),
  ];
  if ('problem' in amount) return { problems: [...problems, amount.problem] };
  if (problems.length > 0) return { problems };
  return {
    record: {
      invoiceId: getTextOf(values, 'invoiceId'),
      customerId: getTextOf(values, 'customerId'),
      customerName: getText(values, 'customerName'),
      debtorType: get(getChoice(values, 'debtorType', DEBTOR_TYPES)),
      contractId: getTextOf(values, 'contractId'),
      agentModel: getChoice(values, 'agentModel', AGENT_MODELS) ?? 'direct',
      agentId: getText(values, 'agentId'),
      product: getTextOf(values, 'product'),
      chargeKind: getChoice(values, 'chargeKind', CHARGE_KINDS) ?? 'service',
      managingUnit: getText(values, 'managingUnit'),
      regionUnit: getText(values, 'regionUnit'),
      period: getText(values, 'period'),
      cycleStart: getText(values, 'cycleStart'),
      cycleEnd: getText(values, 'cycleEnd'),
      issuedOn: getTextOf(values, 'issuedOn'),
      dueOn: getTextOf(values, 'dueOn'),
      amountMinor: amount.minor,
      currency,
      isDisputed: getText(values, 'disputed') === 'yes',
      isVoided: getText(values, 'voided') === 'yes',
    },
  };
}

/** The payment of a parsed row: on an invoice, or on a customer. */
export function buildPayment(values: Values): Built<Payment> {
  const currency = getCurrency(values);
  const amount = parseAmount(values, 'amount', currency);
  if ('problem' in amount) return { problems: [amount.problem] };
  const invoiceId = getText(values, 'invoiceId');
  const customerId = getText(values, 'customerId');
  if (invoiceId === null && customerId === null) {
    return miss('invoiceId', 'the invoice that was paid, or the customer who paid (customerId)');
  }
  return {
    record: {
      paymentId: getTextOf(values, 'paymentId'),
      invoiceId,
      customerId,
      paidOn: getTextOf(values, 'paidOn'),
      amountMinor: amount.minor,
      currency,
      kind: getChoice(values, 'kind', PAYMENT_KINDS) ?? 'payment',
    },
  };
}

/** The contract of a parsed row. */
export function buildContract(values: Values): Built<Contract> {
  return {
    record: {
      contractId: getTextOf(values, 'contractId'),
      customerId: getTextOf(values, 'customerId'),
      product: getText(values, 'product'),
      serviceStatus: get(getChoice(values, 'serviceStatus', SERVICE_STATUSES)),
      statusSince: getText(values, 'statusSince'),
      handedOverOn: getText(values, 'handedOverOn'),
    },
  };
}

/** The hold of a parsed row: a dispute names an invoice or a contract, every other kind a contract. */
export function buildHold(values: Values): Built<Hold> {
  const kind = get(getChoice(values, 'kind', HOLD_KINDS));
  const contractId = getText(values, 'contractId');
  const invoiceId = getText(values, 'invoiceId');
  if (kind !== 'dispute' && contractId === null)
    return miss('contractId', `the contract: a hold of kind ${kind} needs one`);
  if (contractId === null && invoiceId === null)
    return miss('invoiceId', 'the disputed invoice, or a contract (contractId)');
  const problems = findDisorder(values, 'from', 'until');
  if (problems.length > 0) return { problems };
  return {
    record: {
      holdId: getTextOf(values, 'holdId'),
      contractId,
      invoiceId,
      kind,
      from: getTextOf(values, 'from'),
      until: getText(values, 'until'),
      reason: getTextOf(values, 'reason'),
      authority: getTextOf(values, 'authority'),
    },
  };
}

/** The notice of a parsed row: payment notices and reminders name an invoice, all others a contract. */
export function buildNotice(values: Values): Built<Notice> {
  const kind = get(getChoice(values, 'kind', NOTICE_KINDS));
  const contractId = getText(values, 'contractId');
  const invoiceId = getText(values, 'invoiceId');
  if (isInvoiceNotice(kind) && invoiceId === null) return miss('invoiceId', `the invoice that the ${kind} is about`);
  if (!isInvoiceNotice(kind) && contractId === null)
    return miss('contractId', `the contract that the ${kind} is about`);
  const problems = findDisorder(values, 'sentOn', 'deliveredOn');
  if (problems.length > 0) return { problems };
  return {
    record: {
      noticeId: getTextOf(values, 'noticeId'),
      contractId,
      invoiceId,
      kind,
      channel: getText(values, 'channel'),
      sentOn: getTextOf(values, 'sentOn'),
      deliveredOn: getText(values, 'deliveredOn'),
      proof: getText(values, 'proof'),
    },
  };
}

/** The debtor of a parsed row. */
export function buildDebtor(values: Values): Built<Debtor> {
  const payable =
    getText(values, 'payableAmount') === null ? { minor: 0 } : parseAmount(values, 'payableAmount', HOME_CURRENCY);
  if ('problem' in payable) return { problems: [payable.problem] };
  const codes = getText(values, 'evidence')?.split(';') ?? [];
  return {
    record: {
      customerId: getTextOf(values, 'customerId'),
      legalStatus: getChoice(values, 'legalStatus', LEGAL_STATUSES),
      legalStatusOn: getText(values, 'legalStatusOn'),
      payableMinor: payable.minor,
      evidence: EVIDENCE_CODES.filter((code): code is EvidenceCode => codes.includes(code)),
    },
  };
}

/** The booked provision of a parsed row; its amount is in whole units of the invoice's currency. */
export function buildProvision(values: Values): Built<BookedProvision> {
  const booked = parseAmount(values, 'bookedAmount', HOME_CURRENCY);
  if ('problem' in booked) return { problems: [booked.problem] };
  return {
    record: {
      invoiceId: getTextOf(values, 'invoiceId'),
      bookedOn: getText(values, 'bookedOn'),
      bookedMinor: booked.minor,
      fullyProvisionedOn: getText(values, 'fullyProvisionedOn'),
      writtenOffOn: getText(values, 'writtenOffOn'),
    },
  };
}

function getCurrency(values: Values): Currency {
  return getChoice(values, 'currency', CURRENCIES) ?? HOME_CURRENCY;
}

/** Days compare as text. */
function findDisorder(values: Values, first: string, second: string): readonly RowProblem[] {
  const [from, to] = [getText(values, first), getText(values, second)];
  if (from === null || to === null || from <= to) return [];
  return [{ column: second, code: 'DATES_OUT_OF_ORDER', value: to, allowed: `a day on or after ${first} (${from})` }];
}

function findHalfCycle(values: Values): readonly RowProblem[] {
  const [start, end] = [getText(values, 'cycleStart'), getText(values, 'cycleEnd')];
  if ((start === null) === (end === null)) return [];
  const column = start === null ? 'cycleStart' : 'cycleEnd';
  return [{ column, code: 'MISSING_VALUE', value: null, allowed: 'both ends of the cycle, or neither' }];
}

function miss(column: string, allowed: string): { readonly problems: readonly RowProblem[] } {
  return { problems: [{ column, code: 'MISSING_VALUE', value: null, allowed }] };
}

function getTextOf(values: Values, column: string): string {
  return get(getText(values, column));
}

function get<T>(value: T | null): T {
  if (value === null) throw new Error('a required value is missing; the row check lets none pass');
  return value;
}

import assert from 'node:assert/strict';
import type { Invoice, Payment } from '../../domain/invoice.ts';
import { isValues } from '../stored-values.ts';

/*
 * What the store has of invoices and payments: only their values, in this order (why: ../stored-values.ts). They are most
 * of all records.
 */

type InvoiceValues = readonly [
  invoiceId: Invoice['invoiceId'],
  customerId: Invoice['customerId'],
  customerName: Invoice['customerName'],
  debtorType: Invoice['debtorType'],
  contractId: Invoice['contractId'],
  agentModel: Invoice['agentModel'],
  agentId: Invoice['agentId'],
  product: Invoice['product'],
  chargeKind: Invoice['chargeKind'],
  managingUnit: Invoice['managingUnit'],
  regionUnit: Invoice['regionUnit'],
  period: Invoice['period'],
  cycleStart: Invoice['cycleStart'],
  cycleEnd: Invoice['cycleEnd'],
  issuedOn: Invoice['issuedOn'],
  dueOn: Invoice['dueOn'],
  amountMinor: Invoice['amountMinor'],
  currency: Invoice['currency'],
  isDisputed: Invoice['isDisputed'],
  isVoided: Invoice['isVoided'],
];

type PaymentValues = readonly [
  paymentId: Payment['paymentId'],
  invoiceId: Payment['invoiceId'],
  customerId: Payment['customerId'],
  paidOn: Payment['paidOn'],
  amountMinor: Payment['amountMinor'],
  currency: Payment['currency'],
  kind: Payment['kind'],
];

const INVOICE_VALUES: InvoiceValues['length'] = 20;
const PAYMENT_VALUES: PaymentValues['length'] = 7;

/** The stored text of an invoice. */
export function packInvoice(invoice: Invoice): string {
  const values: InvoiceValues = [
    invoice.invoiceId,
    invoice.customerId,
    invoice.customerName,
    invoice.debtorType,
    invoice.contractId,
    invoice.agentModel,
    invoice.agentId,
    invoice.product,
    invoice.chargeKind,
    invoice.managingUnit,
    invoice.regionUnit,
    invoice.period,
    invoice.cycleStart,
    invoice.cycleEnd,
    invoice.issuedOn,
    invoice.dueOn,
    invoice.amountMinor,
    invoice.currency,
    invoice.isDisputed,
    invoice.isVoided,
  ];
  return JSON.stringify(values);
}

/** The invoice of a stored text; versions of the program before 0.5 stored the names as well. */
export function unpackInvoice(body: string): Invoice {
  const stored: InvoiceValues | Invoice = JSON.parse(body);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, INVOICE_VALUES, 'a stored invoice has not the values of this version');
  return {
    invoiceId: stored[0],
    customerId: stored[1],
    customerName: stored[2],
    debtorType: stored[3],
    contractId: stored[4],
    agentModel: stored[5],
    agentId: stored[6],
    product: stored[7],
    chargeKind: stored[8],
    managingUnit: stored[9],
    regionUnit: stored[10],
    period: stored[11],
    cycleStart: stored[12],
    cycleEnd: stored[13],
    issuedOn: stored[14],
    dueOn: stored[15],
    amountMinor: stored[16],
    currency: stored[17],
    isDisputed: stored[18],
    isVoided: stored[19],
  };
}

/** The stored text of a payment. */
export function packPayment(payment: Payment): string {
  const { paymentId, invoiceId, customerId, paidOn, amountMinor, currency, kind } = payment;
  const values: PaymentValues = [paymentId, invoiceId, customerId, paidOn, amountMinor, currency, kind];
  return JSON.stringify(values);
}

/** The payment of a stored text; versions of the program before 0.5 stored the names as well. */
export function unpackPayment(body: string): Payment {
  const stored: PaymentValues | Payment = JSON.parse(body);
  if (!isValues(stored)) return stored;
  assert.equal(stored.length, PAYMENT_VALUES, 'a stored payment has not the values of this version');
  const [paymentId, invoiceId, customerId, paidOn, amountMinor, currency, kind] = stored;
  return { paymentId, invoiceId, customerId, paidOn, amountMinor, currency, kind };
}

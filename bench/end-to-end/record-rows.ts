import type { Cell } from '../../src/store/insert-rows.ts';
import type { Row } from './debt-input.ts';

/** A payment as the store has it. */
export function toPaymentRecord(runId: string, row: Row, line: number): Readonly<Record<string, Cell>> {
  const { paymentId = '', invoiceId = '', customerId = '', paidOn = '', currency = '', kind = '' } = row;
  const amountMinor = Number(row.amount);
  return {
    run_id: runId,
    input: 'payments',
    record_id: paymentId,
    subject_id: invoiceId,
    line,
    occurred_at: toMidnight(paidOn),
    tag: 'invoice',
    link_id: customerId,
    amount: amountMinor,
    currency,
    body: JSON.stringify([paymentId, invoiceId, customerId, paidOn, amountMinor, currency, kind]),
  };
}

/** An invoice as the store has it. */
export function toInvoiceRecord(runId: string, row: Row, line: number): Readonly<Record<string, Cell>> {
  const { invoiceId = '', customerId = '', contractId = '', issuedOn = '', currency = '' } = row;
  const amountMinor = Number(row.amount);
  return {
    run_id: runId,
    input: 'invoices',
    record_id: invoiceId,
    subject_id: customerId,
    line,
    occurred_at: toMidnight(issuedOn),
    tag: 'customer',
    link_id: contractId,
    amount: amountMinor,
    currency,
    body: JSON.stringify([
      invoiceId,
      customerId,
      row.customerName,
      row.debtorType,
      contractId,
      'direct',
      null,
      row.product,
      row.chargeKind,
      row.managingUnit,
      row.regionUnit,
      null,
      null,
      null,
      issuedOn,
      row.dueOn,
      amountMinor,
      currency,
      false,
      false,
    ]),
  };
}

/** Midnight in Vietnam. */
function toMidnight(day: string): number {
  return Date.parse(`${day}T00:00:00+07:00`);
}

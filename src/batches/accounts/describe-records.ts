import type { Hold, Payment } from '../../domain/invoice.ts';

/** A hold on one line. */
export function describeHold(hold: Omit<Hold, 'contractId'>): string {
  const about = hold.kind === 'dispute' && hold.invoiceId !== null ? ` ${hold.invoiceId}` : '';
  return `${hold.holdId}  ${hold.kind}${about}  ${hold.from} … ${hold.until ?? ''}  ${hold.reason} (${hold.authority})`;
}

/** A payment on one line. */
export function describePayment(payment: Payment): string {
  return `${payment.paymentId}  ${payment.paidOn}  ${payment.kind}  ${payment.amountMinor} ${payment.currency}`;
}

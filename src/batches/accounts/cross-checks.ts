import { type Instant, toCalendarDate } from '../../domain/instant.ts';
import type { RowProblem, RowWarning } from '../../domain/rejected-row.ts';
import type { InputFile } from '../../intake/input-file.ts';
import { type PaymentOnInvoice, readDangling, readOddPayments } from '../../store/account-records.ts';
import type { Database } from '../../store/database.ts';
import type { CrossFinding } from '../batch.ts';
import { findFileName } from '../find-file-name.ts';

type CrossCheck = { readonly input: string; readonly findings: AsyncIterable<CrossFinding> };
type Check = (database: Database, runId: string, files: readonly InputFile[], asOf: Instant) => CrossCheck;

/** Payments that do not fit the invoice that they name are rejected; nobody can tell what they pay. */
export function checkPayments(database: Database, runId: string, files: readonly InputFile[]): CrossCheck {
  const file = findFileName(files, 'payments');
  async function* read(): AsyncGenerator<CrossFinding> {
    for await (const payment of readOddPayments(database, runId)) {
      const { recordId, line, amountMinor, currency } = payment;
      const [first, ...rest] = listProblems(payment);
      if (first === undefined) throw new Error('the store found a payment odd, and nothing is odd about it');
      yield {
        recordId,
        rejected: { input: 'payments', file, line, id: recordId, problems: [first, ...rest] },
        amount: { minor: amountMinor, currency },
      };
    }
  }
  return { input: 'payments', findings: read() };
}

/** What the records of an input can be about, and how it is said where no file has it. */
const SUBJECTS = {
  invoice: { column: 'invoiceId', code: 'ABOUT_UNKNOWN_INVOICE' },
  contract: { column: 'contractId', code: 'ABOUT_UNKNOWN_CONTRACT' },
  customer: { column: 'customerId', code: 'ABOUT_UNKNOWN_CUSTOMER' },
} as const;

/** Records about something that no file has are kept, with a warning. */
export function warnOfDangling(input: string, about: keyof typeof SUBJECTS): Check {
  return (database, runId, files) => {
    const file = findFileName(files, input);
    async function* read(): AsyncGenerator<CrossFinding> {
      if (!files.some((each) => each.input === input)) return;
      for await (const { recordId, line, subjectId } of readDangling(database, runId, input, about)) {
        const warning: RowWarning = { input, file, line, id: recordId, ...SUBJECTS[about], value: subjectId };
        yield { warning };
      }
    }
    return { input, findings: read() };
  };
}

function listProblems(payment: PaymentOnInvoice): readonly RowProblem[] {
  const { invoiceId, issuedAt, paidAt, currency, invoiceCurrency, customerId, invoiceCustomerId } = payment;
  if (issuedAt === null) {
    const allowed = 'the invoiceId of an accepted row of the invoice file';
    return [{ column: 'invoiceId', code: 'UNKNOWN_INVOICE', value: invoiceId, allowed }];
  }
  const problems: RowProblem[] = [];
  if (customerId !== null && customerId !== invoiceCustomerId) {
    const allowed = `the customer of the invoice (${invoiceCustomerId}), or none`;
    problems.push({ column: 'customerId', code: 'CUSTOMER_MISMATCH', value: customerId, allowed });
  }
  if (currency !== invoiceCurrency) {
    const allowed = `the currency of the invoice (${invoiceCurrency})`;
    problems.push({ column: 'currency', code: 'CURRENCY_MISMATCH', value: currency, allowed });
  }
  if (paidAt < issuedAt) {
    const allowed = `a day on or after the day of issue (${toCalendarDate(issuedAt)})`;
    problems.push({ column: 'paidOn', code: 'PAID_BEFORE_ISSUED', value: toCalendarDate(paidAt), allowed });
  }
  return problems;
}

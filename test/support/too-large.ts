import { BILLING_BATCH } from '../../src/batches/billing/billing-batch.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { startOfDate } from '../../src/domain/instant.ts';
import { writeInputs } from './account-runs.ts';
import { buildRequest } from './sample-run.ts';

/** Customers of a billing run, each with two invoices. */
export const CUSTOMERS = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'] as const;

const HEADER = 'invoiceId,customerId,customerName,debtorType,contractId,product,issuedOn,dueOn,amount';

/**
 * A billing run whose customers in `tooLarge` cannot be decided: their two invoices come to more than is exact. Each
 * customer is a chunk of its own. The first customer is in lines 2 and 3, and so on.
 */
export async function buildTooLargeRequest(
  folder: string,
  tooLarge: readonly string[],
  customerName = 'Công ty',
): Promise<RunRequest> {
  const rows = CUSTOMERS.flatMap((customer) => {
    const first = tooLarge.includes(customer) ? Number.MAX_SAFE_INTEGER : 100_000;
    return [first, 200_000].map(
      (amount, index) =>
        `I-${customer}-${index},${customer},${customerName},organisation,K-${customer},sms-brandname,2026-06-01,2026-06-15,${amount}`,
    );
  });
  return buildRequest(folder, {
    batch: BILLING_BATCH,
    asOf: startOfDate('2026-06-30'),
    asOfText: '2026-06-30',
    inputs: await writeInputs(folder, { invoices: [HEADER, ...rows] }),
    subjectsPerChunk: 1,
  });
}

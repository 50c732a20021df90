import type { Batch } from './batch.ts';
import { BILLING_BATCH } from './billing/billing-batch.ts';
import { DEBT_BATCH } from './debt/debt-batch.ts';
import { TICKET_BATCH } from './ticket/ticket-batch.ts';

/** Every kind of batch that this program decides. */
export const BATCHES: readonly Batch[] = [TICKET_BATCH, BILLING_BATCH, DEBT_BATCH];

/** The batch of that kind; undefined where this program has none. */
export function findBatch(kind: string): Batch | undefined {
  return BATCHES.find((batch) => batch.kind === kind);
}

import { createHash } from 'node:crypto';
import Libsql from 'libsql';
import { INVOICE_READER } from '../../src/batches/debt/invoice-text.ts';
import type { AgeingBucket, DebtInvoiceDecision } from '../../src/domain/debt-decision.ts';

/** What a pipeline decided, in sums; a peer that keeps no rows leaves the last two out. */
export type Decided = {
  readonly count: number;
  readonly openMinor: number;
  readonly provisionMinor: number;
  /** Open invoices by ageing bucket, as text. */
  readonly buckets?: string;
  /** Of the rows of all decisions, without the name of the release. */
  readonly sha256?: string;
};

/** Adds up the decisions about invoices in a database file, and takes a hash of their rows. */
export function readDecidedSums(file: string): Decided {
  const database = new Libsql(file);
  const hash = createHash('sha256');
  const buckets = new Map<AgeingBucket, number>();
  let [count, openMinor, provisionMinor] = [0, 0, 0];
  const query = database.prepare("select row_json as text from decisions where subject = 'invoice' order by id");
  for (const found of query.iterate()) {
    const { release: _, ...row } = readRow(found);
    hash.update(JSON.stringify(row));
    buckets.set(row.ageingBucket, (buckets.get(row.ageingBucket) ?? 0) + 1);
    count += 1;
    openMinor += row.openAmount;
    provisionMinor += row.provisionAmount;
  }
  database.close();
  const byBucket = [...buckets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([bucket, some]) => `${bucket} ${some}`);
  return { count, openMinor, provisionMinor, buckets: byBucket.join(', '), sha256: hash.digest('hex') };
}

function readRow(found: unknown): DebtInvoiceDecision {
  if (typeof found !== 'object' || found === null || !('text' in found))
    throw new TypeError('a decision without a row');
  return INVOICE_READER.readRow(String(found.text));
}

import { createHash } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** Attempts that are counted together, and how long the next one waits after so many failures. */
export type AttemptBucket = {
  /** What they have in common; only its digest is stored. */
  readonly key: string;
  readonly delayMs: (failures: number) => number;
};

type BucketRow = { readonly bucket: string; readonly failures: number; readonly blocked_until: Instant };

/** Failures older than this are forgotten. */
export const ATTEMPT_MEMORY_MS = 24 * 3_600_000;

/**
 * Counts an attempt in all its buckets before the password is looked at, so that many guesses at one moment do not all
 * slip through. Returns 0 when it may go on, else the milliseconds to wait; an attempt that has to wait is not counted.
 */
export async function beginAttempt(
  database: Database,
  buckets: readonly AttemptBucket[],
  now: Instant,
): Promise<number> {
  await runQuery(database, async (knex) =>
    knex('sign_in_attempts')
      .where('last_failed_at', '<=', now - ATTEMPT_MEMORY_MS)
      .delete(),
  );
  // In the order of their keys: two processes that lock the same rows do not wait for each other.
  const hashed = buckets.map(({ key, delayMs }) => ({ bucket: toHash(key), delayMs })).sort(byBucket);
  for (const { bucket } of hashed) {
    await insertIfAbsent(database, 'sign_in_attempts', { bucket, failures: 0, last_failed_at: now, blocked_until: 0 });
  }
  return runTransaction(database, async (trx) => {
    const rows: BucketRow[] = [];
    for (const { bucket } of hashed) {
      const query = trx('sign_in_attempts').where({ bucket });
      const row: BucketRow | undefined = await (database.dialect === 'mysql' ? query.forUpdate() : query).first();
      if (row !== undefined) rows.push(row);
    }
    const waitMs = Math.max(0, ...rows.map((row) => row.blocked_until - now));
    if (waitMs > 0) return waitMs;
    for (const { bucket, delayMs } of hashed) {
      const failures = (rows.find((row) => row.bucket === bucket)?.failures ?? 0) + 1;
      await trx('sign_in_attempts')
        .where({ bucket })
        .update({ failures, last_failed_at: now, blocked_until: now + delayMs(failures) });
    }
    return 0;
  });
}

/** Forgets the failures of buckets after somebody has signed in. */
export async function forgetAttempts(database: Database, buckets: readonly AttemptBucket[]): Promise<void> {
  const keys = buckets.map(({ key }) => toHash(key));
  await runQuery(database, async (knex) => knex('sign_in_attempts').whereIn('bucket', keys).delete());
}

function byBucket(a: { readonly bucket: string }, b: { readonly bucket: string }): number {
  return a.bucket < b.bucket ? -1 : 1;
}

function toHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

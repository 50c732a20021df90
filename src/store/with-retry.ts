import { setTimeout as sleep } from 'node:timers/promises';
import { readErrorCode } from './database-failure.ts';

/** Another process may hold a lock for as long as it stores one round of rows, or a migration. */
const MAX_WAIT_MS = 30_000;
const MIN_PAUSE_MS = 10;
const MAX_PAUSE_MS = 100;

/**
 * Errors that say "not now": nothing was stored, and the same work may succeed in a moment. The server has ended the
 * transaction, or the statement; then knex ends the transaction, so that locks are not kept while we wait.
 *
 * A lost connection is not among them. What it was lost with may have been the answer to a COMMIT, so nobody knows
 * whether the work is stored, and doing it again would count it twice, or take "stored before" for somebody else's. The
 * caller gets DATABASE_UNAVAILABLE and does its whole step again, from looking at what is stored. Every step is made for
 * that: rows have keys, chunks a lease, imports a token, runs a status.
 */
const TRANSIENT_CODES = ['SQLITE_BUSY', 'SQLITE_LOCKED', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT'] as const;

/** Does the work again while another process holds a lock, for half a minute at most; then its error goes through. */
export async function withRetry<T>(work: () => Promise<T>, maxWaitMs: number = MAX_WAIT_MS): Promise<T> {
  const startedAtMs = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || performance.now() - startedAtMs > maxWaitMs) throw error;
    }
    // Pauses of different length keep two processes from meeting again and again.
    await sleep(MIN_PAUSE_MS + Math.random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
  }
}

function isTransient(error: unknown): boolean {
  const code = readErrorCode(error);
  return code !== undefined && TRANSIENT_CODES.some((transient) => code.startsWith(transient));
}

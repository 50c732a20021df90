import type { Knex } from 'knex';
import type { Database } from './database.ts';
import { toDatabaseFailure } from './database-failure.ts';
import { withRetry } from './with-retry.ts';

/** Runs a query: the only way to the database, so that locks are waited for and errors never carry SQL or values. */
export async function runQuery<T>(database: Database, query: (knex: Knex) => Promise<T>): Promise<T> {
  try {
    return await withRetry(() => query(database.knex));
  } catch (error) {
    throw toDatabaseFailure(error);
  }
}

/** Runs the work as one transaction; it may be run again from its beginning, so it must change nothing else. */
export async function runTransaction<T>(database: Database, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return runQuery(database, (knex) => knex.transaction(work));
}

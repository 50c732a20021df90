import type { Knex } from 'knex';
import type { CustomerBalance } from '../domain/debt-decision.ts';
import { toBalanceRow } from './balances.ts';
import { CHUNK_COLUMNS, type Chunk, type ChunkStatus } from './chunks.ts';
import type { Database } from './database.ts';
import { databaseNow } from './database-clock.ts';
import { type StoredDecision, toDecisionRow } from './decisions.ts';
import { toFailureColumns } from './failure-columns.ts';
import { buildInserts, listTableRows, runInserts } from './insert-rows.ts';
import { runQuery, runTransaction } from './run-query.ts';

/** Who works on a chunk: only the holder of the token may store its decisions. */
export type ChunkLease = { readonly token: string; readonly leaseMs: number };

/** What asking for a chunk came to. */
export type Claim =
  /** It is the caller's until the lease is over. `attempts` counts this one, `failures` those that it was to blame for. */
  | { readonly state: 'claimed'; readonly chunk: Chunk; readonly attempts: number; readonly failures: number }
  /** Somebody else has it for that long. */
  | { readonly state: 'leased'; readonly freeInMs: number }
  | { readonly state: 'done' | 'failed' | 'unknown' };

/** What deciding a chunk came to. */
export type DecidedChunk = {
  readonly decisions: readonly StoredDecision[];
  readonly balances: readonly CustomerBalance[];
};

/**
 * Asks for a chunk. One statement gives it to one caller only; a lease that is over (its holder was killed, or stood
 * still) is given to the next, and what the earlier holder decides is worth nothing any more.
 */
export async function claimChunk(
  database: Database,
  runId: string,
  chunkNo: number,
  { token, leaseMs }: ChunkLease,
): Promise<Claim> {
  const now = databaseNow(database);
  await runQuery(database, async (knex) =>
    knex('chunks')
      .where({ run_id: runId, chunk_no: chunkNo, status: 'pending' })
      .where((free) => free.whereNull('leased_until').orWhere('leased_until', '<=', now))
      .update({
        lease_token: token,
        leased_until: knex.raw('? + ?', [now, leaseMs]),
        attempts: knex.raw('attempts + 1'),
      }),
  );
  return readClaim(database, runId, chunkNo, token);
}

/**
 * Stores the decisions of a chunk and marks it done, in one transaction. False, with nothing stored, when the lease
 * belongs to somebody else by now, or the chunk is done: so a chunk is decided exactly once.
 */
export async function completeChunk(
  database: Database,
  runId: string,
  chunk: Chunk,
  token: string,
  decided: DecidedChunk & { readonly decideMs: number },
): Promise<boolean> {
  const { knex } = database;
  const decisions = decided.decisions.map((decision) => toDecisionRow(runId, decision));
  const balances = decided.balances.map((balance) => toBalanceRow(runId, balance));
  const inserts = [
    ...buildInserts(knex, listTableRows('decisions', decisions)),
    ...buildInserts(knex, listTableRows('balances', balances)),
  ];
  return runTransaction(database, async (trx) => {
    const taken: number = await whereHeld(trx, runId, chunk.no, token).update({
      status: 'done',
      lease_token: null,
      leased_until: null,
      done_at: databaseNow(database),
      decide_ms: Math.round(decided.decideMs),
      outcomes: JSON.stringify(countOutcomes(decided.decisions)),
    });
    if (taken === 0) return false;
    await runInserts(trx, inserts);
    return true;
  });
}

/** Gives a chunk up that cannot be decided, with the reason; false when it is not the caller's any more. */
export async function failChunk(
  database: Database,
  runId: string,
  chunkNo: number,
  token: string,
  failure: { readonly code: string; readonly message: string },
): Promise<boolean> {
  const changed = await runQuery(
    database,
    async (knex): Promise<number> =>
      whereHeld(knex, runId, chunkNo, token).update({
        status: 'failed',
        lease_token: null,
        leased_until: null,
        ...toFailureColumns(failure),
      }),
  );
  return changed > 0;
}

/**
 * Gives a chunk back before it is decided, so that somebody else can take it at once. It counts as an attempt where the
 * chunk was to blame, and does not where its holder was stopped or had no database.
 */
export async function giveChunkBack(
  database: Database,
  runId: string,
  chunkNo: number,
  token: string,
  { isAttempt = true }: { readonly isAttempt?: boolean } = {},
): Promise<void> {
  await runQuery(database, async (knex) =>
    whereHeld(knex, runId, chunkNo, token).update({
      lease_token: null,
      leased_until: null,
      ...(isAttempt ? { failures: knex.raw('failures + 1') } : { attempts: knex.raw('attempts - 1') }),
    }),
  );
}

function whereHeld(knex: Knex, runId: string, chunkNo: number, token: string): Knex.QueryBuilder {
  return knex('chunks').where({ run_id: runId, chunk_no: chunkNo, status: 'pending', lease_token: token });
}

type LeaseRow = Chunk & {
  readonly status: ChunkStatus;
  readonly token: string | null;
  readonly attempts: number;
  readonly failures: number;
  readonly freeInMs: number | string | null;
};

async function readClaim(database: Database, runId: string, chunkNo: number, token: string): Promise<Claim> {
  const row = await runQuery(
    database,
    async (knex): Promise<LeaseRow | undefined> =>
      knex('chunks')
        .select({
          ...CHUNK_COLUMNS,
          status: 'status',
          token: 'lease_token',
          attempts: 'attempts',
          failures: 'failures',
        })
        .select({ freeInMs: knex.raw('leased_until - ?', [databaseNow(database)]) })
        .where({ run_id: runId, chunk_no: chunkNo })
        .first(),
  );
  if (row === undefined) return { state: 'unknown' };
  const { status, token: holder, attempts, failures, freeInMs, ...chunk } = row;
  if (status !== 'pending') return { state: status };
  if (holder === token) return { state: 'claimed', chunk, attempts, failures };
  return { state: 'leased', freeInMs: Math.max(0, Number(freeInMs ?? 0)) };
}

/** How many decisions of each outcome a chunk has, for those who count while the run works. */
function countOutcomes(decisions: readonly StoredDecision[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of decisions) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

import type { Knex } from 'knex';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { databaseNow } from './database-clock.ts';
import { toFailureColumns } from './failure-columns.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import type { RunStatus } from './run.ts';
import { runQuery } from './run-query.ts';

/** One moment at which a schedule was due. */
export type Firing = { readonly schedule: string; readonly dueAt: Instant };

/** Who starts the run of a firing: only the holder of the token may say which run it is. */
export type FiringLease = { readonly token: string; readonly leaseMs: number };

/** What asking for a firing came to. */
export type FiringClaim =
  | { readonly state: 'claimed' }
  /** Somebody else has it for that long. */
  | { readonly state: 'leased'; readonly freeInMs: number }
  | { readonly state: 'submitted'; readonly runId: string };

/** What became of a firing. */
export type FiringState = Firing & {
  /** Null where nobody has taken it. */
  readonly startedAt: Instant | null;
  readonly runId: string | null;
  /** Null where it has no run. */
  readonly runStatus: RunStatus | null;
  /** Why it has no run, or why its run stopped. */
  readonly failure: { readonly code: string; readonly message: string } | null;
};

/**
 * Asks for a firing that has no run yet. It is given to one caller at a time, whoever has been told of it; after a failed
 * attempt, or when the lease is over, to the next.
 */
export async function claimFiring(
  database: Database,
  firing: Firing,
  { token, leaseMs }: FiringLease,
): Promise<FiringClaim> {
  const now = databaseNow(database);
  await insertIfAbsent(database, 'schedule_runs', toKey(firing));
  await runQuery(database, async (knex) =>
    knex('schedule_runs')
      .where(toKey(firing))
      .whereNull('run_id')
      .where((free) => free.whereNull('leased_until').orWhere('leased_until', '<=', now))
      .update({
        lease_token: token,
        leased_until: knex.raw('? + ?', [now, leaseMs]),
        started_at: now,
        failure_code: null,
        failure_message: null,
      }),
  );
  return readClaim(database, firing, token);
}

/** Keeps a firing for longer; false when it is not the caller's any more. */
export async function renewFiring(
  database: Database,
  firing: Firing,
  { token, leaseMs }: FiringLease,
): Promise<boolean> {
  return updateHeld(database, firing, token, (knex) => ({
    leased_until: knex.raw('? + ?', [databaseNow(database), leaseMs]),
  }));
}

/** Notes the run of a firing for good; false when the firing is not the caller's any more, and has another. */
export async function completeFiring(
  database: Database,
  firing: Firing,
  token: string,
  runId: string,
): Promise<boolean> {
  return updateHeld(database, firing, token, () => ({ run_id: runId, lease_token: null, leased_until: null }));
}

/** Notes why a firing has no run, and gives it free for another attempt. */
export async function failFiring(
  database: Database,
  firing: Firing,
  token: string,
  failure: { readonly code: string; readonly message: string },
): Promise<boolean> {
  return updateHeld(database, firing, token, () => ({
    lease_token: null,
    leased_until: null,
    ...toFailureColumns(failure),
  }));
}

/** Notes that somebody was told that a firing is missed; false when that was done before. */
export async function markTold(database: Database, firing: Firing): Promise<boolean> {
  await insertIfAbsent(database, 'schedule_runs', toKey(firing));
  const changed = await runQuery(
    database,
    async (knex): Promise<number> =>
      knex('schedule_runs')
        .where(toKey(firing))
        .whereNull('told_at')
        .update({ told_at: databaseNow(database) }),
  );
  return changed > 0;
}

/** What became of the firings of a schedule that were due at that moment or later. */
export async function readFirings(
  database: Database,
  schedule: string,
  dueFrom: Instant,
): Promise<readonly FiringState[]> {
  const rows = await runQuery(
    database,
    async (knex): Promise<readonly FiringRow[]> =>
      knex('schedule_runs as f')
        .leftJoin('runs as r', 'r.run_id', 'f.run_id')
        .select({
          schedule: 'f.schedule_name',
          dueAt: 'f.due_at',
          startedAt: 'f.started_at',
          runId: 'f.run_id',
          runStatus: 'r.status',
          code: knex.raw('coalesce(r.failure_code, f.failure_code)'),
          message: knex.raw('coalesce(r.failure_message, f.failure_message)'),
        })
        .where('f.schedule_name', schedule)
        .where('f.due_at', '>=', dueFrom)
        .orderBy('f.due_at'),
  );
  return rows.map(({ code, message, ...row }) => ({
    ...row,
    failure: code === null ? null : { code, message: message ?? '' },
  }));
}

/** Whether there is a closed run of that kind and moment, created since then by a person, or by the one who is named. */
export async function hasClosedRun(
  database: Database,
  wanted: {
    readonly kind: string;
    readonly asOf: string;
    readonly createdSince: Instant;
    /** What the names of all who are no person begin with, and the rest of the name of the one who counts. */
    readonly starter: { readonly prefix: string; readonly name: string };
  },
): Promise<boolean> {
  const { kind, asOf, createdSince, starter } = wanted;
  const row: unknown = await runQuery(database, async (knex) =>
    knex('runs')
      .where('created_at', '>=', createdSince)
      .where({ kind, as_of: asOf, status: 'closed' })
      .where((who) =>
        who
          .whereNot('started_by', 'like', `${starter.prefix}%`)
          .orWhere({ started_by: `${starter.prefix}${starter.name}` }),
      )
      .first('run_id'),
  );
  return row !== undefined;
}

type FiringRow = Omit<FiringState, 'failure'> & { readonly code: string | null; readonly message: string | null };

function toKey({ schedule, dueAt }: Firing): { readonly schedule_name: string; readonly due_at: Instant } {
  return { schedule_name: schedule, due_at: dueAt };
}

async function updateHeld(
  database: Database,
  firing: Firing,
  token: string,
  toChange: (knex: Knex) => Readonly<Record<string, Knex.Value>>,
): Promise<boolean> {
  const changed = await runQuery(
    database,
    async (knex): Promise<number> =>
      knex('schedule_runs')
        .where({ ...toKey(firing), lease_token: token })
        .whereNull('run_id')
        .update(toChange(knex)),
  );
  return changed > 0;
}

async function readClaim(database: Database, firing: Firing, token: string): Promise<FiringClaim> {
  type Row = {
    readonly holder: string | null;
    readonly runId: string | null;
    readonly freeInMs: number | string | null;
  };
  const row = await runQuery(
    database,
    async (knex): Promise<Row | undefined> =>
      knex('schedule_runs')
        .select({
          holder: 'lease_token',
          runId: 'run_id',
          freeInMs: knex.raw('leased_until - ?', [databaseNow(database)]),
        })
        .where(toKey(firing))
        .first(),
  );
  if (row?.runId) return { state: 'submitted', runId: row.runId };
  if (row?.holder === token) return { state: 'claimed' };
  return { state: 'leased', freeInMs: Math.max(0, Number(row?.freeInMs ?? 0)) };
}

import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { readDatabaseClock } from './database-clock.ts';
import { insertIfAbsent } from './insert-if-absent.ts';
import { runQuery } from './run-query.ts';

/** A schedule as the rules want it. */
export type WantedSchedule = {
  readonly name: string;
  /** Cron pattern of five fields, on the clock of the zone. */
  readonly pattern: string;
  readonly zone: string;
  /** How long after it was due a run may take until it is missed. */
  readonly graceMs: number;
  /** How many of the newest firings are looked at; 0 where none is. */
  readonly watchedFirings: number;
};

/** A schedule, and since when it has its pattern: what was due before is none of its business. */
export type StoredSchedule = WantedSchedule & { readonly sinceAt: Instant };

const COLUMNS = {
  name: 'schedule_name',
  pattern: 'pattern',
  zone: 'zone',
  graceMs: 'grace_ms',
  watchedFirings: 'watched_firings',
  sinceAt: 'since_at',
} as const;

/**
 * Keeps the schedules that are wanted, and no others. One that is new, or has another pattern, begins now by the clock of
 * the database. Any number of processes may do it at the same time.
 */
export async function saveSchedules(database: Database, wanted: readonly WantedSchedule[]): Promise<void> {
  const now = await readDatabaseClock(database);
  for (const { name, pattern, zone, graceMs, watchedFirings } of wanted) {
    const limits = { grace_ms: graceMs, watched_firings: watchedFirings };
    await insertIfAbsent(database, 'schedules', { schedule_name: name, pattern, zone, ...limits, since_at: now });
    await runQuery(database, async (knex) => {
      await knex('schedules')
        .where({ schedule_name: name })
        .where((other) => other.whereNot({ pattern }).orWhereNot({ zone }))
        .update({ pattern, zone, since_at: now });
      await knex('schedules').where({ schedule_name: name }).update(limits);
    });
  }
  const names = wanted.map(({ name }) => name);
  await runQuery(database, async (knex) => knex('schedules').whereNotIn('schedule_name', names).delete());
}

/** The schedules that are wanted, by name. */
export async function readSchedules(database: Database): Promise<readonly StoredSchedule[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly StoredSchedule[] = await knex('schedules').select(COLUMNS).orderBy('schedule_name');
    return rows;
  });
}

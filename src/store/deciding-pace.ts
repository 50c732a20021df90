import type { Database } from './database.ts';
import { readDatabaseClock } from './database-clock.ts';
import { runQuery } from './run-query.ts';

/** Subjects that were decided within some milliseconds. */
export type DecidingPace = { readonly subjects: number; readonly ms: number };

/** Workers that store in the same moment would otherwise seem to be endlessly fast. */
const MIN_MS = 1_000;

/**
 * How fast a run was decided within the last `windowMs` milliseconds, by the clock of the database; null where nothing
 * was. A run that began to be decided within that time, or was taken up again within it, is measured from there.
 */
export async function readDecidingPace(
  database: Database,
  runId: string,
  windowMs: number,
): Promise<DecidingPace | null> {
  const now = await readDatabaseClock(database);
  const fromMs = now - windowMs;
  const { total, firstAt } = await sumDone(database, runId, fromMs);
  if (total === 0) return null;
  const beganAt = await readDecidingBegan(database, runId);
  if (beganAt > fromMs) return { subjects: total, ms: Math.max(now - beganAt, MIN_MS) };
  // What was done first was begun before, nobody knows when: it starts the clock and is not counted.
  const later = await sumDone(database, runId, firstAt);
  if (later.total === 0) return { subjects: total, ms: windowMs };
  return { subjects: later.total, ms: Math.max(now - firstAt, MIN_MS) };
}

/** Subjects of the chunks that were done after a moment, and when the first of them was. */
async function sumDone(
  database: Database,
  runId: string,
  afterMs: number,
): Promise<{ readonly total: number; readonly firstAt: number }> {
  type Sums = { readonly total?: number | string | null; readonly firstAt?: number | string | null };
  const row: Sums | undefined = await runQuery(database, async (knex) =>
    knex('chunks')
      .sum({ total: 'subject_count' })
      .min({ firstAt: 'done_at' })
      .where({ run_id: runId, status: 'done' })
      .where('done_at', '>', afterMs)
      .first(),
  );
  return { total: Number(row?.total ?? 0), firstAt: Number(row?.firstAt ?? 0) };
}

/** When the import was over; 0 where an older version of the program imported the run. */
async function readDecidingBegan(database: Database, runId: string): Promise<number> {
  const row: { readonly importedAt?: number | string | null } | undefined = await runQuery(database, async (knex) =>
    knex('runs').where({ run_id: runId }).first({ importedAt: 'imported_at' }),
  );
  return Number(row?.importedAt ?? 0);
}

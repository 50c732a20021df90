import type { RunProgressCounts } from '../src/store/chunks.ts';
import type { Database } from '../src/store/database.ts';
import { readDecidingPace } from '../src/store/deciding-pace.ts';
import type { Run } from '../src/store/run.ts';

/** How fast a run is decided, and how long the rest takes at that rate. */
export type DecidingRate = { readonly subjectsPerSecond: number; readonly secondsLeft: number };

/** The rate is that of the last minute. */
export const RATE_WINDOW_MS = 60_000;

/** The rate that every command and page shows; null where the run is not being decided, or nothing was decided lately. */
export async function readDecidingRate(
  database: Database,
  { runId, status }: Run,
  { subjectsDone, subjectsTotal }: RunProgressCounts,
): Promise<DecidingRate | null> {
  if (status !== 'deciding') return null;
  const pace = await readDecidingPace(database, runId, RATE_WINDOW_MS);
  if (pace === null) return null;
  const subjectsPerSecond = (pace.subjects * 1_000) / pace.ms;
  return { subjectsPerSecond, secondsLeft: (subjectsTotal - subjectsDone) / subjectsPerSecond };
}

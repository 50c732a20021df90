import { formatInstant } from '../../domain/instant.ts';
import type { Database } from '../../store/database.ts';
import { readDatabaseClock } from '../../store/database-clock.ts';
import { hasClosedRun, readFirings } from '../../store/schedule-runs.ts';
import { readSchedules, type StoredSchedule } from '../../store/schedules.ts';
import { findMissedSchedules, listWatchedFirings, type MissedSchedule } from './find-missed-schedules.ts';
import { findSchedule, SCHEDULE_STARTER, toAsOf } from './schedule.ts';

/** Somebody may have made up for a missed run under another name, a little before or any time after it was due. */
const MADE_UP_SINCE_MS = 24 * 3_600_000;

/** The watched schedules of this installation, by name, and those of their newest firings that are missed. */
export async function readMissedSchedules(
  database: Database,
): Promise<{ readonly schedules: readonly StoredSchedule[]; readonly missed: readonly MissedSchedule[] }> {
  const now = await readDatabaseClock(database);
  const schedules = (await readSchedules(database)).filter(({ watchedFirings }) => watchedFirings > 0);
  const missed: MissedSchedule[] = [];
  for (const schedule of schedules) {
    const oldest = listWatchedFirings(schedule, now).at(-1);
    if (oldest === undefined) continue;
    const firings = await readFirings(database, schedule.name, oldest.dueAt);
    missed.push(...(await dropMadeUp(database, findMissedSchedules([schedule], firings, now))));
  }
  return { schedules, missed };
}

/** What a person is told of a missed firing: one sentence, and what to do. */
export function describeMissedSchedule({ schedule, dueAt, code, message }: MissedSchedule): string {
  const what = `schedule ${schedule} of ${formatInstant(dueAt)} did not run`;
  const asOf = findSchedule(schedule);
  const help =
    asOf === undefined ? '' : `; to make up for it: kyhan submit ${asOf.kind} --as-of ${toAsOf(asOf, dueAt).text} …`;
  return `${what}: ${message} [${code}]${help}`;
}

/** A run as of the same moment is as good that somebody made, or had the schedule make, at another time. */
async function dropMadeUp(database: Database, missed: readonly MissedSchedule[]): Promise<readonly MissedSchedule[]> {
  const left: MissedSchedule[] = [];
  for (const each of missed) {
    const schedule = findSchedule(each.schedule);
    const isMadeUp =
      schedule !== undefined &&
      (await hasClosedRun(database, {
        kind: schedule.kind,
        asOf: toAsOf(schedule, each.dueAt).text,
        createdSince: each.dueAt - MADE_UP_SINCE_MS,
        starter: { prefix: SCHEDULE_STARTER, name: schedule.name },
      }));
    if (!isMadeUp) left.push(each);
  }
  return left;
}

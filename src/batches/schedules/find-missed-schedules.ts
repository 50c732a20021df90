import type { Instant } from '../../domain/instant.ts';
import type { Firing, FiringState } from '../../store/schedule-runs.ts';
import type { StoredSchedule } from '../../store/schedules.ts';
import { listDueTimes } from './cron-pattern.ts';

/** A firing that did not bring a finished run in time, and why. */
export type MissedSchedule = Firing & { readonly code: string; readonly message: string };

/**
 * Compares the times at which schedules were due with what became of them: of the newest firings of each whose grace is
 * over, those that nobody has started, that failed, or whose run is not closed. What was due before a schedule had its
 * pattern is not missed.
 */
export function findMissedSchedules(
  schedules: readonly StoredSchedule[],
  firings: readonly FiringState[],
  now: Instant,
): readonly MissedSchedule[] {
  return schedules.flatMap((schedule) => {
    const states = new Map(
      firings.filter((each) => each.schedule === schedule.name).map((each) => [each.dueAt, each] as const),
    );
    return listWatchedFirings(schedule, now).flatMap(({ dueAt }) => {
      const reason = findReason(states.get(dueAt));
      return reason === undefined ? [] : [{ schedule: schedule.name, dueAt, ...reason }];
    });
  });
}

/** The newest firings of a schedule whose run should be closed by now, the newest first. */
export function listWatchedFirings(schedule: StoredSchedule, now: Instant): readonly Firing[] {
  const { name, pattern, zone, graceMs, watchedFirings, sinceAt } = schedule;
  const bounds = { after: sinceAt, until: now - graceMs, limit: watchedFirings };
  return listDueTimes(pattern, zone, bounds).map((dueAt) => ({ schedule: name, dueAt }));
}

function findReason(state: FiringState | undefined): Pick<MissedSchedule, 'code' | 'message'> | undefined {
  if (state?.failure) return state.failure;
  if (state === undefined || state.startedAt === null) {
    return { code: 'NOT_STARTED', message: 'no worker of the queue "schedule" has taken it' };
  }
  if (state.runStatus === 'closed') return undefined;
  const run = state.runId === null ? 'its run is not submitted yet' : `run ${state.runId} is not closed yet`;
  return { code: 'NOT_FINISHED', message: run };
}

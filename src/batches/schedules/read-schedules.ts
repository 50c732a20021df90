import type { WantedSchedule } from '../../store/schedules.ts';
import { type KyhanRelease, readNumberParameter, readTextParameter } from '../kyhan-release.ts';
import { NO_PATTERN, SCHEDULE_ZONE } from './cron-pattern.ts';
import { SCHEDULES, WATCHDOG } from './schedule.ts';
import { SCHEDULE_PARAMETER_NAMES } from './schedule-parameters.ts';

const MINUTE_MS = 60_000;

/** The schedules that the rules want on a day; one whose pattern is "off" is not among them. */
export function readWantedSchedules(release: KyhanRelease, day: string): readonly WantedSchedule[] {
  const { pattern, graceMinutes, watchedFirings } = SCHEDULE_PARAMETER_NAMES;
  const watched = readNumberParameter(release, watchedFirings, day);
  const wanted = [
    ...SCHEDULES.map(({ name }) => ({
      name,
      graceMs: readNumberParameter(release, graceMinutes(name), day) * MINUTE_MS,
      watchedFirings: watched,
    })),
    { name: WATCHDOG, graceMs: 0, watchedFirings: 0 },
  ];
  return wanted
    .map((schedule) => ({
      ...schedule,
      pattern: readTextParameter(release, pattern(schedule.name), day),
      zone: SCHEDULE_ZONE,
    }))
    .filter((schedule) => schedule.pattern !== NO_PATTERN);
}

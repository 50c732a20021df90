import type { ParameterContract } from '../../domain/fact.ts';
import { findPatternProblem } from './cron-pattern.ts';
import { SCHEDULES, WATCHDOG } from './schedule.ts';

/** A week: nobody waits longer for a run. */
const MAX_GRACE_MINUTES = 10_080;
const MAX_WATCHED = 100;

/** Names of the parameters of a schedule. */
export const SCHEDULE_PARAMETER_NAMES = {
  pattern: (schedule: string): string => `schedules.${schedule}-pattern`,
  graceMinutes: (schedule: string): string => `schedules.${schedule}-grace-minutes`,
  watchedFirings: 'schedules.watched-firings',
} as const;

/** When runs start by themselves, and when one that did not is missed; for all, dated like any parameter. */
export const SCHEDULE_PARAMETERS: readonly ParameterContract[] = [
  ...[...SCHEDULES.map(({ name }) => name), WATCHDOG].map(
    (name): ParameterContract => ({
      name: SCHEDULE_PARAMETER_NAMES.pattern(name),
      type: 'text',
      findTextProblem: findPatternProblem,
    }),
  ),
  ...SCHEDULES.map(
    ({ name }): ParameterContract => ({
      name: SCHEDULE_PARAMETER_NAMES.graceMinutes(name),
      type: 'integer',
      range: { min: 1, max: MAX_GRACE_MINUTES },
    }),
  ),
  { name: SCHEDULE_PARAMETER_NAMES.watchedFirings, type: 'integer', range: { min: 1, max: MAX_WATCHED } },
];

import { CronExpressionParser } from 'cron-parser';
import type { Instant } from '../../domain/instant.ts';

/** The clock that all patterns are about. */
export const SCHEDULE_ZONE = 'Asia/Ho_Chi_Minh';

/** What stands in the place of a pattern where a schedule is not wanted. */
export const NO_PATTERN = 'off';

const ALLOWED = `a cron pattern of five fields such as "0 6 * * 1-5" (minute, hour, day, month, weekday), or "${NO_PATTERN}"`;
const FIELDS = 5;

/** The parser would put a number in the place of an `H` that is random each time; the one in THU is none. */
const RANDOM = /(?<!t)h|h(?!u)/i;

/**
 * What is allowed where a text is neither a cron pattern nor "off"; undefined where it is one. The parser is that of
 * BullMQ, which fires the schedules: it takes `L` for the last day of a month, and names of months and weekdays.
 */
export function findPatternProblem(text: string): string | undefined {
  if (text === NO_PATTERN) return undefined;
  if (text.split(' ').length !== FIELDS || RANDOM.test(text)) return ALLOWED;
  try {
    CronExpressionParser.parse(text, { tz: SCHEDULE_ZONE }).next();
    return undefined;
  } catch {
    return `${ALLOWED}; this one has a field that is out of bounds, or names a day that never comes`;
  }
}

/** The newest moments of a pattern that lie after `after` and not after `until`, the newest first. */
export function listDueTimes(
  pattern: string,
  zone: string,
  bounds: { readonly after: Instant; readonly until: Instant; readonly limit: number },
): readonly Instant[] {
  const { after, until, limit } = bounds;
  const cron = CronExpressionParser.parse(pattern, { tz: zone, currentDate: new Date(until + 1) });
  const found: Instant[] = [];
  while (found.length < limit) {
    const due = cron.prev().getTime();
    if (due <= after) break;
    found.push(due);
  }
  return found;
}

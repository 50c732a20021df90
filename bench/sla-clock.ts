import { loadKyhanRelease } from '../src/batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../src/config.ts';
import type { BusinessCalendar } from '../src/domain/business-calendar.ts';
import { toEpochDay } from '../src/domain/calendar-date.ts';
import { type Instant, splitIntoDay, startOfDay } from '../src/domain/instant.ts';
import { createSeededRandom } from '../src/domain/seeded-random.ts';
import { addOpenTime } from '../src/domain/sla-clock.ts';
import { type BenchResult, compareInTurn, findRatio, listRates } from './measure.ts';

type Deadline = { readonly start: Instant; readonly minutes: number };

const DEADLINES = 500;
const ROUNDS = 7;
const OUR_TIMES = 100;
const MINUTE_MS = 60_000;

/**
 * Deadlines a second under office hours. No library on npm that was looked at gives all answers right: those of moment
 * know one stretch of a day only, date-fns-extras no breaks, ts-time-utils no days off, and dayjs-business-time gave wrong
 * answers and did not always end. So the peer is the plainest way that is right: a count minute by minute.
 */
export async function benchSlaClock(): Promise<BenchResult> {
  const loaded = await loadKyhanRelease(`${PROJECT_FOLDER}rules`);
  if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const calendar = loaded.release.reference.calendars.get('office-hours');
  if (calendar === undefined) throw new Error('no calendar office-hours');
  const deadlines = buildDeadlines();
  const byMinutes = (deadline: Deadline): Instant => countMinutes(deadline, calendar);
  const byKyhan = ({ start, minutes }: Deadline): Instant => addOpenTime(start, minutes * MINUTE_MS, calendar);
  const same = deadlines.filter((each) => byKyhan(each) === byMinutes(each)).length;
  const runAll = (answer: (deadline: Deadline) => Instant, times: number) => () => {
    for (let time = 0; time < times; time += 1) for (const each of deadlines) answer(each);
    return times * deadlines.length;
  };
  const comparison = await compareInTurn(
    [
      { name: 'kyhan', run: runAll(byKyhan, OUR_TIMES) },
      { name: 'minute by minute', run: runAll(byMinutes, 1) },
    ],
    ROUNDS,
  );
  return {
    name: 'sla-clock',
    unit: 'deadlines a second',
    rows: [
      {
        what: 'office hours',
        values: {
          ...listRates(comparison),
          'same deadlines': `${same} of ${DEADLINES}`,
          '÷ minute by minute': findRatio(comparison, 'minute by minute'),
        },
        target: 'all alike',
        isMet: same === DEADLINES,
      },
    ],
  };
}

/** Starts at any minute of a year whose days off are known, limits up to two weeks of work. */
function buildDeadlines(): readonly Deadline[] {
  const random = createSeededRandom(1);
  const first = startOfDay(toEpochDay('2026-01-01'));
  return Array.from({ length: DEADLINES }, () => ({
    start: first + random.integer(0, 330 * 24 * 60) * MINUTE_MS,
    minutes: random.integer(1, 80 * 60),
  }));
}

/** The plainest way: one minute after the other. A limit that ends at closing time is due then. */
function countMinutes({ start, minutes }: Deadline, calendar: BusinessCalendar): Instant {
  let at = start;
  let left = minutes;
  while (left > 0) {
    const { epochDay, msOfDay } = splitIntoDay(at);
    if (calendar.openingHoursOf(epochDay).some(({ fromMs, toMs }) => msOfDay >= fromMs && msOfDay < toMs)) left -= 1;
    at += MINUTE_MS;
  }
  return at;
}

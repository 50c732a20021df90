import moment from 'moment-business-time';
import { loadKyhanRelease } from '../src/batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../src/config.ts';
import type { BusinessCalendar } from '../src/domain/business-calendar.ts';
import { fromEpochDay, toEpochDay, toIsoWeekday } from '../src/domain/calendar-date.ts';
import { type Instant, splitIntoDay, startOfDay } from '../src/domain/instant.ts';
import { createSeededRandom } from '../src/domain/seeded-random.ts';
import { addOpenTime } from '../src/domain/sla-clock.ts';
import { type BenchResult, compareInTurn, findRatio, listRates } from './measure.ts';

type Deadline = { readonly start: Instant; readonly minutes: number };
type Answer = (deadline: Deadline) => Instant;

const DEADLINES = 500;
const ROUNDS = 7;
const OUR_TIMES = 100;
const MINUTE_MS = 60_000;
const FRIDAY = 5;

/**
 * Deadlines a second under office hours. moment-business-time knows breaks and days off, but cannot say that a Saturday
 * is worked; so it is timed on the deadlines that it gets right, and a plain count minute by minute says which those are.
 */
export async function benchSlaClock(): Promise<BenchResult> {
  const loaded = await loadKyhanRelease(`${PROJECT_FOLDER}rules`);
  if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const calendar = loaded.release.reference.calendars.get('office-hours');
  if (calendar === undefined) throw new Error('no calendar office-hours');
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Ho_Chi_Minh'; // moment has the clock of the process
  try {
    return await compareClocks(calendar);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}

async function compareClocks(calendar: BusinessCalendar): Promise<BenchResult> {
  teachMoment(calendar);
  const byMinutes: Answer = (deadline) => countMinutes(deadline, calendar);
  const byMoment: Answer = ({ start, minutes }) => moment(start).addWorkingTime(minutes, 'minutes').valueOf();
  const byKyhan: Answer = ({ start, minutes }) => addOpenTime(start, minutes * MINUTE_MS, calendar);
  const all = buildDeadlines();
  const isRight = (answer: Answer) => (each: Deadline) => answer(each) === byMinutes(each);
  const same = all.filter(isRight(byKyhan)).length;
  const shared = all.filter(isRight(byMoment));
  const runAll = (answer: Answer, times: number) => () => {
    for (let time = 0; time < times; time += 1) for (const each of shared) answer(each);
    return times * shared.length;
  };
  const comparison = await compareInTurn(
    [
      { name: 'kyhan', run: runAll(byKyhan, OUR_TIMES) },
      { name: 'moment-business-time', run: runAll(byMoment, 1) },
      { name: 'minute by minute', run: runAll(byMinutes, 1) },
    ],
    ROUNDS,
  );
  const values = {
    ...listRates(comparison),
    'kyhan right': `${same} of ${DEADLINES}`,
    'moment-business-time right': `${shared.length} of ${DEADLINES}`,
    '÷ moment-business-time': findRatio(comparison, 'moment-business-time'),
    '÷ minute by minute': findRatio(comparison, 'minute by minute'),
  };
  const row = { what: 'office hours', values, target: 'all of ours right', isMet: same === DEADLINES };
  return { name: 'sla-clock', unit: 'deadlines a second', rows: [row] };
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

/** The hours of an ordinary week, and the weekdays off of the time that deadlines fall into. */
function teachMoment(calendar: BusinessCalendar): void {
  const monday = toEpochDay('2026-11-23');
  const hours = Array.from({ length: 7 }, (_, day) => {
    const stretches = calendar.openingHoursOf(monday + ((day + 6) % 7)); // moment begins with Sunday
    return stretches.length === 0 ? null : stretches.flatMap(({ fromMs, toMs }) => [toTime(fromMs), toTime(toMs)]);
  });
  const holidays: string[] = [];
  for (let day = toEpochDay('2026-01-01'); day <= toEpochDay('2027-06-30'); day += 1) {
    if (toIsoWeekday(day) <= FRIDAY && !calendar.isWorkedOn(day)) holidays.push(fromEpochDay(day));
  }
  moment.updateLocale('en', { workinghours: { ...hours }, holidays });
}

function toTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
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

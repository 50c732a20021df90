import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findMissedSchedules } from '../../../src/batches/schedules/find-missed-schedules.ts';
import { formatInstant } from '../../../src/domain/instant.ts';
import type { FiringState } from '../../../src/store/schedule-runs.ts';
import type { StoredSchedule } from '../../../src/store/schedules.ts';
import { at } from '../../support/ticket-builder.ts';

const HOUR_MS = 3_600_000;

const daily: StoredSchedule = {
  name: 'billing-daily',
  pattern: '0 6 * * *',
  zone: 'Asia/Ho_Chi_Minh',
  graceMs: 2 * HOUR_MS,
  watchedFirings: 3,
  sinceAt: at('2026-11-01T00:00:00+07:00'),
};
const monthly: StoredSchedule = { ...daily, name: 'provision-month-end', pattern: '0 2 1 * *', graceMs: 6 * HOUR_MS };

const closed = (schedule: StoredSchedule, dueAt: string, set: Partial<FiringState> = {}): FiringState => ({
  schedule: schedule.name,
  dueAt: at(dueAt),
  startedAt: at(dueAt) + 100,
  runId: 'billing-1',
  runStatus: 'closed',
  failure: null,
  ...set,
});

const find = (schedule: StoredSchedule, firings: readonly FiringState[], now: string): readonly string[] =>
  findMissedSchedules([schedule], firings, at(now)).map(({ dueAt, code }) => `${formatInstant(dueAt)} ${code}`);

describe('the watchdog of schedules', () => {
  const days = ['2026-11-21T06:00:00+07:00', '2026-11-22T06:00:00+07:00', '2026-11-23T06:00:00+07:00'] as const;
  const [saturday, sunday, monday] = days;
  const done = days.map((day) => closed(daily, day));

  it('says nothing where each firing ended in a closed run', () => {
    expect(find(daily, done, '2026-11-23T12:00:00+07:00')).to.deep.equal([]);
  });

  it('tells of a firing that nobody has taken, once its grace is over', () => {
    const [early, two] = [done.slice(0, 2), { ...daily, watchedFirings: 2 }];
    expect(find(two, early, '2026-11-23T07:59:59+07:00')).to.deep.equal([]);
    expect(find(two, early, '2026-11-23T08:00:00+07:00')).to.deep.equal([`${monday} NOT_STARTED`]);
  });

  it('tells of a firing that was written down before anybody took it', () => {
    const noted = { startedAt: null, runId: null, runStatus: null } as const;
    const firings = [...done.slice(0, 2), closed(daily, monday, noted)];
    expect(find(daily, firings, '2026-11-23T08:00:00+07:00')).to.deep.equal([`${monday} NOT_STARTED`]);
  });

  it('tells of a run that is not closed in time, and of one that was never submitted', () => {
    const firings = [
      closed(daily, saturday),
      closed(daily, sunday, { runId: null, runStatus: null }),
      closed(daily, monday, { runStatus: 'deciding' }),
    ];
    const missed = findMissedSchedules([daily], firings, at('2026-11-23T12:00:00+07:00'));
    expect(missed.map(({ code, message }) => `${code}: ${message}`)).to.deep.equal([
      'NOT_FINISHED: run billing-1 is not closed yet',
      'NOT_FINISHED: its run is not submitted yet',
    ]);
  });

  it('tells of a failed one, with its own reason', () => {
    const failure = { code: 'INPUT_NOT_FOUND', message: 'no file of invoices' };
    const firings = [...done.slice(0, 2), closed(daily, monday, { runId: null, runStatus: null, failure })];
    const [missed] = findMissedSchedules([daily], firings, at('2026-11-23T12:00:00+07:00'));
    expect(missed).to.deep.equal({ schedule: 'billing-daily', dueAt: at(monday), ...failure });
  });

  it('looks at the newest firings only, the newest first', () => {
    expect(find({ ...daily, watchedFirings: 2 }, [], '2026-11-23T12:00:00+07:00')).to.deep.equal([
      `${monday} NOT_STARTED`,
      `${sunday} NOT_STARTED`,
    ]);
  });

  it('misses nothing in a new installation before the first firing', () => {
    const fresh = { ...daily, sinceAt: at('2026-11-23T06:00:01+07:00') };
    expect(find(fresh, [], '2026-11-24T07:00:00+07:00')).to.deep.equal([]);
    expect(find(fresh, [], '2026-11-24T08:00:00+07:00')).to.deep.equal(['2026-11-24T06:00:00+07:00 NOT_STARTED']);
  });

  it('takes the firings of one schedule for no other', () => {
    const firings = done.map((firing) => ({ ...firing, schedule: 'ageing-weekly' }));
    expect(find({ ...daily, watchedFirings: 1 }, firings, '2026-11-23T12:00:00+07:00')).to.have.length(1);
  });

  for (const [name, before, after, dueAt] of [
    ['a year', '2027-01-01T07:59:59+07:00', '2027-01-01T08:00:00+07:00', '2027-01-01T02:00:00+07:00'],
    ['a short month', '2027-03-01T07:59:59+07:00', '2027-03-01T08:00:00+07:00', '2027-03-01T02:00:00+07:00'],
    ['February of a leap year', '2028-03-01T07:59:59+07:00', '2028-03-01T08:00:00+07:00', '2028-03-01T02:00:00+07:00'],
  ] as const) {
    it(`tells of provisions after the end of ${name}`, () => {
      const schedule = { ...monthly, watchedFirings: 1 };
      const earlier = findMissedSchedules([schedule], [], at(before))[0]?.dueAt;
      expect(earlier).to.be.lessThan(at(dueAt));
      expect(find(schedule, [], after)).to.deep.equal([`${dueAt} NOT_STARTED`]);
      expect(find(schedule, [closed(schedule, dueAt)], after)).to.deep.equal([]);
    });
  }

  it('tells of provisions on the last days of months of different lengths', () => {
    const schedule = { ...monthly, pattern: '0 22 L * *' };
    expect(find(schedule, [], '2027-03-15T00:00:00+07:00')).to.deep.equal([
      '2027-02-28T22:00:00+07:00 NOT_STARTED',
      '2027-01-31T22:00:00+07:00 NOT_STARTED',
      '2026-12-31T22:00:00+07:00 NOT_STARTED',
    ]);
  });
});

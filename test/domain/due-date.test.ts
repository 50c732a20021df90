import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getWorkingDays } from '../../src/batches/accounts/account-rules.ts';
import { type BusinessCalendar, buildBusinessCalendar } from '../../src/domain/business-calendar.ts';
import { toEpochDay } from '../../src/domain/calendar-date.ts';
import { rollToWorkingDay } from '../../src/domain/due-date.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

describe('a due date, by the shipped calendar', () => {
  let calendar: BusinessCalendar;
  before(async () => {
    calendar = getWorkingDays(await loadShippedRelease());
  });

  for (const [what, dueOn, expected] of [
    ['stays on a working day', '2026-06-15', '2026-06-15'],
    ['moves from a Saturday to Monday', '2026-06-13', '2026-06-15'],
    ['moves from a Sunday to Monday', '2026-06-14', '2026-06-15'],
    ['moves over the whole of Tết', '2026-02-17', '2026-02-23'],
    ['moves over Tết from the Saturday before', '2026-02-14', '2026-02-23'],
    ['stays on the Friday before Tết', '2026-02-13', '2026-02-13'],
    ['moves over a long weekend at the end of April', '2026-04-30', '2026-05-04'],
    ['moves over New Year, its day in lieu and a weekend', '2026-01-01', '2026-01-05'],
    ['moves from one year to the next', '2022-12-31', '2023-01-03'],
    ['stays on a Saturday that is worked', '2026-01-10', '2026-01-10'],
    ['stays on the other Saturday that is worked', '2026-08-22', '2026-08-22'],
    ['moves from the Sunday after it', '2026-08-23', '2026-08-24'],
    ['moves from a weekday that a worked Saturday makes up for', '2026-08-31', '2026-09-03'],
    ['moves over weekends alone before 2020', '2019-02-05', '2019-02-05'],
    ['moves from a Saturday before 2020', '2019-02-02', '2019-02-04'],
    ['moves over weekends alone after the last year that is known', '2029-02-13', '2029-02-13'],
  ] as const) {
    it(`${what}: ${dueOn}`, () => {
      expect(rollToWorkingDay(dueOn, calendar)).to.equal(expected);
    });
  }

  it('is told apart from one of which nobody knows the days off', () => {
    const isCovered = (date: string): boolean => calendar.isCovered(toEpochDay(date));
    expect(['2019-12-31', '2020-01-01', '2027-12-31', '2028-01-01'].map(isCovered)).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('a calendar on which nobody ever works', () => {
  it('leaves a due date where it is', () => {
    const calendar = buildBusinessCalendar({
      id: 'none',
      weekdays: [],
      hours: [['08:00', '17:00']],
      daysOff: [],
      workedDays: [],
      covers: null,
    });
    expect(rollToWorkingDay('2026-06-15', calendar)).to.equal('2026-06-15');
  });
});

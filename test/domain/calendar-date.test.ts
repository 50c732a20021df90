import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  addDays,
  addMonths,
  countDays,
  countMonths,
  fromEpochDay,
  isCalendarDate,
  toEpochDay,
  toIsoWeekday,
} from '../../src/domain/calendar-date.ts';

const dateArbitrary = fc.integer({ min: toEpochDay('1990-01-01'), max: toEpochDay('2060-12-31') }).map(fromEpochDay);

describe('months after a day', () => {
  it('end on the same day, or on the last one of a month that has no such day', () => {
    for (const [from, months, expected] of [
      ['2026-01-15', 1, '2026-02-15'],
      ['2026-01-31', 1, '2026-02-28'],
      ['2028-01-31', 1, '2028-02-29'],
      ['2026-01-29', 1, '2026-02-28'],
      ['2028-02-29', 12, '2029-02-28'],
      ['2028-02-29', 48, '2032-02-29'],
      ['2026-02-28', 1, '2026-03-28'],
      ['2026-08-31', 6, '2027-02-28'],
      ['2026-12-31', 1, '2027-01-31'],
      ['2026-12-31', 2, '2027-02-28'],
      ['2026-11-30', 3, '2027-02-28'],
      ['2026-05-31', 0, '2026-05-31'],
      ['2026-03-31', -1, '2026-02-28'],
      ['2026-01-31', -2, '2025-11-30'],
    ] as const) {
      expect(addMonths(from, months), `${from} and ${months}`).to.equal(expected);
    }
  });

  it('are reached on that day and not on the day before', () => {
    for (const [from, to, months] of [
      ['2026-01-31', '2026-02-27', 0],
      ['2026-01-31', '2026-02-28', 1],
      ['2026-01-31', '2026-03-30', 1],
      ['2026-01-31', '2026-03-31', 2],
      ['2028-01-31', '2028-02-28', 0],
      ['2028-01-31', '2028-02-29', 1],
      ['2028-02-29', '2029-02-27', 11],
      ['2028-02-29', '2029-02-28', 12],
      ['2025-12-31', '2026-06-29', 5],
      ['2025-12-31', '2026-06-30', 6],
      ['2023-11-30', '2026-11-29', 35],
      ['2023-11-30', '2026-11-30', 36],
      ['2026-11-30', '2026-11-30', 0],
      ['2026-11-30', '2026-01-30', 0],
    ] as const) {
      expect(countMonths(from, to), `${from} to ${to}`).to.equal(months);
    }
  });

  it('are counted as many as were added, whatever the day', () => {
    fc.assert(
      fc.property(dateArbitrary, fc.integer({ min: 1, max: 200 }), (from, months) => {
        const to = addMonths(from, months);
        expect(countMonths(from, to)).to.equal(months);
        expect(countMonths(from, addDays(to, -1))).to.equal(months - 1);
      }),
    );
  });
});

describe('days between two dates', () => {
  it('leave the first one out, over the end of a year and of February', () => {
    expect(countDays('2026-12-31', '2027-01-01')).to.equal(1);
    expect(countDays('2026-06-15', '2026-06-15')).to.equal(0);
    expect(countDays('2026-06-15', '2026-06-12')).to.equal(-3);
    expect(countDays('2028-02-28', '2028-03-01')).to.equal(2);
    expect(countDays('2026-02-28', '2026-03-01')).to.equal(1);
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
    expect(addDays('2028-03-01', -1)).to.equal('2028-02-29');
  });

  it('are the number that was added', () => {
    fc.assert(
      fc.property(dateArbitrary, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
        expect(countDays(from, addDays(from, days))).to.equal(days);
      }),
    );
  });
});

describe('a calendar date', () => {
  it('is a real day as YYYY-MM-DD', () => {
    for (const text of ['2026-02-28', '2028-02-29', '2000-02-29', '1970-01-01', '9999-12-31']) {
      expect(isCalendarDate(text), text).to.equal(true);
    }
    for (const text of [
      ...['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', ''],
      ...['26-01-01', '2026-01-01T00:00', '+002026-01-01', '2026/01/01', '20260101', ' 2026-01-01'],
    ]) {
      expect(isCalendarDate(text), text).to.equal(false);
    }
    expect(() => toEpochDay('2026-02-29')).to.throw(RangeError);
  });

  it('has its day of the week, also before 1970', () => {
    const weekdayOf = (date: string): number => toIsoWeekday(toEpochDay(date));
    expect([weekdayOf('1970-01-01'), weekdayOf('1969-12-31'), weekdayOf('1969-12-28')]).to.deep.equal([4, 3, 7]);
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).to.deep.equal([1, 7]);
  });
});

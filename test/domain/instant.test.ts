import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isCalendarDate } from '../../src/domain/calendar-date.ts';
import { formatInstant, parseInstant, toCalendarDate } from '../../src/domain/instant.ts';

const format = (text: string): string | undefined => {
  const instant = parseInstant(text);
  return instant === undefined ? undefined : formatInstant(instant);
};

describe('parseInstant', () => {
  it('takes Vietnamese time where no zone is given, with T or a blank', () => {
    expect(format('2026-11-23T09:00:00')).to.equal('2026-11-23T09:00:00+07:00');
    expect(format('2026-11-23 09:00')).to.equal('2026-11-23T09:00:00+07:00');
  });

  it('reads zones', () => {
    expect(format('2026-11-23T02:00:00Z')).to.equal('2026-11-23T09:00:00+07:00');
    expect(format('2026-11-23T09:00:00+0700')).to.equal('2026-11-23T09:00:00+07:00');
    expect(format('2026-11-22T21:00:00-05:00')).to.equal('2026-11-23T09:00:00+07:00');
    expect(format('2026-11-23T09:00+07')).to.equal('2026-11-23T09:00:00+07:00');
  });

  it('cuts fractions of a second off', () => {
    expect(format('2026-11-23T09:00:00.999')).to.equal('2026-11-23T09:00:00+07:00');
  });

  for (const text of [
    '2026-11-23',
    '2026-02-29 10:00',
    '2026-11-31T10:00',
    '2026-11-23T24:00',
    '2026-11-23T09:60',
    '2026-11-23T09:00:60',
    '23/11/2026 09:00',
    '2026-11-23T09:00+15:00',
    '',
    'now',
    '0000-00-00T00:00',
    '9999-12-31T23:59:59Z',
    '0001-01-01T00:00+14:00',
  ]) {
    it(`takes "${text}" for no instant`, () => expect(parseInstant(text)).to.equal(undefined));
  }

  it('knows 29 February of leap years, and years before 100', () => {
    expect(format('2024-02-29 10:00')).to.equal('2024-02-29T10:00:00+07:00');
    expect(format('0099-03-01 10:00')).to.equal('0099-03-01T10:00:00+07:00');
  });
});

describe('toCalendarDate', () => {
  it('changes the day at midnight in Vietnam', () => {
    expect(toCalendarDate(parseInstant('2020-08-31T16:59:59Z') ?? 0)).to.equal('2020-08-31');
    expect(toCalendarDate(parseInstant('2020-08-31T17:00:00Z') ?? 0)).to.equal('2020-09-01');
  });
});

describe('isCalendarDate', () => {
  it('takes real days only', () => {
    expect(isCalendarDate('2024-02-29')).to.equal(true);
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', 'x', '2026-00-10'])
      expect(isCalendarDate(text), text).to.equal(false);
  });
});

import { expect } from 'chai';
import { describe, it } from 'mocha';
import { findPatternProblem, listDueTimes, SCHEDULE_ZONE } from '../../../src/batches/schedules/cron-pattern.ts';
import { formatInstant } from '../../../src/domain/instant.ts';
import { findProblems } from '../../support/changed-rules.ts';
import { at } from '../../support/ticket-builder.ts';

const list = (pattern: string, after: string, until: string, limit: number): readonly string[] =>
  listDueTimes(pattern, SCHEDULE_ZONE, { after: at(after), until: at(until), limit }).map(formatInstant);

describe('a cron pattern', () => {
  for (const pattern of [
    '*/15 * * * *',
    '0 6 * * 1-5',
    '0 2 1 * *',
    '30 23 L * *',
    '0 5 * * MON',
    '0 5 * mar THU',
    'off',
  ]) {
    it(`may be ${pattern}`, () => {
      expect(findPatternProblem(pattern)).to.equal(undefined);
    });
  }

  for (const [pattern, mistake] of [
    ['', 'nothing'],
    ['15 minutes', 'words'],
    ['0 6 * *', 'four fields'],
    ['0 0 6 * * *', 'six fields: seconds'],
    ['60 * * * *', 'a minute out of bounds'],
    ['0 24 * * *', 'an hour out of bounds'],
    ['*/0 * * * *', 'a step of nothing'],
    ['0 0 31 2 *', 'a day that no February has'],
    ['0 0 31 4,6 *', 'a day that neither month has'],
    ['0 0 * * 8', 'a weekday that no week has'],
    ['H 6 * * *', 'a minute that would be another one each time'],
    ['0 6 * * h', 'a weekday that would be another one each time'],
    ['@daily', 'a word of crontab'],
    ['OFF', 'off in capitals'],
  ] as const) {
    it(`may not be "${pattern}": ${mistake}`, () => {
      expect(findPatternProblem(pattern)).to.match(/^a cron pattern of five fields such as "0 6 \* \* 1-5".*or "off"/);
    });
  }

  it('is checked with the rules: the message says where, what was seen and what is allowed', () => {
    const file = 'parameters/schedules.json';
    const change = { file, path: ['parameters', 1, 'values', 0, 'value'], value: '0 25 * * *' } as const;
    const [problem, ...others] = findProblems(change);
    expect(others).to.deep.equal([]);
    expect(problem).to.deep.include({ file, pointer: '/parameters/1/values/0/value', seen: '"0 25 * * *"' });
    expect(problem?.allowed).to.contain('out of bounds');
  });

  it('is about the Vietnamese clock, whatever the zone of the machine', () => {
    expect(list('0 6 * * *', '2026-11-20T00:00:00+07:00', '2026-11-23T05:59:59+07:00', 9)).to.deep.equal([
      '2026-11-22T06:00:00+07:00',
      '2026-11-21T06:00:00+07:00',
      '2026-11-20T06:00:00+07:00',
    ]);
  });

  it('is due at the moment itself, and not before', () => {
    const dueOf = (until: string) => list('0 6 * * *', '2026-11-22T06:00:00+07:00', until, 9);
    expect(dueOf('2026-11-23T05:59:59+07:00')).to.deep.equal([]);
    expect(dueOf('2026-11-23T06:00:00+07:00')).to.deep.equal(['2026-11-23T06:00:00+07:00']);
  });

  it('is due on the last day of each month where its day is L, of a leap year too', () => {
    expect(list('30 23 L * *', '2028-01-01T00:00:00+07:00', '2028-04-30T23:30:00+07:00', 9)).to.deep.equal([
      '2028-04-30T23:30:00+07:00',
      '2028-03-31T23:30:00+07:00',
      '2028-02-29T23:30:00+07:00',
      '2028-01-31T23:30:00+07:00',
    ]);
  });

  it('gives no more moments than were asked for, the newest first', () => {
    expect(list('*/15 * * * *', '2026-11-01T00:00:00+07:00', '2026-11-23T09:20:00+07:00', 2)).to.deep.equal([
      '2026-11-23T09:15:00+07:00',
      '2026-11-23T09:00:00+07:00',
    ]);
  });
});

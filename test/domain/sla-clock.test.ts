import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  type BusinessCalendar,
  buildBusinessCalendar,
  type CalendarDefinition,
} from '../../src/domain/business-calendar.ts';
import { formatInstant, type Instant } from '../../src/domain/instant.ts';
import { addOpenTime, measureOpenTime, mergePauses, type Pause } from '../../src/domain/sla-clock.ts';
import { at } from '../support/ticket-builder.ts';

const HOUR_MS = 3_600_000;
const { calendars }: { calendars: CalendarDefinition[] } = JSON.parse(
  readFileSync(new URL('../../rules/reference/calendars.json', import.meta.url), 'utf8'),
);

function getCalendar(id: string): BusinessCalendar {
  const definition = calendars.find((each) => each.id === id);
  if (definition === undefined) throw new Error(`no calendar ${id}`);
  return buildBusinessCalendar(definition);
}

const office = getCalendar('office-hours');
const always = getCalendar('24x7');

const add = (start: string, hours: number, calendar = office, pauses: readonly Pause[] = []): string =>
  formatInstant(addOpenTime(at(start), hours * HOUR_MS, calendar, pauses)).slice(0, 16);

const pause = (from: string, to: string): Pause => ({ reason: 'waiting-customer', from: at(from), to: at(to) });

describe('the SLA clock around the clock', () => {
  it('adds elapsed hours, to the second', () => {
    expect(formatInstant(addOpenTime(at('2026-11-20T22:15:07'), 4 * HOUR_MS, always))).to.equal(
      '2026-11-21T02:15:07+07:00',
    );
    expect(add('2026-12-31 20:00', 48, always)).to.equal('2027-01-02T20:00');
  });
});

describe('the SLA clock in office hours', () => {
  it('ends exactly at closing time, not at the next opening', () => {
    expect(add('2026-11-23 13:00', 4)).to.equal('2026-11-23T17:00');
    expect(add('2026-11-23 08:00', 4)).to.equal('2026-11-23T12:00');
    expect(add('2026-11-23 08:00', 8)).to.equal('2026-11-23T17:00');
  });

  it('goes on in the next stretch a second later', () => {
    expect(formatInstant(addOpenTime(at('2026-11-23 13:00:01'), 4 * HOUR_MS, office))).to.equal(
      '2026-11-24T08:00:01+07:00',
    );
  });

  it('begins at the next opening when it starts outside hours', () => {
    expect(add('2026-11-23 06:30', 1)).to.equal('2026-11-23T09:00');
    expect(add('2026-11-23 12:30', 1)).to.equal('2026-11-23T14:00');
    expect(add('2026-11-23 17:00', 1)).to.equal('2026-11-24T09:00');
    expect(add('2026-11-21 10:00', 1)).to.equal('2026-11-23T09:00');
  });

  it('passes over the weekend and over lunch', () => {
    expect(add('2026-11-20 15:00', 4)).to.equal('2026-11-23T10:00');
    expect(add('2026-11-23 11:00', 2)).to.equal('2026-11-23T14:00');
  });

  it('passes over Tết', () => {
    expect(add('2026-02-13 16:00', 4)).to.equal('2026-02-23T11:00');
  });

  it('works on a swapped Saturday and rests on the day in lieu', () => {
    expect(add('2026-01-09 16:00', 2)).to.equal('2026-01-10T09:00');
    expect(add('2026-08-28 16:00', 2)).to.equal('2026-09-03T09:00');
  });

  it('takes 44 hours as five and a half days', () => {
    expect(add('2026-11-23 08:00', 44)).to.equal('2026-11-30T12:00');
  });

  it('refuses a year for which nobody has entered days off', () => {
    expect(() => add('2027-12-31 16:00', 8)).to.throw(/knows days off only from 2020-01-01 to 2027-12-31/);
  });
});

describe('pauses of the SLA clock', () => {
  it('move the due time by their open time only', () => {
    expect(add('2026-11-23 08:00', 4, office, [pause('2026-11-23 09:00', '2026-11-23 10:00')])).to.equal(
      '2026-11-23T14:00',
    );
    expect(add('2026-11-23 08:00', 4, office, [pause('2026-11-23 18:00', '2026-11-24 07:00')])).to.equal(
      '2026-11-23T12:00',
    );
  });

  it('count once where they overlap', () => {
    const overlapping = [pause('2026-11-23 09:00', '2026-11-23 10:00'), pause('2026-11-23 09:30', '2026-11-23 10:30')];
    expect(add('2026-11-23 08:00', 2, always, overlapping)).to.equal('2026-11-23T11:30');
    expect(mergePauses(overlapping)).to.have.length(1);
  });

  it('never un-breach: a pause that begins after the due time changes nothing', () => {
    expect(add('2026-11-23 08:00', 4, always, [pause('2026-11-23 12:00', '2026-11-24 12:00')])).to.equal(
      '2026-11-23T12:00',
    );
    expect(add('2026-11-23 08:00', 4, always, [pause('2026-11-23 12:01', '2026-11-24 12:00')])).to.equal(
      '2026-11-23T12:00',
    );
  });

  it('ignore an end that is not after the start', () => {
    expect(mergePauses([pause('2026-11-23 09:00', '2026-11-23 09:00')])).to.deep.equal([]);
  });
});

describe('the SLA clock, whatever the numbers', () => {
  const minute = 60_000;
  const start = fc
    .integer({ min: 0, max: 700_000 })
    .map((minutes): Instant => at('2025-12-01 00:00') + minutes * minute);
  const limit = fc.integer({ min: 1, max: 200 * 60 }).map((minutes) => minutes * minute);
  const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 3_000 })), {
    maxLength: 5,
  });
  const calendar = fc.constantFrom(office, always);
  const place = (from: Instant, list: readonly (readonly [number, number])[]): readonly Pause[] =>
    list.map(([offset, length]) => ({
      reason: 'waiting-customer',
      from: from + offset * minute,
      to: from + (offset + length) * minute,
    }));

  it('measures what it added', () => {
    fc.assert(
      fc.property(start, limit, pauses, calendar, (from, limitMs, list, cal) => {
        const placed = place(from, list);
        const due = addOpenTime(from, limitMs, cal, placed);
        expect(measureOpenTime(from, due, cal, placed)).to.equal(limitMs);
      }),
    );
  });

  it('adds in two steps what it adds in one', () => {
    fc.assert(
      fc.property(start, limit, limit, calendar, (from, first, second, cal) => {
        const once = addOpenTime(from, first + second, cal);
        expect(addOpenTime(addOpenTime(from, first, cal), second, cal)).to.equal(once);
      }),
    );
  });

  it('agrees with counting open minutes one by one', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 40 * 60 }), pauses, (from, minutes, list) => {
        const placed = place(from, list);
        const isOpen = (moment: Instant): boolean => {
          const text = formatInstant(moment);
          const clock = text.slice(11, 16);
          const isHours = (clock >= '08:00' && clock < '12:00') || (clock >= '13:00' && clock < '17:00');
          const isDay = measureOpenTime(at(`${text.slice(0, 10)} 08:00`), at(`${text.slice(0, 10)} 09:00`), office) > 0;
          return isHours && isDay && !placed.some((each) => moment >= each.from && moment < each.to);
        };
        let count = 0;
        let moment = from;
        while (count < minutes) {
          if (isOpen(moment)) count += 1;
          moment += minute;
        }
        expect(addOpenTime(from, minutes * minute, office, placed)).to.equal(moment);
      }),
      { numRuns: 30 },
    );
  });
});

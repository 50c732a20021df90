import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseInstant } from '../../src/domain/instant.ts';
import { buildDateParser, shiftToText } from '../../src/intake/mapped-date.ts';

describe('dates of foreign exports', () => {
  it('are read by their format, on the Vietnamese clock', () => {
    for (const [format, text, expected] of [
      ['D/M/YYYY HH:mm', '3/11/2026 09:05', '2026-11-03T09:05:00+07:00'],
      ['D/M/YYYY HH:mm', '23/11/2026 09:05', '2026-11-23T09:05:00+07:00'],
      ['MM/DD/YYYY H:mm:ss', '11/03/2026 9:05:07', '2026-11-03T09:05:07+07:00'],
      ['YYYYMMDDHHmmss', '20261103090507', '2026-11-03T09:05:07+07:00'],
      ['YYYY-MM-DDTHH:mm', '2026-11-03T09:05', '2026-11-03T09:05:00+07:00'],
      ['HH:mm [DD.MM.YYYY]', '09:05 [03.11.2026]', '2026-11-03T09:05:00+07:00'],
    ] as const) {
      expect(buildDateParser(format)?.(text), format).to.equal(parseInstant(expected));
    }
  });

  it('are refused where they are no real moment or in another format', () => {
    const parse = buildDateParser('D/M/YYYY HH:mm');
    for (const text of ['31/4/2026 09:00', '29/2/2026 09:00', '1/13/2026 09:00', '1/1/2026 24:00', '1/1/2026 09:60']) {
      expect(parse?.(text), text).to.equal(undefined);
    }
    for (const text of [
      '1/1/26 09:00',
      '1/1/2026',
      '1/1/2026 9:00',
      '1-1-2026 09:00',
      ' 1/1/2026 09:00',
      '1/1/2026 09:00:00',
    ]) {
      expect(parse?.(text), text).to.equal(undefined);
    }
    expect(parse?.('29/2/2028 09:00')).to.equal(parseInstant('2028-02-29 09:00'));
  });

  it('need a format that says every part once and leaves no doubt', () => {
    for (const format of [
      'D/M/YYYY',
      'D/M HH:mm',
      'D/D/M/YYYY HH:mm',
      'DMYYYY HH:mm',
      'D/M/YY HH:mm',
      'D/M/YYYY hh:mm a',
      '',
    ]) {
      expect(buildDateParser(format), format).to.equal(undefined);
    }
  });

  it('keep their time of day and their weekday when they are moved by whole weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: -600, max: 600 }), (seconds, weeks) => {
        const moved = parseInstant(shiftToText(seconds * 1000, weeks * 7));
        expect(moved).to.equal((seconds + weeks * 7 * 86_400) * 1000);
      }),
    );
    expect(shiftToText(parseInstant('2016-02-29 01:16') ?? 0, 3654)).to.equal('2026-03-02T01:16:00+07:00');
  });
});

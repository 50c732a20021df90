import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type KyhanRelease, loadKyhanRelease, readStoredRelease } from '../../../src/batches/kyhan-release.ts';
import { readWantedSchedules } from '../../../src/batches/schedules/read-schedules.ts';
import { findSchedule, SCHEDULES, type Schedule, toAsOf } from '../../../src/batches/schedules/schedule.ts';
import { parseReleaseContent, toCanonicalJson } from '../../../src/rule-sets/release-hash.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { at } from '../../support/ticket-builder.ts';

const get = (name: string): Schedule => {
  const schedule = findSchedule(name);
  if (schedule === undefined) throw new Error(`no schedule ${name}`);
  return schedule;
};

const loadRelease = async (): Promise<KyhanRelease> => {
  const loaded = await loadKyhanRelease(RULES_FOLDER);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.release;
};

describe('a scheduled run', () => {
  it('of tickets is as of the moment at which it was due', () => {
    const dueAt = at('2026-11-23T09:15:00+07:00');
    expect(toAsOf(get('ticket-sweep'), dueAt)).to.deep.equal({ instant: dueAt, text: '2026-11-23T09:15:00+07:00' });
  });

  it('of bills and of ageing is as of the Vietnamese day on which it was due', () => {
    for (const name of ['billing-daily', 'ageing-weekly']) {
      expect(toAsOf(get(name), at('2026-11-22T23:00:00Z'))).to.deep.equal({
        instant: at('2026-11-23T00:00:00+07:00'),
        text: '2026-11-23',
      });
    }
  });

  for (const [dueAt, monthEnd] of [
    ['2026-12-01T02:00:00+07:00', '2026-11-30'],
    ['2027-01-01T00:00:00+07:00', '2026-12-31'],
    ['2028-03-01T02:00:00+07:00', '2028-02-29'],
    ['2027-03-01T02:00:00+07:00', '2027-02-28'],
    ['2026-11-30T23:30:00+07:00', '2026-11-30'],
    ['2026-11-30T00:00:00+07:00', '2026-11-30'],
    ['2026-11-29T23:59:00+07:00', '2026-10-31'],
    ['2026-12-15T02:00:00+07:00', '2026-11-30'],
  ] as const) {
    it(`of provisions that is due ${dueAt} is as of ${monthEnd}`, () => {
      expect(toAsOf(get('provision-month-end'), at(dueAt)).text).to.equal(monthEnd);
    });
  }
});

describe('the schedules in the rules', () => {
  it('are every 15 minutes, daily, weekly and after the month, on the Vietnamese clock', async () => {
    const wanted = readWantedSchedules(await loadRelease(), '2026-11-23');
    expect(wanted.map(({ name, pattern }) => [name, pattern])).to.deep.equal([
      ['ticket-sweep', '*/15 * * * *'],
      ['billing-daily', '0 6 * * *'],
      ['ageing-weekly', '0 5 * * 1'],
      ['provision-month-end', '0 2 1 * *'],
      ['watchdog', '*/5 * * * *'],
    ]);
    expect(new Set(wanted.map(({ zone }) => zone))).to.deep.equal(new Set(['Asia/Ho_Chi_Minh']));
    expect(wanted.find(({ name }) => name === 'ticket-sweep')).to.deep.include({
      graceMs: 1_800_000,
      watchedFirings: 3,
    });
  });

  it('leave out one that is switched off', async () => {
    const release = await loadRelease();
    const content = release.content.replace('"*/15 * * * *"', '"off"');
    const names = readWantedSchedules(readStoredRelease(content), '2026-11-23').map(({ name }) => name);
    expect(names).to.deep.equal(['billing-daily', 'ageing-weekly', 'provision-month-end', 'watchdog']);
  });

  it('are no part of what a run needs: rules from before there were any can still be read', async () => {
    const { content } = await loadRelease();
    const older = parseReleaseContent(content).filter(({ file }) => file !== 'parameters/schedules.json');
    const release = readStoredRelease(toCanonicalJson(Object.fromEntries(older.map(({ file, json }) => [file, json]))));
    expect(release.ruleSets.size).to.be.greaterThan(20);
    expect(SCHEDULES.some(({ name }) => release.parameters.has(`schedules.${name}-pattern`))).to.equal(false);
  });
});

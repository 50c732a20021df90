import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { readSchedules, saveSchedules, type WantedSchedule } from '../../src/store/schedules.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const daily: WantedSchedule = {
  name: 'billing-daily',
  pattern: '0 6 * * *',
  zone: 'Asia/Ho_Chi_Minh',
  graceMs: 7_200_000,
  watchedFirings: 3,
};
const weekly: WantedSchedule = { ...daily, name: 'ageing-weekly', pattern: '0 5 * * 1' };

describeEachDatabase('schedules', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('begin when they are first wanted, by the clock of the database', async () => {
    const from = await readDatabaseClock(database);
    await saveSchedules(database, [daily, weekly]);
    const to = await readDatabaseClock(database);
    const [first, second, ...others] = await readSchedules(database);
    expect(others).to.deep.equal([]);
    expect(first).to.deep.include(weekly);
    expect(second).to.deep.include(daily);
    expect(first?.sinceAt).to.be.within(from, to);
  });

  it('stay as they are when they are wanted again, by several processes at the same moment', async () => {
    await saveSchedules(database, [daily, weekly]);
    await database.knex('schedules').update({ since_at: 1_000 });
    const other = await open();
    await Promise.all([saveSchedules(database, [daily, weekly]), saveSchedules(other, [weekly, daily])]);
    expect(await readSchedules(database)).to.deep.equal([
      { ...weekly, sinceAt: 1_000 },
      { ...daily, sinceAt: 1_000 },
    ]);
  });

  it('begin anew with another pattern or zone, and not with another grace', async () => {
    await saveSchedules(database, [daily, weekly]);
    await database.knex('schedules').update({ since_at: 1_000 });
    await saveSchedules(database, [
      { ...daily, graceMs: 60_000, watchedFirings: 1 },
      { ...weekly, pattern: '0 5 * * 2' },
    ]);
    const [changed, same] = await readSchedules(database);
    expect(changed).to.deep.include({ pattern: '0 5 * * 2' });
    expect(changed?.sinceAt).to.be.greaterThan(1_000);
    expect(same).to.deep.equal({ ...daily, graceMs: 60_000, watchedFirings: 1, sinceAt: 1_000 });
  });

  it('end when they are not wanted any more', async () => {
    await saveSchedules(database, [daily, weekly]);
    await saveSchedules(database, [daily]);
    expect((await readSchedules(database)).map(({ name }) => name)).to.deep.equal(['billing-daily']);
    await saveSchedules(database, []);
    expect(await readSchedules(database)).to.deep.equal([]);
  });
});

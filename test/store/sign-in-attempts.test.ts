import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { ATTEMPT_MEMORY_MS, beginAttempt, forgetAttempts } from '../../src/store/sign-in-attempts.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const NOW = 1_795_000_000_000;

/** Two attempts are free, then each waits a second longer. */
const bucket = (key: string) => ({ key, delayMs: (failures: number) => Math.max(0, failures - 2) * 1_000 });

/** How many failures the store has counted. */
async function countFailures(database: Database, key: string): Promise<number> {
  const bucket = createHash('sha256').update(key).digest('hex');
  const [failures]: readonly number[] = await database.knex('sign_in_attempts').where({ bucket }).pluck('failures');
  return failures ?? 0;
}

describeEachDatabase('attempts to sign in', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('wait longer with each failure, and are not counted while they wait', async () => {
    const buckets = [bucket('lan')];
    expect(await beginAttempt(database, buckets, NOW)).to.equal(0);
    expect(await beginAttempt(database, buckets, NOW)).to.equal(0);
    expect(await beginAttempt(database, buckets, NOW)).to.equal(0);
    expect(await beginAttempt(database, buckets, NOW)).to.equal(1_000);
    expect(await beginAttempt(database, buckets, NOW + 999)).to.equal(1);
    expect(await countFailures(database, 'lan')).to.equal(3);
    expect(await beginAttempt(database, buckets, NOW + 1_000)).to.equal(0);
    expect(await beginAttempt(database, buckets, NOW + 1_000)).to.equal(2_000);
  });

  it('wait for the slowest of their buckets, and count in all of them', async () => {
    for (let i = 0; i < 3; i += 1) await beginAttempt(database, [bucket('name')], NOW);
    expect(await beginAttempt(database, [bucket('place'), bucket('name')], NOW)).to.equal(1_000);
    expect(await countFailures(database, 'place')).to.equal(0);
    expect(await beginAttempt(database, [bucket('place'), bucket('name')], NOW + 1_000)).to.equal(0);
    expect([await countFailures(database, 'place'), await countFailures(database, 'name')]).to.deep.equal([1, 4]);
  });

  it('do not slip through together: of many at one moment only the free ones go on', async () => {
    const processes = await Promise.all([open(), open(), open()]);
    const attempts = processes.flatMap((each) => [1, 2, 3, 4].map(() => beginAttempt(each, [bucket('storm')], NOW)));
    const waits = await Promise.all(attempts);
    expect(waits.filter((waitMs) => waitMs === 0)).to.have.length(3);
    expect(await countFailures(database, 'storm')).to.equal(3);
  });

  it('are forgotten when somebody has signed in, and after a day', async () => {
    for (let i = 0; i < 3; i += 1) await beginAttempt(database, [bucket('gone')], NOW);
    await forgetAttempts(database, [bucket('gone')]);
    expect(await countFailures(database, 'gone')).to.equal(0);
    for (let i = 0; i < 3; i += 1) await beginAttempt(database, [bucket('old')], NOW);
    await beginAttempt(database, [bucket('new')], NOW + ATTEMPT_MEMORY_MS - 1);
    expect(await countFailures(database, 'old')).to.equal(3);
    await beginAttempt(database, [bucket('new')], NOW + ATTEMPT_MEMORY_MS);
    expect(await countFailures(database, 'old')).to.equal(0);
  });

  it('are stored without names and addresses', async () => {
    await beginAttempt(database, [bucket('name lan.nguyen from 10.0.0.7')], NOW);
    const text = JSON.stringify(await database.knex('sign_in_attempts'));
    expect(text).not.to.contain('lan.nguyen');
    expect(text).not.to.contain('10.0.0.7');
  });
});

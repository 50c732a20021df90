import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { endSession, getServerSecret, startSession, useSession } from '../../src/store/sessions.ts';
import { createUser } from '../../src/store/users.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const NOW = 1_795_000_000_000;
const LIMITS = { idleMs: 600_000, absoluteMs: 3_600_000 } as const;

describeEachDatabase('sessions', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
    await createUser(database, { name: 'lan', role: 'operator', passwordHash: 'h' }, NOW);
  });

  const start = (id: string, at = NOW): Promise<void> =>
    startSession(database, { id, userName: 'lan', userVersion: 1 }, LIMITS, at);
  const isOpen = async (id: string, at: number): Promise<boolean> =>
    (await useSession(database, id, LIMITS, at)) !== undefined;

  it('name their user with the role that the user has', async () => {
    await start('one');
    expect(await useSession(database, 'one', LIMITS, NOW)).to.deep.equal({ name: 'lan', role: 'operator' });
    expect(await useSession(database, 'another', LIMITS, NOW)).to.equal(undefined);
  });

  it('are stored without their ids', async () => {
    await start('secret-id-of-a-session');
    const rows: readonly object[] = await database.knex('sessions');
    expect(rows.length).to.be.greaterThan(0);
    expect(JSON.stringify(rows)).not.to.contain('secret-id');
  });

  it('are over when they were not used for the idle time, to the millisecond', async () => {
    await start('idle');
    expect(await isOpen('idle', NOW + LIMITS.idleMs - 1)).to.equal(true); // which counts as using it
    expect(await isOpen('idle', NOW + 2 * LIMITS.idleMs - 2)).to.equal(true);
    expect(await isOpen('idle', NOW + 3 * LIMITS.idleMs - 2)).to.equal(false);
  });

  it('are over after the absolute time, however much they are used', async () => {
    await start('long');
    for (let at = NOW; at < NOW + LIMITS.absoluteMs; at += 500_000) expect(await isOpen('long', at)).to.equal(true);
    expect(await isOpen('long', NOW + LIMITS.absoluteMs - 1)).to.equal(true);
    expect(await isOpen('long', NOW + LIMITS.absoluteMs)).to.equal(false);
  });

  it('are over when they are ended, and only they', async () => {
    await start('here');
    await start('there');
    await endSession(database, 'here');
    expect(await isOpen('here', NOW)).to.equal(false);
    expect(await isOpen('there', NOW)).to.equal(true);
  });

  it('that are over are forgotten when the next one begins', async () => {
    const later = NOW + 24 * 3_600_000;
    await start('tomorrow', later);
    expect(await database.knex('sessions').pluck('created_at')).to.deep.equal([later]);
  });

  it('are signed with one secret by all processes, also when they start at the same moment', async () => {
    const others = await Promise.all([open(), open(), open()]);
    const secrets = await Promise.all(others.map((each) => getServerSecret(each, 'session')));
    expect(new Set(secrets).size).to.equal(1);
    expect(secrets[0]).to.match(/^[0-9a-f]{64}$/);
    expect(await getServerSecret(database, 'another')).not.to.equal(secrets[0]);
  });
});

import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { startSession, useSession } from '../../src/store/sessions.ts';
import { changeUser, createUser, findUser, listUsers, parseUserName, rehashPassword } from '../../src/store/users.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const NOW = 1_795_000_000_000;
const LIMITS = { idleMs: 60_000, absoluteMs: 600_000 } as const;

describeEachDatabase('users', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('are kept with role and hash, and listed by name', async () => {
    await createUser(database, { name: 'lan', role: 'viewer', passwordHash: 'h1' }, NOW);
    await createUser(database, { name: 'an', role: 'admin', passwordHash: 'h2' }, NOW + 1);
    const lan = { name: 'lan', role: 'viewer', isDisabled: false, version: 1, createdAt: NOW, changedAt: NOW } as const;
    expect(await findUser(database, 'lan')).to.deep.equal({ ...lan, passwordHash: 'h1' });
    expect((await listUsers(database)).map(({ name }) => name)).to.deep.equal(['an', 'lan']);
    expect((await listUsers(database))[1]).to.deep.equal(lan);
    expect(await findUser(database, 'nobody')).to.equal(undefined);
  });

  it('have a name once, and the second one changes nothing', async () => {
    const failure = await catchFailure(() =>
      createUser(database, { name: 'lan', role: 'admin', passwordHash: 'other' }, NOW + 5),
    );
    expect(failure.code).to.equal('USAGE');
    expect(await findUser(database, 'lan')).to.include({ role: 'viewer', passwordHash: 'h1' });
  });

  for (const change of [
    { role: 'operator' },
    { isDisabled: true },
    { isDisabled: false },
    { passwordHash: 'h3' },
  ] as const) {
    it(`lose their sessions by a change of ${JSON.stringify(change)}`, async () => {
      await createUser(database, { name: 'binh', role: 'viewer', passwordHash: 'h' }, NOW).catch(() => undefined);
      const version = (await findUser(database, 'binh'))?.version ?? 0;
      const id = `session-${version}`;
      await startSession(database, { id, userName: 'binh', userVersion: version }, LIMITS, NOW);
      const wasLetIn = (await useSession(database, id, LIMITS, NOW)) !== undefined;
      expect(await changeUser(database, 'binh', change, NOW + 10)).to.equal(true);
      expect(await findUser(database, 'binh')).to.include({ ...change, version: version + 1, changedAt: NOW + 10 });
      expect(await useSession(database, id, LIMITS, NOW)).to.equal(undefined);
      // A session that was being stored at the moment of the change is over as well.
      await startSession(database, { id: `${id}-late`, userName: 'binh', userVersion: version }, LIMITS, NOW);
      expect(await useSession(database, `${id}-late`, LIMITS, NOW)).to.equal(undefined);
      expect(wasLetIn).to.equal(!('isDisabled' in change && !change.isDisabled)); // a disabled user was not in before
    });
  }

  it('that are not there cannot be changed', async () => {
    expect(await changeUser(database, 'nobody', { role: 'admin' }, NOW)).to.equal(false);
  });

  it('keep their sessions when only the hash is made stronger, and not where the password changed meanwhile', async () => {
    await createUser(database, { name: 'chi', role: 'viewer', passwordHash: 'weak' }, NOW);
    await startSession(database, { id: 'chi-1', userName: 'chi', userVersion: 1 }, LIMITS, NOW);
    await rehashPassword(database, { name: 'chi', passwordHash: 'weak' }, 'strong');
    expect(await findUser(database, 'chi')).to.include({ passwordHash: 'strong', version: 1 });
    expect(await useSession(database, 'chi-1', LIMITS, NOW)).to.deep.equal({ name: 'chi', role: 'viewer' });
    await rehashPassword(database, { name: 'chi', passwordHash: 'weak' }, 'stronger');
    expect(await findUser(database, 'chi')).to.include({ passwordHash: 'strong' });
  });

  it('have plain names in small letters', () => {
    expect(parseUserName(' Lan.Nguyen@vn ')).to.equal('lan.nguyen@vn');
    for (const text of ['', 'a', '-lan', 'lan nguyen', 'la\nn', 'lân', 'x'.repeat(65), '<b>']) {
      expect(parseUserName(text), JSON.stringify(text)).to.equal(undefined);
    }
    expect(parseUserName('x'.repeat(64))).to.equal('x'.repeat(64));
    expect(parseUserName('a1')).to.equal('a1');
  });
});

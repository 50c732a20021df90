import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { findReleaseContent, saveRelease } from '../../src/store/releases.ts';
import { describeEachDatabase } from '../support/each-database.ts';

describeEachDatabase('releases', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('are kept once under their hash', async () => {
    const release = { hash: randomUUID(), content: JSON.stringify({ title: 'Thời hạn '.repeat(20_000) }) };
    expect(await findReleaseContent(database, release.hash)).to.equal(undefined);
    await saveRelease(database, release);
    await saveRelease(database, release);
    expect(await findReleaseContent(database, release.hash)).to.equal(release.content);
  });

  it('are kept once when two processes save them at the same moment', async () => {
    const other = await open();
    const release = { hash: randomUUID(), content: '{}' };
    await Promise.all([saveRelease(database, release), saveRelease(other, release)]);
    expect(await findReleaseContent(other, release.hash)).to.equal('{}');
  });
});

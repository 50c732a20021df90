import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { runQuery } from '../../src/store/run-query.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const select = (database: Database, expression: string): Promise<unknown> =>
  runQuery(database, async (knex) => knex.first(knex.raw(`${expression} as answer`)));

describe('the wait for an answer of MySQL or MariaDB', () => {
  let created: TestDatabase;
  let proxy: TcpProxy;
  let database: Database;
  before(async () => {
    created = await createTestDatabase('mysql');
    const url = new URL(created.target);
    proxy = await startProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(proxy.port);
    database = await openDatabase(`${url.href}?answerSeconds=1`);
  });
  after(async () => {
    await database.close();
    await proxy.close();
    await created.remove();
  });

  it('ends a statement that takes too long as a lost connection, and the next one has a new connection', async () => {
    expect((await catchFailure(() => select(database, 'sleep(20)'))).code).to.equal('DATABASE_UNAVAILABLE');
    expect(await select(database, '1 + 1')).to.deep.equal({ answer: 2 });
  });

  it('ends a statement whose answer a cut network keeps, although no connection is closed', async () => {
    const asked = catchFailure(() => select(database, 'sleep(0.5)'));
    await proxy.cut('hang');
    expect((await asked).code).to.equal('DATABASE_UNAVAILABLE');
    await proxy.restore();
    expect(await select(database, '2 + 2')).to.deep.equal({ answer: 4 });
  });

  it('is bounded by the URL, whose nonsense is told of', async () => {
    for (const seconds of ['0', 'soon', '-1', '1e9']) {
      const failure = await catchFailure(() => openDatabase(`${created.target}?answerSeconds=${seconds}`));
      expect(failure.code).to.equal('CONFIGURATION');
      expect(failure.message).to.include(`answerSeconds=${seconds}`);
    }
  });
});

import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { hashPassword } from '../../../jobs/dashboard/password-hash.ts';
import { runDashboard } from '../../../jobs/dashboard/run-dashboard.ts';
import { planSchedules } from '../../../jobs/schedules/plan-schedules.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { migrateDatabase } from '../../../src/store/migrate-database.ts';
import { createUser } from '../../../src/store/users.ts';
import { useTestRedis } from '../../support/redis-fixture.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { CHEAP, PASSWORD, readToken } from '../dashboard/open-dashboard.ts';

describe('a serving process', () => {
  let created: TestDatabase;
  let database: Database;
  before(async () => {
    created = await createTestDatabase('mysql');
    database = await openDatabase(created.target);
    await migrateDatabase(database);
    const passwordHash = await hashPassword(PASSWORD, CHEAP);
    await createUser(database, { name: 'an', role: 'viewer', passwordHash }, Date.now());
    await planSchedules(database, RULES_FOLDER, Date.now());
    await database.knex('schedules').update({ since_at: Date.now() - 2 * 86_400_000 });
  });
  after(async () => {
    await database.close();
    await created.remove();
  });

  /** Serves for as long as somebody asks. */
  const serve = async (isMetricsOpen: boolean, ask: (address: string) => Promise<void>): Promise<void> => {
    const controller = new AbortController();
    let asking: Promise<void> = Promise.resolve();
    await runDashboard({
      database,
      redisUrl: (await useTestRedis()).url,
      logger: { info: () => undefined, error: () => undefined, close: async () => undefined },
      host: '127.0.0.1',
      port: 0,
      isHttps: false,
      trustedProxies: [],
      isMetricsOpen,
      signal: controller.signal,
      onReady: (address) => {
        asking = ask(address).finally(() => controller.abort());
        asking.catch(() => undefined);
      },
    });
    await asking;
  };

  const signIn = async (address: string): Promise<string> => {
    const readCookies = (answer: Response): string =>
      answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
    const page = await fetch(`${address}/login`, { headers: { accept: 'text/html' } });
    const body = new URLSearchParams({ name: 'an', password: PASSWORD, _csrf: readToken(await page.text()) });
    const headers = { cookie: readCookies(page) };
    return readCookies(await fetch(`${address}/login`, { method: 'POST', redirect: 'manual', headers, body }));
  };

  it('shows its metrics to who is signed in, and says on every page which schedules did not run', async () => {
    await serve(false, async (address) => {
      expect((await fetch(`${address}/metrics`, { redirect: 'manual' })).status).to.be.oneOf([302, 401]);
      const headers = { cookie: await signIn(address), accept: 'text/html' };
      const metrics = await (await fetch(`${address}/metrics`, { headers })).text();
      expect(metrics).to.contain('kyhan_up{part="redis"} 1').and.contain('kyhan_up{part="database"} 1');
      expect(metrics).to.contain('kyhan_schedule_missed{schedule="ticket-sweep"} 3');
      const page = await (await fetch(`${address}/find`, { headers })).text();
      expect(page).to.match(/schedule ticket-sweep of \S+ did not run: no worker of the queue .*NOT_STARTED/);
    });
  });

  it('shows them to Prometheus where that was asked for, also while the database is away', async () => {
    await serve(true, async (address) => {
      const ask = async () => (await fetch(`${address}/metrics`)).text();
      expect(await ask()).to.contain('kyhan_up{part="database"} 1');
      await database.close();
      const answer = await ask();
      expect(answer).to.contain('kyhan_up{part="database"} 0').and.contain('kyhan_up{part="redis"} 1');
    });
    database = await openDatabase(created.target);
  });
});

import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { buildDashboard } from '../../../jobs/dashboard/build-dashboard.ts';
import { startTestRedis } from '../../support/redis.ts';
import { CHEAP, openTestDashboard, PASSWORD, TestBrowser, type TestDashboard } from './open-dashboard.ts';
import { startClosedRun } from './sample-runs.ts';

describe('the health of a serving process', () => {
  let dashboard: TestDashboard;
  beforeEach(async () => {
    dashboard = await openTestDashboard();
  });
  afterEach(() => dashboard.close());

  it('is told to anybody', async () => {
    const live = await dashboard.app.inject('/healthz');
    expect([live.statusCode, live.json()]).to.deep.equal([200, { ok: true }]);
    const ready = await dashboard.app.inject('/readyz');
    expect(ready.statusCode).to.equal(200);
    expect(ready.json()).to.deep.equal({ ok: true, database: { ok: true }, redis: { ok: true } });
  });

  it('says that the tables are those of another version', async () => {
    const { knex } = dashboard.database;
    await knex('knex_migrations').where({ name: '0021-audit-entries' }).delete();
    const older = await dashboard.app.inject('/readyz');
    expect(older.statusCode).to.equal(503);
    expect(older.json().database.problem).to.contain('kyhan migrate');
    await knex('knex_migrations').insert([
      { name: '0021-audit-entries', batch: 1 },
      { name: '9999-of-the-future', batch: 2 },
    ]);
    expect((await dashboard.app.inject('/readyz')).json().database.problem).to.contain('9999-of-the-future');
    expect((await dashboard.app.inject('/healthz')).statusCode).to.equal(200);
  });

  it('says that Redis cannot be reached, tells no address, and recovers with it', async () => {
    const redis = await startTestRedis();
    const away = await openOn(redis.port);
    try {
      expect((await away.app.inject('/readyz')).statusCode).to.equal(200);
      await redis.kill();
      const answer = await away.app.inject('/readyz');
      expect(answer.statusCode).to.equal(503);
      expect(answer.json()).to.deep.include({ ok: false, database: { ok: true } });
      expect(answer.json().redis.ok).to.equal(false);
      expect(answer.body).not.to.match(/127\.0\.0\.1|redis:\/\//);
      await redis.start();
      let ready = await away.app.inject('/readyz');
      for (let attempt = 0; attempt < 100 && ready.statusCode !== 200; attempt += 1) {
        await sleep(100);
        ready = await away.app.inject('/readyz');
      }
      expect(ready.statusCode).to.equal(200);
    } finally {
      await away.close();
      await redis.stop();
    }
  });

  it('does not wait for a Redis that says nothing, nor do pages', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const place = silent.address();
    const away = await openOn(typeof place === 'object' && place !== null ? place.port : 0);
    try {
      const answer = await away.app.inject('/readyz');
      expect([answer.statusCode, answer.json().redis]).to.deep.equal([
        503,
        { ok: false, problem: 'no answer within 2000 ms' },
      ]);
      const runId = await startClosedRun(dashboard.database);
      const browser = new TestBrowser(away.app);
      await browser.signIn('viewer', PASSWORD);
      expect((await browser.get(`/runs/${runId}?lang=en`)).body).to.contain('The queue cannot be asked right now.');
    } finally {
      await away.close();
      silent.close();
    }
  });

  /** A dashboard of the same database on another Redis. */
  async function openOn(port: number): Promise<{ readonly app: FastifyInstance; readonly close: () => Promise<void> }> {
    const connection = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: 1, retryStrategy: () => 100 });
    connection.on('error', () => undefined);
    const queues = ['import', 'close'].map((name) => new Queue(name, { connection }));
    for (const queue of queues) queue.on('error', () => undefined);
    const app = await buildDashboard({
      database: dashboard.database,
      queues,
      options: {
        isHttps: false,
        trustedProxies: [],
        passwordCost: CHEAP,
        logError: () => undefined,
        actions: { retry: async () => undefined, resume: async () => undefined },
      },
    });
    const close = async (): Promise<void> => {
      await app.close();
      connection.disconnect();
      for (const queue of queues) await queue.close().catch(() => undefined);
    };
    return { app, close };
  }
});

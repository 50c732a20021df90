import { createServer, connect as dial, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { runQuery, runTransaction } from '../../src/store/run-query.ts';
import { createRun, findRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { startTestServer, type TestServer } from '../support/mariadb.ts';
import { findFreePort } from '../support/server-process.ts';
import { buildNewRun } from '../support/store-samples.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const CONNECTIONS = 4;

/** What each connection must have; MySQL and MariaDB have different names for the first. */
const EXPECTED = ['READ-COMMITTED', 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', '+00:00'];
const NAMES = "('tx_isolation', 'transaction_isolation', 'sql_mode', 'time_zone')";

type Session = { readonly id: number; readonly settings: readonly string[] };

describe('connections to a server', () => {
  let created: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    created = await createTestDatabase('mysql');
    database = await openDatabase(created.target);
    await migrateDatabase(database);
  });
  afterEach(async () => {
    await database.close();
    await created.remove();
  });

  it('have the settings of the program, each of them, also those that replace killed ones', async () => {
    const first = await readSessions(database);
    const ids = first.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(CONNECTIONS);
    const admin = await openDatabase(created.target);
    for (const id of ids) await admin.knex.raw(`kill ${id}`);
    await admin.close();
    await sleep(50); // the word that they are gone is on its way
    const second = await readSessions(database);
    for (const { id, settings } of [...first, ...second]) expect(settings, String(id)).to.have.members(EXPECTED);
    expect(second.filter(({ id }) => ids.includes(id))).to.deep.equal([]);
  });

  it('that are killed in the middle of a transaction end it, and nothing of it stays', async () => {
    const run = buildNewRun();
    let attempts = 0;
    const failure = await catchFailure(() =>
      runTransaction(database, async (trx) => {
        attempts += 1;
        await trx('runs').insert({ ...toRow(run), run_id: run.runId });
        await kill(database, trx);
        await trx('runs').where({ run_id: run.runId }).update({ mapping: 'Nguyễn Văn An' });
      }),
    );
    expect(failure).to.include({ code: 'DATABASE_UNAVAILABLE', message: 'the connection was lost' });
    expect(attempts).to.equal(1);
    expect(await findRun(database, run.runId)).to.equal(undefined);
  });

  it('that are lost while a statement runs are told of once, and not tried again', async () => {
    let attempts = 0;
    const failure = await catchFailure(() =>
      runQuery(database, async (knex) => {
        attempts += 1;
        const [running] = await Promise.allSettled([knex.raw('select sleep(20)'), killSleeper(knex)]);
        if (running.status === 'rejected') throw running.reason;
      }),
    );
    expect(failure).to.include({ code: 'DATABASE_UNAVAILABLE', message: 'the connection was lost' });
    expect(attempts).to.equal(1);
  });

  it('whose answer to a COMMIT is lost leave it to the caller to find out what is stored', async () => {
    const deaf = await startDeafProxy(Number(new URL(created.target).port));
    const target = new URL(created.target);
    target.port = String(deaf.port);
    const far = await openDatabase(target.href);
    try {
      let attempts = 0;
      const run = buildNewRun();
      const failure = await catchFailure(() =>
        runTransaction(far, async (trx) => {
          attempts += 1;
          await trx('runs').insert(toRow(run));
          deaf.hearNothingMore();
        }),
      );
      expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
      expect(attempts).to.equal(1);
      expect((await findRun(database, run.runId))?.runId).to.equal(run.runId);
      expect((await createRun(database, run)).runId).to.equal(run.runId); // the same step again does no harm
    } finally {
      await far.close();
      deaf.server.close();
    }
  });

  it('let two transactions that block each other both succeed in the end', async () => {
    const [one, other] = [buildNewRun(), buildNewRun()];
    for (const run of [one, other]) await createRun(database, run);
    let attempts = 0;
    const bothHold = meeting(2);
    const work = (first: string, second: string): Promise<void> =>
      runTransaction(database, async (trx) => {
        attempts += 1;
        await append(trx, first);
        await bothHold();
        await append(trx, second);
      });
    await Promise.all([work(one.runId, other.runId), work(other.runId, one.runId)]);
    expect(attempts).to.be.greaterThan(2);
    expect((await findRun(database, one.runId))?.mapping).to.equal('xx');
    expect((await findRun(database, other.runId))?.mapping).to.equal('xx');
  });
});

describe('a server that is started again', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  it('is told of as away meanwhile, and worked with afterwards, on new connections with all settings', async () => {
    const admin = await openDatabase(`${server.url}/mysql`);
    await admin.knex.raw('create database restarted character set utf8mb4');
    await admin.close();
    const database = await openDatabase(`${server.url}/restarted`);
    try {
      await migrateDatabase(database);
      const { runId } = await createRun(database, buildNewRun());
      await readSessions(database);
      const unfinished = catchFailure(() => runQuery(database, async (knex) => knex.raw('select sleep(60)')));
      await sleep(100);
      await server.kill();
      expect((await unfinished).code).to.equal('DATABASE_UNAVAILABLE');
      for (let call = 0; call < 2 * CONNECTIONS; call += 1) {
        const failure = await catchFailure(() => findRun(database, runId));
        expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
      }
      await server.start();
      const found = await Promise.all(Array.from({ length: 2 * CONNECTIONS }, () => findRun(database, runId)));
      expect(found.map((run) => run?.runId)).to.deep.equal(Array(2 * CONNECTIONS).fill(runId));
      for (const { settings } of await readSessions(database)) expect(settings).to.have.members(EXPECTED);
    } finally {
      await database.close();
    }
  });
});

/** Several connections that are open at the same time. */
async function readSessions(database: Database): Promise<readonly Session[]> {
  const allOpen = meeting(CONNECTIONS);
  const read = async (): Promise<Session> =>
    runTransaction(database, async (trx) => {
      const [rows]: readonly (readonly { Value: string }[])[] = await trx.raw(
        `show session variables where variable_name in ${NAMES}`,
      );
      await allOpen();
      return { id: await readId(trx), settings: [...new Set(rows?.map((row) => row.Value))] };
    });
  return Promise.all(Array.from({ length: CONNECTIONS }, read));
}

async function readId(trx: Knex.Transaction): Promise<number> {
  const [rows]: readonly (readonly { id: number }[])[] = await trx.raw('select connection_id() as id');
  return rows?.[0]?.id ?? 0;
}

/** Lets callers go on when that many have come; later ones at once. */
function meeting(expected: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  let missing = expected;
  return async () => {
    missing -= 1;
    if (missing > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    for (const resolve of waiting) resolve();
    waiting = [];
  };
}

async function kill(database: Database, trx: Knex.Transaction): Promise<void> {
  await database.knex.raw(`kill ${await readId(trx)}`);
  await sleep(50);
}

async function killSleeper(knex: Knex): Promise<void> {
  await sleep(200);
  const [rows]: readonly (readonly { id: number }[])[] = await knex.raw(
    "select id from information_schema.processlist where info like 'select sleep%' and db = database()",
  );
  await knex.raw(`kill ${rows?.[0]?.id}`);
}

async function append(trx: Knex.Transaction, runId: string): Promise<void> {
  await trx('runs')
    .where({ run_id: runId })
    .update({ mapping: trx.raw("concat(coalesce(mapping, ''), 'x')") });
}

function toRow(run: ReturnType<typeof buildNewRun>): Readonly<Record<string, string | number | null>> {
  return {
    run_id: run.runId,
    run_key: run.runKey,
    kind: run.kind,
    as_of: run.asOf,
    release_hash: run.release,
    status: 'importing',
    started_by: run.startedBy,
    created_at: run.createdAt,
    outcomes: '{}',
  };
}

/** Forwards to a server; after `hearNothingMore` its answers are swallowed, and the connection ends a moment later. */
async function startDeafProxy(
  serverPort: number,
): Promise<{ readonly server: Server; readonly port: number; readonly hearNothingMore: () => void }> {
  let isDeaf = false;
  const server = createServer((client) => {
    const upstream = dial({ host: '127.0.0.1', port: serverPort });
    client.on('error', () => undefined).on('close', () => upstream.destroy());
    upstream.on('error', () => undefined).on('close', () => client.destroy());
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (!isDeaf) client.write(data);
      else setTimeout(() => client.destroy(), 100);
    });
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const hearNothingMore = (): void => {
    isDeaf = true;
  };
  return { server, port, hearNothingMore };
}

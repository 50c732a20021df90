import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { after, before, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { buildCliEnvironment, type CliResult, LAUNCHER, makeFolder, runCli } from '../support/run-cli.ts';
import { findFreePort } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const REDIS_PASSWORD = 'rất bí-mật/1';
const DATABASE_PASSWORD = 'mật khẩu@2';
const TICKETS = [
  'ticketId,receivedAt,level',
  'T-1,2026-11-20 09:00,1',
  'T-2,2026-11-20 09:00,',
  'T-3,2026-11-20 09:00,9',
];
const AS_OF = '2026-11-23T09:00:00+07:00';
const RUN_ID = /ticket-[0-9a-f]{16}/;

/** Neither a secret, in any writing, nor where in the program something came up. */
function expectDiscretion({ stdout, stderr }: CliResult): void {
  const text = `${stdout}${stderr}`;
  for (const secret of [REDIS_PASSWORD, DATABASE_PASSWORD, 'mistaken']) {
    expect(text).not.to.contain(secret).and.not.to.contain(encodeURIComponent(secret));
  }
  expect(text)
    .not.to.match(/^\s+at .+:\d+:\d+/m)
    .and.not.to.contain('node_modules')
    .and.not.to.contain('[WARN]');
}

describe('the commands of a queue', () => {
  let folder: string;
  let redis: TestRedis;
  let evicting: TestRedis;
  let created: TestDatabase;
  let admin: Database;
  let target: string;
  const user = `u${randomUUID().slice(0, 8)}`;
  before(async () => {
    folder = await makeFolder();
    [redis, evicting, created] = await Promise.all([
      startTestRedis({ password: REDIS_PASSWORD }),
      startTestRedis({ config: { 'maxmemory-policy': 'allkeys-lru' } }),
      createTestDatabase('mysql'),
    ]);
    admin = await openDatabase(created.target);
    await migrateDatabase(admin);
    const url = new URL(created.target);
    await admin.knex.raw(`create user ${user}@'%' identified by '${DATABASE_PASSWORD}'`);
    await admin.knex.raw(`grant all on ${url.pathname.slice(1)}.* to ${user}@'%'`);
    url.username = user;
    url.password = encodeURIComponent(DATABASE_PASSWORD);
    target = url.href;
    await writeFile(join(folder, 'a.csv'), `${TICKETS.join('\n')}\n`);
  });
  after(async () => {
    await admin.knex.raw(`drop user ${user}@'%'`);
    await admin.close();
    await Promise.all([redis.stop(), evicting.stop(), created.remove(), rm(folder, { recursive: true, force: true })]);
  });

  const kyhan = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const usual = { REDIS_URL: redis.url, DATABASE_URL: target };
    const result = await runCli(folder, args, () => {}, { ...usual, ...environment });
    expectDiscretion(result);
    return result;
  };
  const SUBMIT = ['submit', 'ticket', '--tickets', 'a.csv', '--as-of', AS_OF];

  /** Runs a command that cannot work. */
  const refuse = async (
    exitCode: number,
    says: RegExp,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const result = await kyhan(args, environment);
    const what = `${args.join(' ')} ${JSON.stringify(environment)}\n${result.stderr}`;
    expect(result.exitCode, what).to.equal(exitCode);
    expect(result.stderr, what).to.match(says);
    expect(result.stdout, what).to.equal('');
  };
  const together = (calls: readonly Promise<void>[]): Promise<unknown> => Promise.all(calls);

  it('say what is wrong with the queue, at once', async () => {
    const away = `redis://:mistaken@127.0.0.1:${await findFreePort()}`;
    await together([
      refuse(2, /REDIS_URL is not set[\s\S]*kyhan run[\s\S]*CONFIGURATION/, SUBMIT, { REDIS_URL: '' }),
      refuse(2, /REDIS_URL is no URL of a Redis/, ['worker'], { REDIS_URL: 'redis://:mistaken%zz@127.0.0.1' }),
    ]);
    await together([
      refuse(1, /cannot be reached[\s\S]*REDIS_UNAVAILABLE/, SUBMIT, { REDIS_URL: away }),
      refuse(2, /refuses the user or the password/, SUBMIT, { REDIS_URL: `redis://:mistaken@127.0.0.1:${redis.port}` }),
    ]);
    await together([
      refuse(2, /lets everybody in/, SUBMIT, { REDIS_URL: `redis://:mistaken@127.0.0.1:${evicting.port}` }),
      refuse(2, /allkeys-lru[\s\S]*KYHAN_ALLOW_EVICTION=yes/, ['worker'], { REDIS_URL: evicting.url }),
    ]);
    const accepted = await kyhan(['resume', '--json'], { REDIS_URL: evicting.url, KYHAN_ALLOW_EVICTION: 'yes' });
    expect([accepted.exitCode, JSON.parse(accepted.stdout).resumed]).to.deep.equal([0, []]);
  });

  it('say what is wrong with the database', async () => {
    const wrong = new URL(target);
    wrong.password = 'mistaken';
    const away = new URL(target);
    away.port = String(await findFreePort());
    const file = { DATABASE_URL: join(folder, 'a.db') };
    await together([
      refuse(2, /file of this machine[\s\S]*DATABASE_URL=mysql/, SUBMIT, file),
      refuse(1, /refuses|password/, SUBMIT, { DATABASE_URL: wrong.href }),
      refuse(1, /cannot be reached[\s\S]*DATABASE_UNAVAILABLE/, SUBMIT, { DATABASE_URL: away.href }),
    ]);
  });

  it('say what is wrong with a run or an option', async () => {
    await together([
      refuse(2, /no run "ticket-x"[\s\S]*kyhan status/, ['status', 'ticket-x']),
      refuse(2, /no run "ticket-x"/, ['retry', 'ticket-x']),
    ]);
    await together([
      refuse(2, /"decid" is no queue. Allowed: import, decide, close, report/, ['worker', '--queues', 'import,decid']),
      refuse(2, /--concurrency[\s\S]*from 1 to 64/, ['worker', '--concurrency', '0']),
    ]);
    await together([refuse(2, /--chunk-size[\s\S]*from 1 to 100000/, [...SUBMIT, '--chunk-size', '1e3'])]);
    await together([
      refuse(2, /there is no file "none.csv"/, ['submit', 'ticket', '--tickets', 'none.csv']),
      refuse(2, /no folder of inputs here[\s\S]*KYHAN_INPUT_DIR/, [...SUBMIT, '--in-place']),
    ]);
  });

  it('submit a run, work on it, tell how far it is, and hand its workbooks out', async () => {
    const twice = await Promise.all([kyhan([...SUBMIT, '--json']), kyhan([...SUBMIT, '--json'])]);
    const [first, second] = twice.map(({ exitCode, stdout }) => ({ exitCode, ...JSON.parse(stdout) }));
    expect(first).to.deep.equal(second);
    expect(first).to.include({ exitCode: 0, kind: 'ticket', asOf: AS_OF, status: 'importing' });
    const runId: string = first.runId;
    expect(Object.keys(JSON.parse(twice[0]?.stdout ?? ''))).to.deep.equal([
      'runId',
      'kind',
      'asOf',
      'release',
      'status',
    ]);
    expect(twice[0]?.stderr).to.contain(`npx kyhan status ${runId} --watch`);

    const worker = spawn(process.execPath, [LAUNCHER, 'worker', '--concurrency', '1', '--stop-after', '5'], {
      cwd: folder,
      env: buildCliEnvironment(folder, { REDIS_URL: redis.url, DATABASE_URL: target }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      worker[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    const ended = once(worker, 'close');

    const watched = await kyhan(['status', runId, '--watch', '--json']);
    const status = JSON.parse(watched.stdout);
    expect(watched.exitCode).to.equal(0);
    expect(status).to.deep.include({
      ...{ runId, status: 'closed', failure: null, failedChunks: [] },
      rows: { read: 3, accepted: 2, rejected: 1 },
      subjects: { done: 2, total: 2 },
    });
    worker.kill('SIGTERM');
    const [exitCode] = await ended;
    expectDiscretion({ exitCode, ...said });
    expect([exitCode, said.stdout]).to.deep.equal([0, '']);
    expect(said.stderr).to.match(/works on import, decide, close, report of 127\.0\.0\.1:\d+, with 127\.0\.0\.1:\d+\//);
    expect(said.stderr).to.match(/finishes its jobs, for at most 5 seconds[\s\S]*has stopped/);

    const [list, reports, again, retried] = await Promise.all([
      kyhan(['status']),
      kyhan(['reports', runId, '--out', join(folder, 'out')]),
      kyhan(SUBMIT),
      kyhan(['retry', runId]),
    ]);
    expect(list.stdout).to.match(RUN_ID).and.to.contain('closed').and.to.contain('1 rejected');
    const [path = '', ...others] = reports.stdout.trimEnd().split('\n');
    expect(others).to.deep.equal([]);
    expect((await readFile(path)).subarray(0, 2).toString()).to.equal('PK');
    expect(path).to.contain(status.reports[0]);
    expect(again.stderr).to.contain('closed').and.to.contain(runId);
    expect(retried.stderr).to.contain('is closed; there is nothing to retry');
    for (const { exitCode: code } of [list, reports, again, retried]) expect(code).to.equal(0);
    const blocked = await kyhan(['reports', runId, '--out', path]);
    expect([blocked.exitCode, blocked.stdout]).to.deep.equal([1, '']);
    expect(blocked.stderr).to.contain('cannot be written').and.to.contain('[OUTPUT]');
  }).timeout(90_000);

  it('tell of a run that failed, of what to do, and go on when asked to', async () => {
    await writeFile(join(folder, 'broken.csv'), 'T-1,2026-11-20 09:00\n');
    const submitted = await kyhan(['submit', 'ticket', '--tickets', 'broken.csv', '--as-of', AS_OF]);
    const runId = RUN_ID.exec(submitted.stderr)?.[0] ?? '';
    const connection = new Redis(redis.url);
    await connection.flushall();
    connection.disconnect();
    const resumed = await kyhan(['resume']);
    expect([resumed.exitCode, resumed.stderr]).to.deep.equal([0, `put on the queue again: ${runId}\n`]);
    const again = await kyhan(['resume', '--json']);
    expect(JSON.parse(again.stdout).resumed).to.deep.equal([]);
    await admin
      .knex('runs')
      .where({ run_id: runId })
      .update({ failure_code: 'INPUT_HEADER', failure_message: 'no header' });
    // Without a queue, or with one that does not answer, the database still tells.
    for (const url of ['', `redis://127.0.0.1:${await findFreePort()}`]) {
      const status = await kyhan(['status', runId, '--watch'], { REDIS_URL: url });
      expect(status.exitCode).to.equal(1);
      expect(status.stdout).to.contain('no header [INPUT_HEADER]').and.to.contain(`kyhan retry ${runId}`);
    }
    const retried = await kyhan(['retry', runId]);
    expect([retried.exitCode, retried.stderr]).to.deep.equal([0, `run ${runId} is on the queue again\n`]);
    const reports = await kyhan(['reports', runId, '--out', 'out']);
    expect([reports.exitCode, reports.stdout]).to.deep.equal([1, '']);
    expect(reports.stderr).to.contain('is not closed');
  }).timeout(90_000);

  it('leave shared tables to "kyhan migrate", also those of an older version', async () => {
    const last = await admin.knex('knex_migrations').orderBy('id', 'desc').first();
    await admin.knex('knex_migrations').where({ id: last.id }).delete();
    for (const args of [SUBMIT, ['worker']]) {
      const refused = await kyhan(args);
      expect(refused.exitCode).to.equal(2);
      expect(refused.stderr).to.contain('1 migrations pending').and.to.contain('kyhan migrate');
    }
    expect(await admin.knex('knex_migrations').where({ name: last.name }).first()).to.equal(undefined);
    await admin.knex('knex_migrations').insert(last);
  });

  it('never show the password of the database in help', async () => {
    const help = await kyhan(['status', '--help']);
    expect(help.stdout).to.contain('DATABASE_URL').and.not.to.contain(`${user}:`);
  });

  it('do nothing to tables of a newer version', async () => {
    await admin.knex('knex_migrations').insert({ name: '9999-of-the-future', batch: 99 });
    try {
      await together([refuse(2, /newer version/, ['worker']), refuse(2, /newer version/, SUBMIT)]);
    } finally {
      await admin.knex('knex_migrations').where({ name: '9999-of-the-future' }).delete();
    }
  });
}).timeout(60_000);

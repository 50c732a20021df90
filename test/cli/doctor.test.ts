import { expect } from 'chai';
import type { Knex } from 'knex';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { checkClock } from '../../src/cli/doctor/check-clock.ts';
import { checkDatabase } from '../../src/cli/doctor/check-database.ts';
import { checkRedis } from '../../src/cli/doctor/check-redis.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';
import { type CliResult, runCli, withFolder } from '../support/run-cli.ts';
import { findFreePort } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PASSWORD = 'geheim/&%';

type Report = { readonly ok: boolean; readonly findings: readonly Finding[] };

describe('kyhan doctor', () => {
  let created: TestDatabase;
  let redis: TestRedis;
  before(async () => {
    redis = await startTestRedis({ password: PASSWORD, config: { appendonly: 'yes' } });
  });
  after(() => redis.stop());
  beforeEach(async () => {
    created = await createTestDatabase('mysql');
  });
  afterEach(() => created.remove());

  const doctor = (environment: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<CliResult> =>
    withFolder((folder) => runCli(folder, ['doctor', ...args], undefined, environment));
  const listWrong = (findings: readonly Finding[]): string =>
    findings.flatMap(({ level, what, action }) => (level === 'wrong' ? [`${what} → ${action}`] : [])).join('\n');
  const changeDatabase = async (change: (knex: Knex) => Promise<unknown>): Promise<void> => {
    const database = await openDatabase(created.target);
    await migrateDatabase(database);
    await change(database.knex);
    await database.close();
  };

  it('finds nothing wrong with what the demo uses, and says what is still to be done', async () => {
    const { exitCode, stdout, stderr } = await doctor({});
    expect(exitCode, stderr).to.equal(0);
    expect(stdout).to.equal('');
    expect(stderr)
      .to.match(/✔ Node 2\d/)
      .and.to.match(/✔ rules in .*: release [0-9a-f]{12}/);
    expect(stderr).to.match(/! database .*kyhan\.db \(sqlite\): 0 migrations applied, \d+ pending\n {4}→ /);
    expect(stderr).not.to.contain('Redis');
  });

  it('looks at MySQL, Redis and the clocks where they are used, and shows no password', async () => {
    await changeDatabase(async () => undefined);
    const environment = { DATABASE_URL: created.target, REDIS_URL: redis.url };
    const { exitCode, stdout, stderr } = await doctor(environment, ['--json']);
    const { ok, findings }: Report = JSON.parse(stdout);
    const seen = findings.map(({ what }) => what).join('\n');
    expect([exitCode, ok, stderr], seen).to.deep.equal([0, true, '']);
    expect(stdout).not.to.contain('geheim');
    for (const pattern of [/\(mysql\): \d+ migrations applied, 0 pending/, /M(ySQL|ariaDB) \d+/, /READ COMMITTED/]) {
      expect(seen).to.match(pattern);
    }
    for (const pattern of [/utf8mb4/, /time zone/, /max_allowed_packet/, /version \d/, /noeviction/, /appendonly/]) {
      expect(seen).to.match(pattern);
    }
    expect(seen.match(/the clock of (database|Redis) \S+ and that of this machine are 0\.\d s apart/g)).to.have.length(
      2,
    );
  });

  it('ends with 2 where something is wrong, and says what', async () => {
    const environment = { REDIS_URL: redis.url.replace('geheim', 'mistaken'), KYHAN_OUT: '/dev/null/reports' };
    const { exitCode, stderr } = await doctor(environment);
    expect(exitCode).to.equal(2);
    expect(stderr).to.match(/✘ Redis \S+: it refuses the user or the password\n {4}→ check user and password/);
    expect(stderr).to.match(/✘ output folder \/dev\/null\/reports: E/);
    expect(stderr).not.to.contain('mistaken');
  });

  it('tells of a Redis that is open to all, throws keys away, is not there, or has no proper URL', async () => {
    const open = await startTestRedis({ config: { 'maxmemory-policy': 'volatile-lru' } });
    try {
      const found = await checkRedis(open.url.replace('//', '//:given@'), { allowEviction: false });
      expect(listWrong(found)).to.match(/lets everybody in.*\n.*volatile-lru/);
      expect(listWrong(await checkRedis(open.url, { allowEviction: true }))).to.equal('');
    } finally {
      await open.stop();
    }
    const away = await checkRedis(`redis://:geheim@127.0.0.1:${await findFreePort()}`, { allowEviction: false });
    expect(listWrong(away)).to.contain('it cannot be reached').and.not.to.contain('geheim');
    expect(listWrong(await checkRedis('localhost:6379', { allowEviction: false }))).to.contain('REDIS_URL is no URL');
  });

  it('tells of a database that is away, has tables in latin1, or was changed by a newer version', async () => {
    const away = await checkDatabase(`mysql://user:geheim@127.0.0.1:${await findFreePort()}/name`);
    expect(listWrong(away)).to.contain('it cannot be reached').and.not.to.contain('geheim');
    await changeDatabase((knex) => knex.raw('alter table decisions convert to character set latin1'));
    const latin1 = listWrong(await checkDatabase(created.target));
    expect(latin1).to.match(/table decisions must be utf8mb4_bin.*ALTER TABLE decisions CONVERT/);
    const database = await openDatabase(created.target);
    await database.knex('knex_migrations').insert({ name: '9999-of-the-future', batch: 2 });
    await database.close();
    expect(listWrong(await checkDatabase(created.target))).to.contain('1 unknown → a newer version');
  });
});

describe('the clock of a server', () => {
  it('is told of when it is more than five seconds away', () => {
    expect(checkClock('Redis', 5_000).level).to.equal('fine');
    expect(checkClock('Redis', 5_001)).to.deep.include({
      level: 'hint',
      what: 'the clock of Redis is 5 s ahead of that of this machine',
    });
    expect(checkClock('Redis', -61_000).what).to.contain('61 s behind');
  });
});

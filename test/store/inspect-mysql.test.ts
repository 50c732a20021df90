import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Finding } from '../../src/domain/finding.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { inspectMysql, judgeServer } from '../../src/store/inspect-mysql.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { createRun, findRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { startTestServer, type TestServer } from '../support/mariadb.ts';
import { buildNewRun } from '../support/store-samples.ts';

const GOOD: Readonly<Record<string, string>> = {
  version: '8.4.3',
  transaction_isolation: 'READ-COMMITTED',
  time_zone: '+00:00',
  sql_mode: 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',
  character_set_client: 'utf8mb4',
  character_set_database: 'utf8mb4',
  max_allowed_packet: '67108864',
  innodb_flush_log_at_trx_commit: '1',
  log_bin: 'ON',
  binlog_format: 'ROW',
};

const judge = (changes: Readonly<Record<string, string>>): readonly string[] => {
  const variables = new Map(Object.entries({ ...GOOD, ...changes }));
  return list(judgeServer(variables, variables));
};
const list = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'fine').map(({ level, what, action }) => `${level}: ${what} → ${action}`);

describe('a MySQL server', () => {
  it('is fine as it comes, in all versions that the program is made for', () => {
    expect(judge({})).to.deep.equal([]);
    const mariadb = { version: '10.6.0-MariaDB-log', tx_isolation: 'READ-COMMITTED' };
    for (const version of ['8.0.16', '8.1.0', '9.0.1']) expect(judge({ version })).to.deep.equal([]);
    expect(judge(mariadb)).to.deep.equal([]);
    expect(judge({ ...mariadb, version: '5.5.5-11.4.2-MariaDB' })).to.deep.equal([]);
  });

  it('is refused when it is older', () => {
    for (const version of ['8.0.15', '5.7.44']) expect(judge({ version }).join()).to.contain('use MySQL 8.0.16');
    for (const version of ['10.5.28-MariaDB', '5.5.5-10.5.1-MariaDB']) {
      expect(judge({ version }).join()).to.contain('use MariaDB 10.6.0');
    }
    expect(judge({ version: '' }).join()).to.contain('use MySQL');
  });

  it('is refused behind something that takes the settings of connections back', () => {
    const back = judge({ transaction_isolation: 'REPEATABLE-READ', sql_mode: '', time_zone: 'SYSTEM' });
    expect(back.filter((line) => line.startsWith('wrong'))).to.have.length(3);
    expect(back.join()).to.contain('isolation = REPEATABLE-READ').and.to.contain('a proxy that shares connections');
  });

  it('is told of when it takes small statements only, may lose a second, or logs by statement', () => {
    expect(judge({ max_allowed_packet: '1048576' }).join()).to.match(/^wrong: it takes statements of 1 MB/);
    expect(judge({ innodb_flush_log_at_trx_commit: '2' }).join()).to.match(/^hint: it may lose the last second/);
    expect(judge({ binlog_format: 'STATEMENT' }).join()).to.match(/^wrong: its binary log .* binlog_format = ROW$/);
    expect(judge({ binlog_format: 'STATEMENT', log_bin: 'OFF' })).to.deep.equal([]);
  });
});

describe('a real MySQL or MariaDB', () => {
  let server: TestServer;
  let admin: Database;
  before(async () => {
    server = await startTestServer();
    admin = await openDatabase(`${server.url}/mysql`);
  });
  after(async () => {
    await admin.close();
    await server.stop();
  });

  const withDatabase = async (charset: string, use: (database: Database) => Promise<void>): Promise<void> => {
    const name = `kyhan_${charset}`;
    await admin.knex.raw(`create database ${name} character set ${charset}`);
    const database = await openDatabase(`${server.url}/${name}`);
    try {
      await use(database);
    } finally {
      await database.close();
      await admin.knex.raw(`drop database ${name}`);
    }
  };

  it('whose database is latin1 gets tables that keep every letter all the same', async () => {
    await withDatabase('latin1', async (database) => {
      await migrateDatabase(database);
      const run = buildNewRun({ startedBy: 'Đặng Thị Ấm 😀' });
      expect((await createRun(database, run)).startedBy).to.equal('Đặng Thị Ấm 😀');
      const told = list(await inspectMysql(database)).filter((line) => line.includes('latin1'));
      expect(told).to.have.length(1);
      expect(told[0]).to.match(/^hint: its database has the character set latin1/);
    });
  });

  it('with tables in latin1, or that do not tell "a" from "A", is refused until they are converted', async () => {
    await withDatabase('utf8mb4', async (database) => {
      await migrateDatabase(database);
      expect(list(await inspectMysql(database)).filter((line) => line.startsWith('wrong'))).to.deep.equal([]);
      await database.knex.raw('alter table records convert to character set latin1');
      await database.knex.raw('alter table runs modify run_key varchar(100) collate utf8mb4_general_ci not null');
      const found = list(await inspectMysql(database)).filter((line) => line.startsWith('wrong'));
      expect(found).to.have.length(2);
      expect(found[0]).to.contain('its table records must be utf8mb4_bin, and run_id is latin1_swedish_ci, input is');
      expect(found[1]).to.contain('its table runs must be utf8mb4_bin, and run_key is utf8mb4_general_ci');
      for (const table of ['records', 'runs']) {
        const failure = await catchFailure(() => migrateDatabase(database));
        expect(failure.code).to.equal('DATABASE_SCHEMA');
        expect(failure.message).to.contain(`column ${table}.`).and.to.contain('must be utf8mb4_bin');
        const statement = /ALTER TABLE .*$/.exec(failure.action)?.[0] ?? '';
        expect(statement).to.contain(`ALTER TABLE ${table} CONVERT`);
        await database.knex.raw(statement);
      }
      await migrateDatabase(database);
    });
  });

  it('may be in any time zone, and this process in another: moments and leases are the same', async () => {
    const { TZ } = process.env;
    await admin.knex.raw("set global time_zone = '+09:00'");
    process.env.TZ = 'America/St_Johns';
    try {
      expect(new Date(0).getTimezoneOffset()).to.equal(210);
      await withDatabase('utf8mb4', async (database) => {
        await migrateDatabase(database);
        const run = buildNewRun({ createdAt: 1_795_000_000_123 });
        await createRun(database, run);
        expect((await findRun(database, run.runId))?.createdAt).to.equal(1_795_000_000_123);
        expect(Math.abs((await readDatabaseClock(database)) - Date.now())).to.be.lessThan(60_000);
        const [[row]] = await database.knex.raw(
          "select '2026-03-29 02:30:00' as text, timestamp '2026-03-29 02:30:00' as moment",
        );
        expect(row.moment.toISOString()).to.equal('2026-03-29T02:30:00.000Z');
      });
    } finally {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
      await admin.knex.raw("set global time_zone = 'SYSTEM'");
    }
  });

  it('gives whole numbers as they are, as text where a number of JavaScript would not be exact', async () => {
    await withDatabase('utf8mb4', async (database) => {
      await migrateDatabase(database);
      const amounts = ['9007199254740991', '9007199254740993', '-9223372036854775808'];
      for (const [index, amount] of amounts.entries()) {
        await database.knex.raw(
          `insert into records (run_id, input, record_id, subject_id, line, body, amount, currency)
           values ('exact', 'invoices', '${index}', 'A', ${index}, '{}', ${amount}, 'VND')`,
        );
      }
      const read: readonly unknown[] = await database.knex('records').orderBy('line').pluck('amount');
      expect(read).to.deep.equal([9_007_199_254_740_991, '9007199254740993', '-9223372036854775808']);
      const [[sums]] = await database.knex.raw(
        'select sum(amount) as total, cast(12345678901234567890.12 as decimal(30, 2)) as part from records where line < 2',
      );
      expect(sums).to.deep.equal({ total: '18014398509481984', part: '12345678901234567890.12' });
    });
  });
});

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { addAuditEntry, readAuditEntries } from '../../src/store/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { inspectMysql } from '../../src/store/inspect-mysql.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { saveRelease } from '../../src/store/releases.ts';
import { runQuery } from '../../src/store/run-query.ts';
import { claimFiring, completeFiring, markTold } from '../../src/store/schedule-runs.ts';
import { saveSchedules } from '../../src/store/schedules.ts';
import { endSession, getServerSecret, startSession, useSession } from '../../src/store/sessions.ts';
import { beginAttempt, forgetAttempts } from '../../src/store/sign-in-attempts.ts';
import { changeUser, createUser } from '../../src/store/users.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { PROJECT_FOLDER } from '../support/run-cli.ts';
import { runStoreQueries } from '../support/run-store-queries.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PASSWORD = 'p@ss/w:rd#?%';
const LIMITS = { idleMs: 1_000, absoluteMs: 10_000 };

describe('a user with the rights of the guide', () => {
  const user = `k${randomUUID().slice(0, 12)}`;
  let created: TestDatabase;
  let owner: Database;
  let database: Database;
  before(async () => {
    created = await createTestDatabase('mysql');
    owner = await openDatabase(created.target);
    await migrateDatabase(owner);
    const target = new URL(created.target);
    await owner.knex.raw(`create user '${user}'@'%' identified by '${PASSWORD}'`);
    for (const grant of await readGrants(target.pathname.slice(1))) await owner.knex.raw(grant);
    target.username = user;
    target.password = encodeURIComponent(PASSWORD);
    database = await openDatabase(target.href);
  });
  after(async () => {
    await database?.close();
    await owner.knex.raw(`drop user '${user}'@'%'`);
    await owner.close();
    await created.remove();
  });

  /** The GRANT statements of the guide for the user who works, for this database and this user. */
  const readGrants = async (name: string): Promise<readonly string[]> => {
    const guide = await readFile(join(PROJECT_FOLDER, 'docs', 'database.md'), 'utf8');
    const grants = [...guide.matchAll(/^GRANT .* ON kyhan\..* TO 'kyhan'@'%';$/gm)].map(([grant]) => grant);
    expect(grants.length).to.be.greaterThan(10);
    return grants.map((grant) => grant.replace(' ON kyhan.', ` ON ${name}.`).replace("'kyhan'@", `'${user}'@`));
  };
  const refuse = async (table: string, sql: string): Promise<void> => {
    const failure = await catchFailure(() => runQuery(database, async (knex) => knex.raw(sql, [table])));
    expect(failure.code, sql).to.equal('DATABASE_READ_ONLY');
  };

  it('can do all that runs need', async () => {
    await migrateDatabase(database);
    await saveRelease(database, { hash: 'h', content: '{}' });
    await runStoreQueries(database, 10);
    expect((await inspectMysql(database)).filter(({ level }) => level === 'wrong')).to.deep.equal([]);
  });

  it('can do all that users and schedules need', async () => {
    await createUser(database, { name: 'an', role: 'viewer', passwordHash: 'x' }, 1);
    await changeUser(database, 'an', { role: 'admin' }, 2);
    const session = { id: 's', userName: 'an', userVersion: 2 };
    await startSession(database, session, LIMITS, 1_000_000);
    expect(await useSession(database, 's', LIMITS, 1_000_500)).to.include({ name: 'an' });
    await endSession(database, 's');
    await getServerSecret(database, 'cookie');
    const bucket = { key: 'an', delayMs: () => 0 };
    expect(await beginAttempt(database, [bucket], 1)).to.equal(0);
    await forgetAttempts(database, [bucket]);
    const schedule = { name: 'daily', pattern: '0 5 * * *', zone: 'Asia/Ho_Chi_Minh', graceMs: 1, watchedFirings: 1 };
    await saveSchedules(database, [schedule]);
    const firing = { schedule: 'daily', dueAt: 1 };
    expect((await claimFiring(database, firing, { token: 't', leaseMs: 1_000 })).state).to.equal('claimed');
    await completeFiring(database, firing, 't', 'run');
    await markTold(database, firing);
  });

  it('can add to the audit trail and to decisions, and cannot change or remove what is there', async () => {
    const entry = { at: 1, requestId: 'r', phase: 'answered', userName: 'an', role: 'admin', action: 'retry' } as const;
    await addAuditEntry(database, entry);
    expect(await readAuditEntries(database, { limit: 5 })).to.have.length(1);
    for (const table of ['audit_entries', 'decisions', 'balances', 'releases']) await refuse(table, 'delete from ??');
    await refuse('audit_entries', "update ?? set user_name = 'somebody else'");
    await refuse('decisions', "update ?? set outcome = 'met'");
    await refuse('decisions', 'drop table ??');
  });
});

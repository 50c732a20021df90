import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createConnection } from 'mysql2/promise';
import { addAuditEntry, readAuditEntries } from '../../../src/store/audit.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { migrateDatabase } from '../../../src/store/migrate-database.ts';
import { runQuery } from '../../../src/store/run-query.ts';
import { startSession, useSession } from '../../../src/store/sessions.ts';
import { beginAttempt } from '../../../src/store/sign-in-attempts.ts';
import { changeUser, createUser } from '../../../src/store/users.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { PROJECT_FOLDER } from '../../support/run-cli.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const NOW = 1_795_000_000_000;
const LIMITS = { idleMs: 60_000, absoluteMs: 600_000 } as const;
const ENTRY = { at: NOW, requestId: 'r', phase: 'asked', userName: 'an', role: 'admin', action: 'job-retry' } as const;

describe('the rights that the guide gives to the user of the database', () => {
  it('are enough to serve, and let nobody change a line of the audit', async () => {
    const created = await createTestDatabase('mysql');
    const owner = await openDatabase(created.target);
    await migrateDatabase(owner);
    const url = new URL(created.target);
    const name = url.pathname.slice(1);
    const root = await createConnection(created.target);
    try {
      await root.query(`create user '${name}'@'%' identified by 'a-password'`);
      for (const statement of await readGrants(root, name)) await root.query(statement);
      url.username = name;
      url.password = 'a-password';
      const served = await openDatabase(url.href);
      try {
        await signSomebodyIn(served);
        await addAuditEntry(served, ENTRY);
        expect(await readAuditEntries(served, { limit: 10 })).to.have.length(1);
        const denied = await catchFailure(() => changeLines(served));
        expect(denied.message).to.contain('cannot be written');
        expect(await readAuditEntries(owner, { limit: 10 })).to.have.length(1);
      } finally {
        await served.close();
      }
    } finally {
      await root.query(`drop user if exists '${name}'@'%'`);
      await root.end();
      await owner.close();
      await created.remove();
    }
  });
});

/** The statements that the query of the guide writes, for this database and a user of the same name. */
async function readGrants(
  root: Awaited<ReturnType<typeof createConnection>>,
  name: string,
): Promise<readonly string[]> {
  const guide = await readFile(join(PROJECT_FOLDER, 'docs/dashboard.md'), 'utf8');
  const query = /```sql\n(.*?)```/s.exec(guide)?.[1] ?? '';
  const [rows]: readonly unknown[] = await root.query({ sql: query.replaceAll('kyhan', name), rowsAsArray: true });
  const statements = Array.isArray(rows) ? rows.map((row: unknown) => String(Array.isArray(row) ? row[0] : row)) : [];
  expect(statements.length).to.be.greaterThan(20);
  return statements.map((statement) => statement.replace(/;$/, ''));
}

async function signSomebodyIn(database: Database): Promise<void> {
  await createUser(database, { name: 'an', role: 'viewer', passwordHash: 'h' }, NOW);
  await changeUser(database, 'an', { role: 'admin' }, NOW);
  await beginAttempt(database, [{ key: 'an', delayMs: () => 0 }], NOW);
  await startSession(database, { id: 'session', userName: 'an', userVersion: 2 }, LIMITS, NOW);
  expect(await useSession(database, 'session', LIMITS, NOW)).to.deep.equal({ name: 'an', role: 'admin' });
}

/** Tries both ways to be rid of what one has done; throws a Failure where the first one is refused. */
async function changeLines(database: Database): Promise<void> {
  const removed = await catchFailure(() => runQuery(database, async (knex) => knex('audit_entries').delete()));
  expect(removed.code).to.equal('DATABASE_READ_ONLY');
  await runQuery(database, async (knex) => knex('audit_entries').update({ user_name: 'somebody else' }));
}

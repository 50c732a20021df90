import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase, readSchemaState } from '../../src/store/migrate-database.ts';
import { listMigrations } from '../../src/store/migration-files.ts';
import { createRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { spawnStoreProcess } from '../support/spawn-store-process.ts';
import { buildNewRun } from '../support/store-samples.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';

/** Moments after the start of a migration at which its process is killed; a whole one takes 50 to 500 ms. */
const KILL_AFTER_MS = [0, 15, 40, 80, 150, 250, 400] as const;

for (const dialect of TEST_DIALECTS) {
  describe(`migrating ${dialect}`, () => {
    let created: TestDatabase;
    let database: Database;
    beforeEach(async () => {
      created = await createTestDatabase(dialect);
      database = await openDatabase(created.target);
    });
    afterEach(async () => {
      await database.close();
      await created.remove();
    });

    it('applies every migration once, in order', async () => {
      const known = await listMigrations();
      expect(await readSchemaState(database)).to.deep.equal({ applied: [], pending: known, unknown: [] });
      expect(await migrateDatabase(database)).to.deep.equal({ applied: known });
      expect(await readSchemaState(database)).to.deep.equal({ applied: known, pending: [], unknown: [] });
      expect(await migrateDatabase(database)).to.deep.equal({ applied: [] });
    });

    it('changes nothing when it only looks', async () => {
      await readSchemaState(database);
      expect(await database.knex.schema.hasTable('knex_migrations')).to.equal(false);
    });

    it('refuses a database that a newer version has changed', async () => {
      await migrateDatabase(database);
      await database.knex('knex_migrations').insert({ name: '9999-of-the-future', batch: 2 });
      const failure = await catchFailure(() => migrateDatabase(database));
      expect(failure.code).to.equal('DATABASE_SCHEMA');
      expect(failure.message).to.contain('9999-of-the-future');
    });

    it('says that the tables are missing where it was not called', async () => {
      const failure = await catchFailure(() => createRun(database, buildNewRun()));
      expect(failure.code).to.equal('DATABASE_SCHEMA');
      expect(failure.action).to.contain('kyhan migrate');
    });

    it('can be called by several processes at once: each migration is applied by one of them', async () => {
      const known = await listMigrations();
      const processes = [1, 2, 3].map(() => spawnStoreProcess('migrate', created.target));
      const results = await Promise.all(processes.map((process) => process.result));
      expect(results).to.have.deep.members([{ applied: known.length }, { applied: 0 }, { applied: 0 }]);
      expect((await readSchemaState(database)).applied).to.deep.equal(known);
    });

    it('goes on after a process that was killed in the middle of it', async () => {
      const known = await listMigrations();
      for (const waitMs of KILL_AFTER_MS) {
        const killed = spawnStoreProcess('migrate', created.target);
        await killed.opened;
        await sleep(waitMs);
        killed.child.kill('SIGKILL');
        await killed.result;
      }
      await migrateDatabase(database);
      expect((await readSchemaState(database)).applied).to.deep.equal(known);
      expect((await createRun(database, buildNewRun())).status).to.equal('importing');
    });
  });
}

describe('migrating a server', () => {
  it('goes on where a killed process left a lock, and a table without its name', async () => {
    const created = await createTestDatabase('mysql');
    const database = await openDatabase(created.target);
    try {
      await migrateDatabase(database);
      await database.knex('knex_migrations').where('name', '>=', '0010').delete();
      const again = (await readSchemaState(database)).pending;
      expect(again[0]).to.equal('0010-decisions');
      await database.knex('knex_migrations_lock').update({ is_locked: 1 });
      await database.knex.schema.renameTable('decisions', 'decisions_draft');
      expect((await migrateDatabase(database)).applied).to.deep.equal(again);
      expect(await database.knex.schema.hasTable('decisions_draft')).to.equal(false);
      // The same where the process was killed after the table had got its name.
      await database.knex('knex_migrations').where('name', '>=', '0010').delete();
      expect((await migrateDatabase(database)).applied).to.deep.equal(again);
    } finally {
      await database.close();
      await created.remove();
    }
  });
});

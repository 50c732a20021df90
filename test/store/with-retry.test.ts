import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { stageRecords } from '../../src/store/records.ts';
import { failRun, findRun } from '../../src/store/runs.ts';
import { withRetry } from '../../src/store/with-retry.ts';
import { spawnStoreProcess } from '../support/spawn-store-process.ts';
import { buildRecord, startImport } from '../support/store-samples.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';

const locked = (code: string): Error => Object.assign(new Error('locked'), { code });

describe('withRetry', () => {
  for (const code of ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']) {
    it(`tries again after ${code}`, async () => {
      let attempts = 0;
      const work = async (): Promise<number> => {
        attempts += 1;
        if (attempts < 3) throw locked(code);
        return attempts;
      };
      expect(await withRetry(work)).to.equal(3);
    });
  }

  it('gives up after a while', async () => {
    const error = locked('SQLITE_BUSY');
    const caught = await withRetry(() => Promise.reject(error), 50).catch((reason: unknown) => reason);
    expect(caught).to.equal(error);
  });

  it('does not try again after any other error', async () => {
    let attempts = 0;
    const work = async (): Promise<never> => {
      attempts += 1;
      throw locked('SQLITE_FULL');
    };
    expect(await withRetry(work).catch(() => 'failed')).to.equal('failed');
    expect(attempts).to.equal(1);
  });
});

for (const dialect of TEST_DIALECTS) {
  describe(`several processes that write to one ${dialect} database`, () => {
    let created: TestDatabase;
    let database: Database;
    beforeEach(async () => {
      created = await createTestDatabase(dialect);
      database = await openDatabase(created.target);
      await migrateDatabase(database);
    });
    afterEach(async () => {
      await database.close();
      await created.remove();
    });

    it('wait for each other and lose nothing', async () => {
      const processes = [1, 2, 3].map(() => spawnStoreProcess('stage', created.target));
      const results = await Promise.all(processes.map((process) => process.result));
      expect(results).to.deep.equal([{ staged: 1_000 }, { staged: 1_000 }, { staged: 1_000 }]);
    });

    it('go on when one of them is killed in the middle of its work', async () => {
      const killed = spawnStoreProcess('stage', created.target);
      await killed.opened;
      const { runId, token } = await startImport(database);
      killed.child.kill('SIGKILL');
      await killed.result;
      expect(await stageRecords(database, runId, token, [buildRecord('TK-1')])).to.deep.equal([]);
    });
  });
}

describe('a write that finds an embedded database locked', () => {
  it('is stored once the lock is gone, and leaves no lock of its own', async () => {
    const created = await createTestDatabase('sqlite');
    const [one, other] = [await openDatabase(created.target), await openDatabase(created.target)];
    try {
      await migrateDatabase(one);
      const { runId } = await startImport(one);
      const holder = await one.knex.transaction();
      await holder('runs').where({ run_id: runId }).update({ mapping: 'held' });
      const waiting = failRun(other, runId, { code: 'OUTPUT', message: 'waited' });
      await sleep(300);
      await holder.commit();
      await waiting;
      expect(await findRun(one, runId)).to.deep.include({ failure: { code: 'OUTPUT', message: 'waited' } });
      await failRun(one, runId, { code: 'OUTPUT', message: 'not locked' });
      expect(await findRun(other, runId)).to.deep.include({ failure: { code: 'OUTPUT', message: 'not locked' } });
    } finally {
      await one.close();
      await other.close();
      await created.remove();
    }
  });
});

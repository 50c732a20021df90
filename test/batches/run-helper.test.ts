import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { DEBT_BATCH } from '../../src/batches/debt/debt-batch.ts';
import { type RunHelper, startHelper } from '../../src/batches/helper/run-helper.ts';
import { workBeside } from '../../src/batches/helper/work-beside.ts';
import { runBatch } from '../../src/batches/run-batch.ts';
import type { RunContext, RunProgress, RunRequest, RunTools } from '../../src/batches/run-context.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readDecisions } from '../../src/store/decisions.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { listRuns } from '../../src/store/run-overview.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { findRun } from '../../src/store/runs.ts';
import { USUAL_AS_OF } from '../support/account-arbitraries.ts';
import { generateAccounts, writeAccounts } from '../support/account-files.ts';
import { buildAccountRequest } from '../support/account-runs.ts';
import { readAll } from '../support/read-all.ts';
import { withFolder } from '../support/run-cli.ts';
import { createTestDatabase, TEST_DIALECTS, type TestDatabase } from '../support/test-database.ts';
import { at } from '../support/ticket-builder.ts';

const INPUTS = ['invoices', 'payments', 'contracts', 'holds', 'notices', 'debtors', 'provisions'] as const;
const RECORDS = generateAccounts(60, 7);

function buildTools(database: Database, set: Partial<RunTools> = {}): RunTools {
  const now = () => at('2026-11-23T09:30:00+07:00');
  return { database, now, tell: () => {}, signal: new AbortController().signal, engine: 'compiled', ...set };
}

async function buildDebtRun(folder: string, set: Partial<RunRequest> = {}): Promise<RunRequest> {
  const inputs = await writeAccounts(folder, RECORDS, 1, INPUTS);
  return buildAccountRequest(folder, 'debt', USUAL_AS_OF, { inputs, subjectsPerChunk: 3, ...set });
}

/** Everything that a run leaves behind, workbooks as digests. */
async function readOutcome(database: Database, runId: string, folder: string, reports: readonly string[]) {
  const digests: string[] = [];
  for (const report of reports)
    digests.push(
      createHash('sha256')
        .update(await readFile(join(folder, report)))
        .digest('hex'),
    );
  return { decisions: await readAll(readDecisions(database, runId)), digests };
}

for (const dialect of TEST_DIALECTS) {
  describe(`a run that two threads share on ${dialect}`, () => {
    const databases: TestDatabase[] = [];

    async function withStore<T>(use: (database: Database, target: string) => Promise<T>): Promise<T> {
      const created = await createTestDatabase(dialect);
      databases.push(created);
      const database = await openDatabase(created.target);
      try {
        await migrateDatabase(database);
        return await use(database, created.target);
      } finally {
        await database.close();
      }
    }

    after(async () => {
      for (const database of databases) await database.remove();
    });

    it('leaves the same decisions and workbooks behind, byte for byte, as in one thread', () =>
      withFolder(async (folder) => {
        const request = await buildDebtRun(folder, { batch: DEBT_BATCH });
        const runWith = (threads: 1 | 2) =>
          withStore(async (database, target) => {
            const told: RunProgress[] = [];
            const helper = threads === 1 ? null : startHelper({ databaseTarget: target, engine: 'compiled' });
            const tools = buildTools(database, { tell: (progress) => void told.push(progress) });
            const result = await runBatch(request, tools, helper).finally(() => helper?.close());
            const deciding = told.filter((each) => each.phase === 'deciding');
            expect(deciding.at(-1)?.done).to.equal(deciding.at(-1)?.total);
            expect(deciding.map((each) => each.done)).to.deep.equal(
              deciding.map((each) => each.done).toSorted((a, b) => a - b),
            );
            return { rows: result.rows, ...(await readOutcome(database, result.runId, folder, result.reports)) };
          });
        const alone = await runWith(1);
        expect(alone.decisions).to.have.length.greaterThan(30);
        const shared = await runWith(2);
        expect(shared.rows).to.deep.equal(alone.rows);
        expect(shared.decisions).to.deep.equal(alone.decisions);
        expect(shared.digests).to.deep.equal(alone.digests);
      })).timeout(120_000);

    it('writes no workbook in either thread where the decisions cannot be proved', () =>
      withFolder(async (folder) =>
        withStore(async (database, target) => {
          const readControlTotals = async () => {
            await sleep(2_000); // the other thread has gathered all its rows long before
            return [{ what: 'one and two', left: 1, right: 2 }];
          };
          const request = await buildDebtRun(folder, { batch: { ...DEBT_BATCH, readControlTotals } });
          const helper = startHelper({ databaseTarget: target, engine: 'compiled' });
          const failure = await runBatch(request, buildTools(database), helper)
            .catch((error: unknown) => error)
            .finally(() => helper.close());
          expect(failure).to.have.property('code', 'CONTROL_TOTALS');
          expect((await readdir(folder)).filter((name) => name.endsWith('.xlsx'))).to.deep.equal([]);
          const [run] = await listRuns(database, { limit: 1 });
          expect(run?.status).to.equal('deciding');
          expect(await readRunReports(database, run?.runId ?? '')).to.deep.equal([]);
        }),
      )).timeout(120_000);

    it('begins no workbook in either thread where it is asked to stop while the decisions are proved', () =>
      withFolder(async (folder) =>
        withStore(async (database, target) => {
          const stop = new AbortController();
          const readControlTotals = async () => {
            stop.abort();
            return [];
          };
          const request = await buildDebtRun(folder, { batch: { ...DEBT_BATCH, readControlTotals } });
          const helper = startHelper({ databaseTarget: target, engine: 'compiled' });
          const failure = await runBatch(request, buildTools(database, { signal: stop.signal }), helper)
            .catch((error: unknown) => error)
            .finally(() => helper.close());
          expect(failure).to.have.property('code', 'RUN_INTERRUPTED');
          const [run] = await listRuns(database, { limit: 1 });
          expect(await readRunReports(database, run?.runId ?? '')).to.deep.equal([]);
          expect((await readdir(folder)).filter((name) => name.endsWith('.xlsx'))).to.deep.equal([]);
        }),
      )).timeout(120_000);

    it('stops both threads when it is asked to, and goes on later where it stopped', () =>
      withFolder(async (folder) =>
        withStore(async (database, target) => {
          const request = await buildDebtRun(folder);
          const stop = new AbortController();
          const tell = ({ phase, done }: RunProgress): void => {
            if (phase === 'deciding' && done > 0) stop.abort();
          };
          const runShared = async (set: Partial<RunTools>) => {
            const helper = startHelper({ databaseTarget: target, engine: 'compiled' });
            return runBatch(request, buildTools(database, set), helper).finally(() => helper.close());
          };
          const stopped = await runShared({ tell, signal: stop.signal }).catch((error: unknown) => error);
          expect(stopped).to.have.property('code', 'RUN_INTERRUPTED');
          const result = await runShared({});
          expect(result.status).to.equal('closed');
        }),
      )).timeout(120_000);
  });
}

describe('work beside a helper', () => {
  const idle: RunHelper = {
    importShare: () => Promise.reject(new Error('not asked for')),
    decide: () => Promise.resolve(),
    report: () => Promise.resolve(),
    letWrite: () => {},
    stop: () => {},
    close: () => Promise.resolve(),
  };
  let context: RunContext;
  let database: Database;
  let created: TestDatabase;

  before(async () => {
    created = await createTestDatabase('sqlite');
    database = await openDatabase(created.target);
    await migrateDatabase(database);
    await withFolder(async (path) => {
      const request = await buildDebtRun(path);
      const { runId } = await runBatch(request, buildTools(database));
      const run = await findRun(database, runId);
      if (run === undefined) throw new Error('the run is gone');
      context = { ...request, ...buildTools(database), run };
    });
  });
  after(async () => {
    await database.close();
    await created.remove();
  });

  it('waits for its own part to stop when the helper has failed, and throws the reason of the helper', async () => {
    let isStopped = false;
    const mine = ({ signal }: RunContext): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          isStopped = true;
          reject(new Error('stopped'));
        });
      });
    const seen = await workBeside(context, idle, mine, Promise.reject(new Error('no room'))).catch((error) => error);
    expect(seen).to.have.property('message', 'no room');
    expect(isStopped).to.equal(true);
  });

  it('stops the helper when its own part has failed, and waits for it', async () => {
    let reject: (reason: Error) => void = () => {};
    let isSettled = false;
    const theirs = new Promise<void>((_, no) => {
      reject = no;
    }).finally(() => {
      isSettled = true;
    });
    const helper = { ...idle, stop: () => reject(new Error('stopped')) };
    const seen = await workBeside(context, helper, () => Promise.reject(new Error('mine')), theirs).catch(
      (error) => error,
    );
    expect(seen).to.have.property('message', 'mine');
    expect(isSettled).to.equal(true);
  });

  it('says what is wrong when the thread cannot open the database', async () => {
    const helper = startHelper({ databaseTarget: 'mysql://root@127.0.0.1:1/none', engine: 'compiled' });
    const seen = await helper.decide('debt-1', () => {}).catch((error: unknown) => error);
    expect(seen).to.have.property('code', 'DATABASE_UNAVAILABLE');
    await helper.close();
  });
});

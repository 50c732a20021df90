import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import type { NewRun, Run, RunStatus } from '../../src/store/run.ts';
import { listRuns, OPEN_STATUSES, type RunListing } from '../../src/store/run-overview.ts';
import { beginReporting, closeRun, createRun, findRun } from '../../src/store/runs.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildNewRun, startDeciding, startImport } from '../support/store-samples.ts';

const NOON = 1_795_000_000_000;
/** Ids in the order of their bytes, which is that of the list turned round. */
const TIES = ['run-A', 'run-Z', 'run-a', 'run-a1', 'run-é', 'run-đ'] as const;

describeEachDatabase('the list of runs', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const create = (set: Partial<NewRun>): Promise<Run> => createRun(database, buildNewRun(set));

  /** Reads the whole list in pages of that size. */
  const readPages = async (limit: number, listing: Partial<RunListing> = {}): Promise<readonly string[]> => {
    const ids: string[] = [];
    let olderThan: RunListing['olderThan'];
    for (;;) {
      const page = await listRuns(database, { limit, ...listing, ...(olderThan ? { olderThan } : {}) });
      ids.push(...page.map(({ runId }) => runId));
      const last = page.at(-1);
      if (last === undefined) return ids;
      olderThan = { createdAt: last.createdAt, runId: last.runId };
    }
  };

  it('has every run once, in pages of any size, also where many were created at the same moment', async () => {
    const kind = 'billing';
    const newer = await create({ kind, createdAt: NOON + 1 });
    for (const runId of TIES) await create({ kind, createdAt: NOON, runId });
    const older = await create({ kind, createdAt: NOON - 1 });
    const expected = [newer.runId, ...[...TIES].reverse(), older.runId];
    for (const limit of [1, 2, 3, 5, 6, 7, 8, 100]) {
      expect(await readPages(limit, { kind }), `pages of ${limit}`).to.deep.equal(expected);
    }
  });

  it('goes on after a run that came meanwhile, or has gone', async () => {
    const kind = 'debt';
    const runs: string[] = [];
    for (let index = 0; index < 4; index += 1) runs.unshift((await create({ kind, createdAt: NOON + index })).runId);
    const [, second] = await listRuns(database, { kind, limit: 2 });
    if (second === undefined) throw new Error('two runs are needed');
    await create({ kind, createdAt: NOON + 10 });
    await database.knex('runs').where({ run_id: second.runId }).delete();
    const rest = await listRuns(database, { kind, limit: 10, olderThan: second });
    expect(rest.map(({ runId }) => runId)).to.deep.equal(runs.slice(2));
  });

  it('has those of some statuses only, as they are', async () => {
    const imported = (await startImport(database)).runId;
    const deciding = await startDeciding(database, []);
    const reporting = await startDeciding(database, []);
    await beginReporting(database, reporting);
    const closed = await startDeciding(database, []);
    await closeRun(database, closed, { closedAt: 1, seconds: 1, decisionCount: 0, outcomes: {}, reports: [] });
    const list = async (statuses: readonly RunStatus[]): Promise<readonly string[]> =>
      (await listRuns(database, { kind: 'ticket', limit: 100, statuses })).map(({ runId }) => runId);
    expect(await list(OPEN_STATUSES)).to.have.members([imported, deciding, reporting]);
    expect(await list(['closed'])).to.deep.equal([closed]);
    expect(await list(['partial'])).to.deep.equal([]);
    const [run] = await listRuns(database, { kind: 'ticket', limit: 1, statuses: ['closed'] });
    expect(run).to.deep.equal(await findRun(database, closed));
  });

  it('is empty where no run is asked for', async () => {
    expect(await listRuns(database, { limit: 10, kind: 'no-such-kind' })).to.deep.equal([]);
    expect(await listRuns(database, { limit: 10, statuses: [] })).to.deep.equal([]);
  });
});

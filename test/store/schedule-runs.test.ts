import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { closeRun, createRun, failRun } from '../../src/store/runs.ts';
import {
  claimFiring,
  completeFiring,
  type Firing,
  failFiring,
  hasClosedRun,
  markTold,
  readFirings,
  renewFiring,
} from '../../src/store/schedule-runs.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildNewRun, startDeciding } from '../support/store-samples.ts';

const lease = (token: string, leaseMs = 60_000) => ({ token, leaseMs });

describeEachDatabase('firings of schedules', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  /** A firing that no other test has. */
  let dueAt = Date.parse('2026-11-23T06:00:00+07:00');
  const nextFiring = (schedule = 'billing-daily'): Firing => {
    dueAt += 86_400_000;
    return { schedule, dueAt };
  };
  const readFiring = async ({ schedule, dueAt: due }: Firing) => {
    const found = (await readFirings(database, schedule, due)).find((each) => each.dueAt === due);
    if (found === undefined) throw new Error('no firing');
    return found;
  };

  it('are given to one of several who ask at the same moment; the others learn how long it is taken', async () => {
    const firing = nextFiring();
    const connections = [database, await open(), await open()];
    const claims = await Promise.all(
      connections.map((each, index) => claimFiring(each, firing, lease(`token-${index}`))),
    );
    expect(claims.map(({ state }) => state).sort()).to.deep.equal(['claimed', 'leased', 'leased']);
    const free = claims.flatMap((claim) => (claim.state === 'leased' ? claim.freeInMs : []));
    for (const ms of free) expect(ms).to.be.within(30_000, 60_000);
  });

  it('have one run for good: whoever asks later is told which', async () => {
    const firing = nextFiring();
    await claimFiring(database, firing, lease('a'));
    expect(await completeFiring(database, firing, 'a', 'billing-1')).to.equal(true);
    expect(await claimFiring(database, firing, lease('b'))).to.deep.equal({ state: 'submitted', runId: 'billing-1' });
    expect(await completeFiring(database, firing, 'a', 'billing-2')).to.equal(false);
    expect((await readFiring(firing)).runId).to.equal('billing-1');
  });

  it('are taken over when the lease is over, and the earlier holder cannot say any more which run it is', async () => {
    const firing = nextFiring();
    await claimFiring(database, firing, lease('a', 1));
    await sleep(20);
    expect(await claimFiring(database, firing, lease('b'))).to.deep.equal({ state: 'claimed' });
    expect(await renewFiring(database, firing, lease('a'))).to.equal(false);
    expect(await completeFiring(database, firing, 'a', 'billing-1')).to.equal(false);
    expect(await failFiring(database, firing, 'a', { code: 'X', message: 'late' })).to.equal(false);
    expect(await completeFiring(database, firing, 'b', 'billing-2')).to.equal(true);
    expect(await readFiring(firing)).to.deep.include({ runId: 'billing-2', failure: null });
  });

  it('stay with a holder who renews the lease', async () => {
    const firing = nextFiring();
    await claimFiring(database, firing, lease('a', 50));
    expect(await renewFiring(database, firing, lease('a', 60_000))).to.equal(true);
    await sleep(70);
    expect((await claimFiring(database, firing, lease('b'))).state).to.equal('leased');
  });

  it('keep why there is no run, and can be tried again at once', async () => {
    const firing = nextFiring();
    const failure = { code: 'INPUT_NOT_FOUND', message: 'no file of invoices' };
    await claimFiring(database, firing, lease('a'));
    await failFiring(database, firing, 'a', failure);
    expect(await readFiring(firing)).to.deep.include({ runId: null, runStatus: null, failure });
    expect(await claimFiring(database, firing, lease('b'))).to.deep.equal({ state: 'claimed' });
    expect((await readFiring(firing)).failure).to.equal(null);
  });

  it('show what became of their runs', async () => {
    const { runId } = await createRun(database, buildNewRun());
    const firing = nextFiring();
    const startedFrom = await readDatabaseClock(database);
    await claimFiring(database, firing, lease('a'));
    await completeFiring(database, firing, 'a', runId);
    expect(await readFiring(firing)).to.deep.include({ runId, runStatus: 'importing', failure: null });
    expect((await readFiring(firing)).startedAt).to.be.within(startedFrom, startedFrom + 60_000);
    await failRun(database, runId, { code: 'INPUT_EMPTY', message: 'empty' });
    expect((await readFiring(firing)).failure).to.deep.equal({ code: 'INPUT_EMPTY', message: 'empty' });
  });

  it('are read by schedule and from a moment on', async () => {
    const [first, second] = [nextFiring('ageing-weekly'), nextFiring('ageing-weekly')];
    for (const firing of [second, first]) await claimFiring(database, firing, lease('a'));
    const due = async (from: number) => (await readFirings(database, 'ageing-weekly', from)).map((each) => each.dueAt);
    expect(await due(first.dueAt)).to.deep.equal([first.dueAt, second.dueAt]);
    expect(await due(first.dueAt + 1)).to.deep.equal([second.dueAt]);
    expect(await readFirings(database, 'ticket-sweep', 0)).to.deep.equal([]);
  });

  it('are told of once, also where nobody has taken them, and can be taken afterwards', async () => {
    const firing = nextFiring();
    const other = await open();
    const told = await Promise.all([markTold(database, firing), markTold(other, firing)]);
    expect(told.filter(Boolean)).to.have.length(1);
    expect(await markTold(database, firing)).to.equal(false);
    expect(await readFiring(firing)).to.deep.include({ startedAt: null, runId: null, failure: null });
    expect(await claimFiring(database, firing, lease('a'))).to.deep.equal({ state: 'claimed' });
  });

  it('can be made up for by a closed run of that kind and moment, of a person or of the same schedule', async () => {
    const createdAt = await readDatabaseClock(database);
    const ask = (set: object = {}) =>
      hasClosedRun(database, {
        kind: 'ticket',
        asOf: '2026-12-24T09:00:00+07:00',
        createdSince: createdAt - 1_000,
        starter: { prefix: 'schedule ', name: 'billing-daily' },
        ...set,
      });
    const runId = await startDeciding(database, []);
    const set = { as_of: '2026-12-24T09:00:00+07:00', created_at: createdAt };
    await database.knex('runs').where({ run_id: runId }).update(set);
    expect(await ask()).to.equal(false);
    const result = { closedAt: createdAt, seconds: 1, decisionCount: 0, outcomes: {}, reports: [] };
    expect(await closeRun(database, runId, result)).to.equal(true);
    expect(await ask()).to.equal(true);
    expect(await ask({ kind: 'billing' })).to.equal(false);
    expect(await ask({ asOf: '2026-12-24T09:15:00+07:00' })).to.equal(false);
    expect(await ask({ createdSince: createdAt + 1 })).to.equal(false);
    expect(await ask({ starter: { prefix: 'an@', name: 'other' } })).to.equal(false);
    expect(await ask({ starter: { prefix: 'an@', name: 'host' } })).to.equal(true);
  });
});

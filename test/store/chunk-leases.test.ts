import { expect } from 'chai';
import { before, it } from 'mocha';
import { claimChunk, completeChunk, failChunk, giveChunkBack } from '../../src/store/chunk-leases.ts';
import {
  type Chunk,
  findFailedChunks,
  findPendingChunks,
  readPendingChunkNumbers,
  readProgress,
} from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { countDecisions } from '../../src/store/decisions.ts';
import { listSubjects, planChunks } from '../../src/store/plan-chunks.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildDecision, buildRecord, planOf, startDeciding } from '../support/store-samples.ts';

const LONG_MS = 60_000;
const HOUR_MS = 3_600_000;
const FAILURE = { code: 'AMOUNT_TOO_LARGE', message: 'mất kết nối 😀' } as const;

/** Does the work on a machine whose clock is wrong by that much. */
async function withClockOff<T>(byMs: number, work: () => Promise<T>): Promise<T> {
  const right = Date.now;
  Date.now = () => right() + byMs;
  try {
    return await work();
  } finally {
    Date.now = right;
  }
}

describeEachDatabase('the lease of a chunk', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  const startPlanned = async (subjects: number, subjectsPerChunk: number): Promise<string> => {
    const ids = Array.from({ length: subjects }, (_, index) => `TK-${String(index).padStart(4, '0')}`);
    const runId = await startDeciding(
      database,
      ids.map((id) => buildRecord(id)),
    );
    await planChunks(database, runId, planOf(subjectsPerChunk));
    return runId;
  };
  const claim = (runId: string, token: string, leaseMs: number = LONG_MS, by: Database = database) =>
    claimChunk(by, runId, 1, { token, leaseMs });
  const take = async (runId: string, token: string, leaseMs?: number): Promise<Chunk> => {
    const taken = await claim(runId, token, leaseMs);
    if (taken.state !== 'claimed') throw new Error(`the chunk is ${taken.state}`);
    return taken.chunk;
  };
  const complete = (runId: string, chunk: Chunk, token: string, ids: readonly string[], outcome = 'met') =>
    completeChunk(database, runId, chunk, token, {
      decisions: ids.map((id) => buildDecision(id, { outcome })),
      balances: [],
      decideMs: 12.6,
    });
  const readRow = async (runId: string): Promise<Readonly<Record<string, unknown>>> =>
    database.knex('chunks').where({ run_id: runId, chunk_no: 1 }).first();

  it('is given to one of several that ask at the same moment; the others hear how long it lasts', async () => {
    const runId = await startPlanned(3, 3);
    const connections = [database, await open(), await open(), await open()];
    const claims = await Promise.all(connections.map((each, index) => claim(runId, `token-${index}`, LONG_MS, each)));
    const chunk = { no: 1, fromId: 'TK-0000', toId: 'TK-0002', subjectCount: 3 };
    expect(claims.filter(({ state }) => state === 'claimed')).to.deep.equal([
      { state: 'claimed', chunk, attempts: 1, failures: 0 },
    ]);
    for (const each of claims) {
      if (each.state !== 'claimed') expect(each).to.have.property('freeInMs').that.is.within(1, LONG_MS);
    }
    expect(claims.map(({ state }) => state).sort()).to.deep.equal(['claimed', 'leased', 'leased', 'leased']);
  });

  it('goes to the next when it is over, and what the one before decides is worth nothing', async () => {
    const runId = await startPlanned(2, 2);
    const chunk = await take(runId, 'first', 0);
    expect(await claim(runId, 'second')).to.deep.include({ state: 'claimed', attempts: 2 });

    expect(await complete(runId, chunk, 'first', ['TK-0000', 'TK-0001'])).to.equal(false);
    expect(await failChunk(database, runId, 1, 'first', FAILURE)).to.equal(false);
    await giveChunkBack(database, runId, 1, 'first', { isAttempt: true });
    expect((await countDecisions(database, runId)).total).to.equal(0);
    expect((await claim(runId, 'third')).state).to.equal('leased');

    expect(await complete(runId, chunk, 'second', ['TK-0000', 'TK-0001'], 'breached')).to.equal(true);
    expect(await complete(runId, chunk, 'first', ['TK-0000', 'TK-0001'])).to.equal(false);
    expect((await countDecisions(database, runId)).byOutcome).to.deep.equal({ breached: 2 });
    expect((await claim(runId, 'third')).state).to.equal('done');
  });

  it('is good for as long as nobody else has asked, even when it is over', async () => {
    const runId = await startPlanned(1, 1);
    const chunk = await take(runId, 'first', 0);
    expect(await complete(runId, chunk, 'first', ['TK-0000'])).to.equal(true);
  });

  it('lasts by the clock of the database, whatever clock the one has who asks', async () => {
    const runId = await startPlanned(1, 1);
    await take(runId, 'first');
    const hurried = await withClockOff(HOUR_MS, () => claim(runId, 'second'));
    expect(hurried.state).to.equal('leased');
    expect(hurried).to.have.property('freeInMs').that.is.within(1, LONG_MS);
    await withClockOff(-HOUR_MS, () => giveChunkBack(database, runId, 1, 'first', { isAttempt: true }));
    expect((await withClockOff(-HOUR_MS, () => claim(runId, 'second', 0))).state).to.equal('claimed');
    expect((await claim(runId, 'third')).state).to.equal('claimed');
    const [left, right] = [await withClockOff(HOUR_MS, () => readDatabaseClock(database)), Date.now()];
    expect(Math.abs(left - right)).to.be.lessThan(HOUR_MS / 2);
  });

  it('is given back at once by its holder; only what was an attempt counts as one', async () => {
    const runId = await startPlanned(1, 1);
    await take(runId, 'first');
    await giveChunkBack(database, runId, 1, 'somebody else', { isAttempt: false });
    expect((await claim(runId, 'second')).state).to.equal('leased');
    await giveChunkBack(database, runId, 1, 'first', { isAttempt: true });
    expect(await claim(runId, 'second')).to.deep.include({ state: 'claimed', attempts: 2 });
    await giveChunkBack(database, runId, 1, 'second', { isAttempt: false });
    expect(await claim(runId, 'third')).to.deep.include({ state: 'claimed', attempts: 2 });
    await giveChunkBack(database, runId, 1, 'third', { isAttempt: false });
    await giveChunkBack(database, runId, 1, 'third', { isAttempt: false });
    expect(await claim(runId, 'fourth')).to.deep.include({ state: 'claimed', attempts: 2 });
  });

  it('ends with the work: when, how long it took, and what came out', async () => {
    const runId = await startPlanned(3, 3);
    const before = await readDatabaseClock(database);
    const chunk = await take(runId, 'first');
    await complete(runId, chunk, 'first', ['TK-0000', 'TK-0001', 'TK-0002']);
    const row = await readRow(runId);
    expect(row).to.deep.include({ status: 'done', lease_token: null, leased_until: null, decide_ms: 13, attempts: 1 });
    expect(Number(row.done_at)).to.be.within(before, await readDatabaseClock(database));
    expect(JSON.parse(String(row.outcomes))).to.deep.equal({ met: 3 });
  });

  it('ends with the reason where the chunk is given up, and nobody gets it again', async () => {
    const runId = await startPlanned(3, 2);
    await take(runId, 'first');
    expect(await failChunk(database, runId, 1, 'somebody else', FAILURE)).to.equal(false);
    expect(await failChunk(database, runId, 1, 'first', FAILURE)).to.equal(true);
    expect((await claim(runId, 'second')).state).to.equal('failed');
    expect(await findFailedChunks(database, runId, 10)).to.deep.equal([
      { no: 1, fromId: 'TK-0000', toId: 'TK-0001', subjectCount: 2, attempts: 1, ...FAILURE },
    ]);
    expect((await findPendingChunks(database, runId)).map(({ no }) => no)).to.deep.equal([2]);
    expect(await readAll(readPendingChunkNumbers(database, runId))).to.deep.equal([2]);
    expect(await readProgress(database, runId)).to.deep.equal({
      ...{ chunksTotal: 2, chunksDone: 0, chunksFailed: 1 },
      ...{ subjectsTotal: 3, subjectsDone: 0 },
    });
  });

  it('cannot be had of a chunk or a run that is not there', async () => {
    const runId = await startPlanned(1, 1);
    const lease = { token: 'first', leaseMs: LONG_MS };
    for (const [id, no] of [
      [runId, 2],
      [runId, 0],
      [runId, -1],
      [runId, 1.5],
      ['no-such-run', 1],
    ] as const) {
      expect(await claimChunk(database, id, no, lease), `${id} ${no}`).to.deep.equal({ state: 'unknown' });
    }
  });

  it('is still held when the decisions could not be stored, so that the holder can give it back', async () => {
    const runId = await startPlanned(2, 2);
    const chunk = await take(runId, 'first');
    const twice = await catchFailure(() => complete(runId, chunk, 'first', ['TK-0000', 'TK-0000']));
    expect(twice.code).to.equal('DATABASE');
    expect((await claim(runId, 'second')).state).to.equal('leased');
    await giveChunkBack(database, runId, 1, 'first', { isAttempt: true });
    expect((await claim(runId, 'second')).state).to.equal('claimed');
  });

  it('can be asked for in any number: pending chunks are read page by page', async () => {
    const runId = await startPlanned(1_003, 1);
    const numbers = Array.from({ length: 1_003 }, (_, index) => index + 1);
    expect(await readAll(readPendingChunkNumbers(database, runId))).to.deep.equal(numbers);
  });
});

describeEachDatabase('the subjects of a chunk', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('are those that it was planned with, in order: not those of other inputs or tags, nor those beside it', async () => {
    const tagged = (id: string, tag: string | null, input = 'invoices', subjectId = id) =>
      buildRecord(`${input}-${id}-${tag}`, { input, subjectId, tag });
    const runId = await startDeciding(database, [
      ...['A', 'a', 'Đ', 'đ', 'z'].map((id) => tagged(id, 'customer')),
      tagged('a', 'customer', 'payments'),
      tagged('b', 'customer', 'notices'),
      tagged('c', 'contract'),
    ]);
    const plan = { inputs: ['invoices', 'payments'], tag: 'customer', subjectsPerChunk: 3, recordsPerChunk: 100 };
    expect(await planChunks(database, runId, plan)).to.equal(2);
    const [first, second] = await findPendingChunks(database, runId);
    if (first === undefined || second === undefined) throw new Error('two chunks are needed');
    expect(await listSubjects(database, runId, plan, first)).to.deep.equal(['A', 'a', 'z']);
    expect(await listSubjects(database, runId, plan, second)).to.deep.equal(['Đ', 'đ']);
    expect((await listSubjects(database, runId, { ...plan, tag: null }, first)).length).to.equal(4);
  });
});

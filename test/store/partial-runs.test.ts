import { Readable } from 'node:stream';
import { expect } from 'chai';
import { before, it } from 'mocha';
import { claimChunk, failChunk } from '../../src/store/chunk-leases.ts';
import { findFailedChunks, findPendingChunks, readProgress } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import { planChunks } from '../../src/store/plan-chunks.ts';
import { saveRunReport } from '../../src/store/run-reports.ts';
import { beginReporting, closeRun, failRun, findRun, markPartial, reopenRun } from '../../src/store/runs.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import {
  buildDecision,
  buildRecord,
  completeSample,
  planOf,
  startDeciding,
  startImport,
} from '../support/store-samples.ts';

const REASON = { code: 'AMOUNT_TOO_LARGE', message: '1 of 3 chunks could not be decided' } as const;
const CLOSED = { closedAt: 1, seconds: 1, decisionCount: 0, outcomes: {}, reports: [] } as const;

describeEachDatabase('a run of which chunks failed', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  /** A run of three tickets, each in a chunk of its own. */
  const startPlanned = async (): Promise<string> => {
    const runId = await startDeciding(
      database,
      ['TK-1', 'TK-2', 'TK-3'].map((id) => buildRecord(id)),
    );
    await planChunks(database, runId, planOf(1));
    return runId;
  };
  const finish = async (runId: string, no: number): Promise<void> => {
    const chunk = (await findPendingChunks(database, runId)).find((each) => each.no === no);
    if (chunk === undefined) throw new Error(`chunk ${no} is not pending`);
    await completeSample(database, runId, chunk, { decisions: [buildDecision(`TK-${no}`)], balances: [] });
  };
  const fail = async (runId: string, no: number): Promise<void> => {
    await claimChunk(database, runId, no, { token: 'token', leaseMs: 60_000 });
    await failChunk(database, runId, no, 'token', { code: 'AMOUNT_TOO_LARGE', message: `chunk ${no}` });
  };
  const readStatus = async (runId: string): Promise<string | undefined> => (await findRun(database, runId))?.status;

  it('is partial when nothing is pending any more, and says why', async () => {
    const runId = await startPlanned();
    expect(await markPartial(database, runId, REASON)).to.equal(false);
    await fail(runId, 2);
    await finish(runId, 1);
    expect(await markPartial(database, runId, REASON), 'chunk 3 is pending').to.equal(false);
    expect(await readStatus(runId)).to.equal('deciding');
    await finish(runId, 3);
    expect(await markPartial(database, runId, REASON)).to.equal(true);
    expect(await findRun(database, runId)).to.deep.include({ status: 'partial', failure: REASON });
    expect(await markPartial(database, runId, { ...REASON, message: 'again' }), 'it is partial').to.equal(true);
    expect((await findRun(database, runId))?.failure).to.deep.equal(REASON);
  });

  it('is never partial where all is decided, or while it is imported, reported or closed', async () => {
    const runId = await startPlanned();
    for (const no of [1, 2, 3]) await finish(runId, no);
    expect(await markPartial(database, runId, REASON)).to.equal(false);
    await beginReporting(database, runId);
    expect(await markPartial(database, runId, REASON)).to.equal(false);
    await closeRun(database, runId, CLOSED);
    expect(await markPartial(database, runId, REASON)).to.equal(false);
    expect(await findRun(database, runId)).to.deep.include({ status: 'closed', failure: null });
    const { runId: importing } = await startImport(database);
    expect(await markPartial(database, importing, REASON)).to.equal(false);
    const empty = await startDeciding(database, []);
    expect(await markPartial(database, empty, REASON)).to.equal(false);
    expect((await catchFailure(() => markPartial(database, 'no-such-run', REASON))).code).to.equal('RUN_NOT_FOUND');
  });

  it('gets another chance as a whole: what failed is pending with all its attempts, what is decided stays', async () => {
    const runId = await startPlanned();
    await finish(runId, 1);
    await fail(runId, 2);
    await fail(runId, 3);
    await markPartial(database, runId, REASON);
    await reopenRun(database, runId);
    expect(await findRun(database, runId)).to.deep.include({ status: 'deciding', failure: null });
    expect(await findFailedChunks(database, runId, 10)).to.deep.equal([]);
    expect((await findPendingChunks(database, runId)).map(({ no }) => no)).to.deep.equal([2, 3]);
    const claim = await claimChunk(database, runId, 2, { token: 'next', leaseMs: 60_000 });
    expect(claim).to.deep.include({ state: 'claimed', attempts: 1 });
    expect(await readProgress(database, runId)).to.deep.include({ chunksDone: 1, chunksFailed: 0, subjectsDone: 1 });
    await reopenRun(database, runId);
    expect((await claimChunk(database, runId, 2, { token: 'third', leaseMs: 60_000 })).state).to.equal('leased');
  });

  it('keeps its phase when it is opened again in another one, and a closed one stays as it is', async () => {
    const { runId: importing } = await startImport(database);
    await failRun(database, importing, { code: 'INPUT_HEADER', message: 'no header' });
    await reopenRun(database, importing);
    expect(await findRun(database, importing)).to.deep.include({ status: 'importing', failure: null });
    const runId = await startDeciding(database, []);
    await beginReporting(database, runId);
    await failRun(database, runId, { code: 'OUTPUT', message: 'no report' });
    await reopenRun(database, runId);
    expect(await findRun(database, runId)).to.deep.include({ status: 'reporting', failure: null });
    await closeRun(database, runId, CLOSED);
    const closed = await findRun(database, runId);
    await reopenRun(database, runId);
    expect(await findRun(database, runId)).to.deep.equal(closed);
    expect((await catchFailure(() => reopenRun(database, 'no-such-run'))).code).to.equal('RUN_NOT_FOUND');
  });

  it('keeps why however much there is to say', async () => {
    const runId = await startPlanned();
    const long = { code: 'INPUT_HEADER', message: `"Mã phiếu" and 😀 ${'are both ticketId; '.repeat(10_000)}` };
    await failRun(database, runId, long);
    const failure = (await findRun(database, runId))?.failure;
    expect(failure?.code).to.equal('INPUT_HEADER');
    expect(failure?.message).to.match(/^"Mã phiếu" and 😀 are both ticketId; [\s\S]* …$/);
    expect(failure?.message.length).to.be.lessThan(5_000);
    await finish(runId, 1);
    await finish(runId, 2);
    await claimChunk(database, runId, 3, { token: 'token', leaseMs: 60_000 });
    expect(await failChunk(database, runId, 3, 'token', long)).to.equal(true);
    expect(await markPartial(database, runId, long)).to.equal(true);
  });

  it('is not closed, and its reports do not begin', async () => {
    const runId = await startPlanned();
    await finish(runId, 1);
    await finish(runId, 3);
    await fail(runId, 2);
    const refused = await catchFailure(() => closeRun(database, runId, CLOSED));
    expect(refused.code).to.equal('CONTROL_TOTALS');
    await markPartial(database, runId, REASON);
    expect((await catchFailure(() => closeRun(database, runId, CLOSED))).code).to.equal('CONTROL_TOTALS');
    await beginReporting(database, runId);
    expect(await readStatus(runId)).to.equal('partial');
  });
});

describeEachDatabase('a run without one of its workbooks', (open) => {
  it('is not closed, and says which is missing', async () => {
    const database = await open();
    const runId = await startDeciding(database, []);
    await beginReporting(database, runId);
    const close = () => closeRun(database, runId, { ...CLOSED, reports: ['billing-notices', 'billing-actions'] });
    const save = (no: number, report: string) =>
      saveRunReport(database, runId, { no, report, fileName: `${report}.xlsx` }, Readable.from([Buffer.from('x')]));
    await save(1, 'billing-notices');
    const failure = await catchFailure(close);
    expect(failure.code).to.equal('CONTROL_TOTALS');
    expect(failure.message).to.contain('billing-actions').and.not.to.contain('billing-notices');
    expect((await findRun(database, runId))?.status).to.equal('reporting');
    await save(2, 'billing-actions');
    expect(await close()).to.equal(true);
  });
});

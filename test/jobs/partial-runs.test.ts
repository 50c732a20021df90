import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import { resumeRuns } from '../../jobs/resume-runs.ts';
import { retryRun } from '../../jobs/retry-run.ts';
import { readRunStatus } from '../../jobs/run-status.ts';
import { Failure } from '../../src/domain/failure.ts';
import { claimChunk } from '../../src/store/chunk-leases.ts';
import { findFailedChunks } from '../../src/store/chunks.ts';
import { readRunReports } from '../../src/store/run-reports.ts';
import { type BareWorker, type ChangedDecider, startBareWorker } from '../support/bare-worker.ts';
import { runEmbedded } from '../support/queue-inputs.ts';
import { readRows } from '../support/sample-run.ts';
import { buildTooLargeRequest, CUSTOMERS } from '../support/too-large.ts';
import { openWorkQueue, WITHOUT_REPORTS, type WorkQueue, waitFor } from '../support/work-queue.ts';

/** Fails so many times for each of the chunks, and then decides as the real one. */
function failFirst(times: number, chunks: readonly number[], buildError: () => Error): ChangedDecider {
  const left = new Map(chunks.map((no) => [no, times]));
  return (real) => async (database, runId, chunk, signal) => {
    const more = left.get(chunk.no) ?? 0;
    left.set(chunk.no, more - 1);
    if (more > 0) throw buildError();
    return real(database, runId, chunk, signal);
  };
}

/** Chunks are given up at once, so that a test does not wait for the pauses between attempts. */
const ONE_ATTEMPT = { chunkLimits: { leaseMs: 10_000, maxAttempts: 1 } } as const;

describe('a run with chunks that cannot be decided', () => {
  let queue: WorkQueue;
  const bare: BareWorker[] = [];
  before(async () => {
    queue = await openWorkQueue();
  });
  afterEach(async () => {
    await queue.stopWorkers();
    for (const worker of bare.splice(0)) await worker.stop();
  });
  after(() => queue.close());

  const startBare = (decider: ChangedDecider, set: Parameters<typeof startBareWorker>[1] = {}): void => {
    bare.push(startBareWorker(queue, { decider, ...set }));
  };
  /** The job that made the run partial is over, too: until then nobody needs another one, and none would be added. */
  const waitUntilPartial = async (runId: string): Promise<void> => {
    await queue.waitForRun(runId, 'partial');
    await waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'completed',
      () => `the closing job of run ${runId} is not over`,
    );
  };
  const listDecided = async (runId: string): Promise<readonly string[]> =>
    (await readRows(queue.database, runId)).map((row) => String(JSON.parse(row).customerId));

  it('is partial: all others are decided, and it says whose rows it is about; nothing waits', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, ['C-3', 'C-5']));
    queue.startWorker();
    const run = await queue.waitForRun(runId, 'partial');
    expect(await listDecided(runId)).to.deep.equal(['C-1', 'C-2', 'C-4', 'C-6']);
    expect(run.failure?.code).to.equal('AMOUNT_TOO_LARGE');
    expect(run.failure?.message).to.contain('2 of 6 chunks could not be decided');
    expect(run.failure?.message).to.contain('"C-3" (invoices lines 6, 7)').and.to.contain('9007199254740991');
    const failed = await findFailedChunks(queue.database, runId, 10);
    expect(failed.map(({ no, attempts }) => [no, attempts])).to.deep.equal([
      [3, 3],
      [5, 3],
    ]);
    expect(failed[1]?.message).to.contain('"C-5" (invoices lines 10, 11)');

    await waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'completed',
      () => 'the close job is not over',
    );
    for (const name of ['decide', 'close', 'report'] as const) {
      const counts = await queue.queues[name].getJobCounts('waiting', 'active', 'delayed', 'waiting-children');
      expect(Object.values(counts), name).to.deep.equal([0, 0, 0, 0]);
    }
    expect(await readRunReports(queue.database, runId)).to.deep.equal([]);
    const status = await readRunStatus(queue.database, run, queue.queues);
    expect(status).to.deep.include({
      status: 'partial',
      chunks: { done: 4, failed: 2, total: 6 },
      subjects: { done: 4, total: 6 },
      secondsLeft: null,
      reports: [],
    });
    expect(status.failedChunks.map(({ fromId }) => fromId)).to.deep.equal(['C-3', 'C-5']);
    // Redis is told where to look; the rows stay in the database.
    const job = await queue.getJob('decide', JOB_IDS.chunk(runId, 3));
    expect(job.failedReason).to.contain('AMOUNT_TOO_LARGE').and.to.contain(`kyhan status ${runId}`);
    expect(job.failedReason).not.to.contain('C-3');
  });

  it('is partial again after a retry of what cannot be decided, and only that was tried', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, ['C-2']));
    queue.startWorker();
    await queue.waitForRun(runId, 'partial');
    const before = await queue.database.knex('chunks').where({ run_id: runId, status: 'done' }).orderBy('chunk_no');
    const retried = await retryRun(queue.database, queue.queues, runId);
    expect(retried).to.deep.include({ status: 'deciding', failure: null });
    const run = await queue.waitForRun(runId, 'partial');
    expect(run.failure?.message).to.contain('"C-2" (invoices lines 4, 5)');
    const after = await queue.database.knex('chunks').where({ run_id: runId, status: 'done' }).orderBy('chunk_no');
    expect(after).to.deep.equal(before);
    expect(before).to.have.length(CUSTOMERS.length - 1);
  });

  it('is closed after a retry once they can be decided, with the decisions of any other run', async () => {
    const request = await buildTooLargeRequest(queue.folder, []);
    const { runId } = await queue.submit(request);
    startBare(
      failFirst(1, [2, 4], () => new TypeError('a fault of the program')),
      ONE_ATTEMPT,
    );
    const partial = await queue.waitForRun(runId, 'partial');
    expect(partial.failure?.code).to.equal('UNEXPECTED');
    await retryRun(queue.database, queue.queues, runId);
    expect(await queue.waitForRun(runId, 'closed')).to.deep.include({ failure: null });
    const expected = await runEmbedded(request);
    expect(await readRows(queue.database, runId)).to.deep.equal(expected.rows);
    const reports = await readRunReports(queue.database, runId);
    expect(reports.map(({ fileName, sha256 }) => `${fileName} ${sha256}`)).to.deep.equal(expected.reports);
  });

  it('gets over a fault that passes within its attempts, and loses none while the database is away', async () => {
    const request = await buildTooLargeRequest(queue.folder, [], 'Công ty thứ hai');
    const { runId } = await queue.submit(request);
    const fault = failFirst(2, [1, 6], () => new Failure('DATABASE', { message: 'a fault', action: 'wait' }));
    const away = failFirst(1, [3], () => new Failure('DATABASE_UNAVAILABLE', { message: 'away', action: 'wait' }));
    startBare((real) => fault(away(real)), { only: WITHOUT_REPORTS });
    expect(await queue.waitForRun(runId, 'reporting')).to.deep.include({ failure: null });
    const chunks: readonly { attempts: number }[] = await queue.database
      .knex('chunks')
      .where({ run_id: runId })
      .orderBy('chunk_no');
    expect(chunks.map(({ attempts }) => attempts)).to.deep.equal([3, 1, 1, 1, 1, 3]);
    expect((await queue.getJob('decide', JOB_IDS.chunk(runId, 3))).attemptsMade).to.equal(1);
  });

  it('goes on as a whole when somebody retries one failed job by hand', async () => {
    const request = await buildTooLargeRequest(queue.folder, [], 'Công ty thứ ba');
    const { runId } = await queue.submit(request);
    startBare(
      failFirst(1, [2, 4], () => new TypeError('a fault of the program')),
      ONE_ATTEMPT,
    );
    await waitUntilPartial(runId);
    await (await queue.getJob('decide', JOB_IDS.chunk(runId, 4))).retry('failed');
    expect(await queue.waitForRun(runId, 'reporting')).to.deep.include({ failure: null });
    expect(await readRows(queue.database, runId)).to.deep.equal((await runEmbedded(request)).rows);
  });

  it('is partial again when the job that somebody retried by hand fails again', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, ['C-1'], 'Công ty thứ tư'));
    startBare((real) => real, ONE_ATTEMPT);
    await waitUntilPartial(runId);
    const jobId = JOB_IDS.chunk(runId, 1);
    const readFinish = async (): Promise<number> => (await queue.queues.decide.getJob(jobId))?.finishedOn ?? 0;
    const before = await readFinish();
    await (await queue.getJob('decide', jobId)).retry('failed');
    await waitFor(
      async () => (await readFinish()) > before,
      () => 'the job is not over again',
    );
    expect((await queue.waitForRun(runId, 'partial')).failure?.message).to.contain('"C-1" (invoices lines 2, 3)');
  });

  it('gives a chunk up that ended each process that took it, without a word', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, [], 'Công ty thứ năm'));
    queue.startWorker({ queues: ['import', 'close'] });
    await waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'waiting-children',
      () => 'the chunks are not handed out',
    );
    for (let death = 1; death <= 10; death += 1) {
      await claimChunk(queue.database, runId, 4, { token: `of process ${death}`, leaseMs: 0 });
    }
    queue.startWorker({ queues: ['decide'] });
    const run = await queue.waitForRun(runId, 'partial');
    expect(run.failure?.message).to.contain('1 of 6 chunks').and.to.contain('ended 10 times without a word');
    expect(await listDecided(runId)).to.deep.equal(['C-1', 'C-2', 'C-3', 'C-5', 'C-6']);
  });
});

describe('a run with a workbook that cannot be built', () => {
  let queue: WorkQueue;
  before(async () => {
    queue = await openWorkQueue();
  });
  afterEach(() => queue.stopWorkers());
  after(() => queue.close());

  it('says why, hands nothing out and waits for nobody; a retry closes it once that is mended', async () => {
    const { runId, release } = await queue.submit(await buildTooLargeRequest(queue.folder, []));
    queue.startWorker({ queues: ['import', 'decide', 'close'] });
    await waitFor(
      async () => (await queue.queues.report.getWaitingCount()) > 0,
      () => 'no workbook is asked for',
    );
    // Workbooks are built in a process of its own, which reads the rules from the store.
    const row = await queue.database.knex('releases').where({ release_hash: release }).first();
    await queue.database.knex('releases').delete();
    queue.startWorker({ queues: ['report'] });
    const failed = await queue.waitForRun(runId, 'failure');
    expect(failed).to.deep.include({ status: 'reporting' });
    expect(failed.failure?.code).to.equal('OUTPUT');
    expect(failed.failure?.message).to.match(
      /the workbooks billing-notices, .* of run .* could not be built: RULES_INVALID: /,
    );
    await waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'failed',
      () => 'the close job is not over',
    );
    expect(await queue.queues.report.getJobCounts('waiting', 'active', 'delayed')).to.deep.equal({
      ...{ waiting: 0, active: 0, delayed: 0 },
    });
    expect(await resumeRuns(queue.database, queue.queues), 'it waits for somebody').to.deep.equal([]);
    await queue.database.knex('releases').insert(row);
    await retryRun(queue.database, queue.queues, runId);
    expect(await queue.waitForRun(runId, 'closed')).to.deep.include({ failure: null });
  });

  it('is closed too when somebody has the job of the workbook done again by hand, or the close job', async () => {
    for (const [customer, retried] of [
      ['Công ty thứ sáu', 'report'],
      ['Công ty thứ bảy', 'close'],
    ] as const) {
      const { runId, release } = await queue.submit(await buildTooLargeRequest(queue.folder, [], customer));
      queue.startWorker({ queues: ['import', 'decide', 'close'] });
      await waitFor(
        async () => (await queue.queues.report.getWaitingCount()) === 3,
        () => 'no workbook is asked for',
      );
      const row = await queue.database.knex('releases').where({ release_hash: release }).first();
      await queue.database.knex('releases').delete();
      queue.startWorker({ queues: ['report'] });
      await queue.waitForRun(runId, 'failure');
      await waitFor(
        async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'failed',
        () => 'the close job is not over',
      );
      await queue.database.knex('releases').insert(row);
      const jobId = retried === 'close' ? JOB_IDS.close(runId) : JOB_IDS.report(runId, 'billing-notices');
      await (await queue.getJob(retried, jobId)).retry();
      expect(await queue.waitForRun(runId, 'closed')).to.deep.include({ failure: null });
      await queue.stopWorkers();
    }
  });
});

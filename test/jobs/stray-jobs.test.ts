import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import type { QueueName } from '../../jobs/queue-names.ts';
import { buildTicketRequest, type Expected, runEmbedded } from '../support/queue-inputs.ts';
import { readRows } from '../support/sample-run.ts';
import { openWorkQueue, WITHOUT_REPORTS, type WorkQueue, waitFor } from '../support/work-queue.ts';

const NO_RUN = 'ticket-0000000000000000';

describe('a job that has no business there', () => {
  let queue: WorkQueue;
  let expected: Expected;
  before(async () => {
    queue = await openWorkQueue();
    const request = await buildTicketRequest(queue.folder, 40, 8);
    expected = await runEmbedded(request);
    await queue.submit(request);
    queue.startWorker();
    await queue.waitForRun(expected.runId, 'closed');
  });
  afterEach(async () => {
    // Whatever it was, the run is as it was.
    const run = await queue.getRun(expected.runId);
    expect(run).to.deep.include({ status: 'closed', failure: null, decisionCount: expected.rows.length });
    expect(await readRows(queue.database, expected.runId)).to.deep.equal(expected.rows);
  });
  after(() => queue.close());

  /** Adds a job in the place of any that was there, and waits until it is over. */
  const work = async (name: QueueName, jobId: string, data: object) => {
    await queue.queues[name].remove(jobId);
    await queue.queues[name].add(name, data, { jobId });
    await waitFor(
      async () => ['completed', 'failed', 'delayed'].includes(await queue.queues[name].getJobState(jobId)),
      () => `${jobId} is not over`,
    );
    const job = await queue.getJob(name, jobId);
    return { state: await job.getState(), result: job.returnvalue, reason: job.failedReason, made: job.attemptsMade };
  };

  it('does nothing when it comes for a run that is closed', async () => {
    const { runId } = expected;
    const { read, rejected } = (await queue.getRun(runId)).rows;
    for (const [name, jobId, data, result] of [
      ['import', JOB_IDS.import(runId), { runId }, { rows: read, rejected }],
      ['decide', JOB_IDS.chunk(runId, 2), { runId, chunkNo: 2 }, { state: 'closed' }],
      ['decide', JOB_IDS.chunk(runId, 99), { runId, chunkNo: 99 }, { state: 'closed' }],
      ['close', JOB_IDS.close(runId), { runId }, { status: 'closed' }],
      ['report', JOB_IDS.report(runId, 'ticket-sla'), { runId, report: 'ticket-sla' }, { report: 'ticket-sla' }],
    ] as const) {
      const done = await work(name, jobId, data);
      expect(done.state, jobId).to.equal('completed');
      expect(done.result, jobId).to.deep.equal(result);
    }
    expect(await queue.queues.close.getJobCounts('waiting', 'active')).to.deep.equal({ waiting: 0, active: 0 });
  });

  it('fails for good, at once, when its run is not there', async () => {
    for (const [name, jobId, data] of [
      ['import', JOB_IDS.import(NO_RUN), { runId: NO_RUN }],
      ['decide', JOB_IDS.chunk(NO_RUN, 1), { runId: NO_RUN, chunkNo: 1 }],
      ['close', JOB_IDS.close(NO_RUN), { runId: NO_RUN }],
      ['report', JOB_IDS.report(NO_RUN, 'ticket-sla'), { runId: NO_RUN, report: 'ticket-sla' }],
    ] as const) {
      const { state, reason, made } = await work(name, jobId, data);
      expect([state, made], jobId).to.deep.equal(['failed', 1]);
      expect(reason, jobId).to.contain(`RUN_NOT_FOUND: there is no run "${NO_RUN}"`).and.not.to.contain('mysql://');
    }
  });

  it('fails for good when its workbook is none of its batch', async () => {
    const { runId } = expected;
    const data = { runId, report: 'debt-ageing' };
    const { state, reason, made } = await work('report', JOB_IDS.report(runId, 'debt-ageing'), data);
    expect([state, made]).to.deep.equal(['failed', 1]);
    expect(reason).to.equal(`run ${runId} has no workbook of that name; remove the job`);
  });
});

describe('jobs that come at the wrong moment', () => {
  let queue: WorkQueue;
  before(async () => {
    queue = await openWorkQueue();
  });
  afterEach(() => queue.stopWorkers());
  after(() => queue.close());

  it('are put in order: who would close a run that is not imported has it imported first', async () => {
    const request = await buildTicketRequest(queue.folder, 41, 8);
    const { runId } = await queue.submit(request);
    await queue.queues.import.remove(JOB_IDS.import(runId));
    await queue.queues.close.add('close', { runId }, { jobId: JOB_IDS.close(runId) });
    queue.startWorker({ queues: ['close'] });
    await waitFor(
      async () => (await queue.queues.import.getJobState(JOB_IDS.import(runId))) === 'waiting',
      () => 'nothing is to be imported',
    );
    queue.startWorker({ queues: WITHOUT_REPORTS });
    await queue.waitForRun(runId, 'reporting');
    expect(await readRows(queue.database, runId)).to.deep.equal((await runEmbedded(request)).rows);
  });

  it('fail for good for a chunk that was never planned, and nobody waits for them', async () => {
    const { runId } = await queue.submit(await buildTicketRequest(queue.folder, 42, 8));
    queue.startWorker({ queues: ['import'] });
    await queue.waitForRun(runId, 'deciding');
    const jobIds = [0, -1, 1.5, 7, 1e21].map((chunkNo) => ({ chunkNo, jobId: JOB_IDS.chunk(runId, chunkNo) }));
    for (const { chunkNo, jobId } of jobIds) await queue.queues.decide.add('decide', { runId, chunkNo }, { jobId });
    queue.startWorker({ queues: WITHOUT_REPORTS });
    await queue.waitForRun(runId, 'reporting');
    for (const { chunkNo, jobId } of jobIds) {
      const job = await queue.getJob('decide', jobId);
      expect(job.failedReason, jobId).to.equal(`run ${runId} has no chunk ${chunkNo}; remove the job`);
      expect(job.attemptsMade, jobId).to.equal(1);
    }
  });

  it('wait for a chunk that somebody else has, and do nothing when it is done by then', async () => {
    const { runId } = await queue.submit(await buildTicketRequest(queue.folder, 43, 8));
    queue.startWorker({ queues: ['import', 'close'] });
    await waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'waiting-children',
      () => 'the chunks are not handed out',
    );
    const chunk = { run_id: runId, chunk_no: 2 };
    const inAnHour = Date.now() + 3_600_000;
    await queue.database.knex('chunks').where(chunk).update({ lease_token: 'other', leased_until: inAnHour });
    queue.startWorker({ queues: WITHOUT_REPORTS });
    await waitFor(
      async () => (await queue.queues.decide.getJobState(JOB_IDS.chunk(runId, 2))) === 'delayed',
      () => 'the job does not wait',
    );
    const job = await queue.getJob('decide', JOB_IDS.chunk(runId, 2));
    expect([job.attemptsMade, job.delay > 3_000_000]).to.deep.equal([0, true]);
    await queue.database.knex('chunks').where(chunk).update({ lease_token: null, leased_until: null });
    await job.promote();
    await queue.waitForRun(runId, 'reporting');
  });
});

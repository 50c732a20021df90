import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import { retryRun } from '../../jobs/retry-run.ts';
import { failRun } from '../../src/store/runs.ts';
import { runEmbedded } from '../support/queue-inputs.ts';
import { readRows } from '../support/sample-run.ts';
import { buildTooLargeRequest } from '../support/too-large.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../support/work-queue.ts';

describe('a run whose jobs come to nothing', () => {
  let queue: WorkQueue;
  before(async () => {
    queue = await openWorkQueue();
  });
  after(() => queue.close());

  const waitForChunkJobs = async (runId: string): Promise<void> =>
    waitFor(
      async () => (await queue.queues.close.getJobState(JOB_IDS.close(runId))) === 'waiting-children',
      () => 'the chunks are not handed out',
    );

  it('notices that a round has decided nothing, counts it as an attempt, and hands out anew', async () => {
    const request = await buildTooLargeRequest(queue.folder, []);
    const { runId } = await queue.submit(request);
    queue.startWorker({ queues: ['import', 'close'] });
    await waitForChunkJobs(runId);
    for (const job of await queue.queues.decide.getWaiting()) await job.remove();
    await waitFor(
      async () => (await queue.getJob('close', JOB_IDS.close(runId))).attemptsMade === 1,
      () => 'nobody noticed',
    );
    expect((await queue.getRun(runId)).failure, 'it is not over yet').to.equal(null);
    queue.startWorker();
    await queue.waitForRun(runId, 'closed');
    expect(await readRows(queue.database, runId)).to.deep.equal((await runEmbedded(request)).rows);
  });

  it('goes on when somebody asks for it although its close job waits for children that are gone', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, [], 'Công ty thứ hai'));
    queue.startWorker({ queues: ['import', 'close'] });
    await waitForChunkJobs(runId);
    await queue.stopWorkers();
    const lost = await queue.queues.decide.getWaiting();
    // As a Redis that throws keys away does it: the close job still waits for them.
    for (const { id } of lost) await queue.redis.del(queue.queues.decide.toKey(id ?? ''));
    await queue.redis.del(queue.queues.decide.toKey('wait'), queue.queues.decide.toKey('marker'));
    await retryRun(queue.database, queue.queues, runId);
    queue.startWorker();
    expect((await queue.waitForRun(runId, 'closed')).failure).to.equal(null);
  });

  it('is not blamed by a worker that has lost its job: the run is in another phase by now', async () => {
    const { runId } = await queue.submit(await buildTooLargeRequest(queue.folder, [], 'Công ty thứ ba'));
    queue.startWorker({ queues: ['import'] });
    await queue.waitForRun(runId, 'deciding');
    await failRun(queue.database, runId, { code: 'INPUT_CHANGED', message: 'too late' }, ['importing']);
    expect((await queue.getRun(runId)).failure).to.equal(null);
    await failRun(queue.database, runId, { code: 'CONTROL_TOTALS', message: 'in time' }, ['deciding']);
    expect((await queue.getRun(runId)).failure).to.deep.equal({ code: 'CONTROL_TOTALS', message: 'in time' });
  });
});

import type { Job } from 'bullmq';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import type { QueueName } from '../../jobs/queue-names.ts';
import { resumeRuns } from '../../jobs/resume-runs.ts';
import { countDecisions } from '../../src/store/decisions.ts';
import { createRun } from '../../src/store/runs.ts';
import { type BareWorker, startBareWorker } from '../support/bare-worker.ts';
import { buildTicketRequest } from '../support/queue-inputs.ts';
import { buildNewRun } from '../support/store-samples.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../support/work-queue.ts';

const OTHER = 'ticket-ffffffffffffffff';

/** What somebody makes of the data of a job; `own` are those that the program put there. */
const CHANGES: readonly { readonly what: string; readonly change: (own: object) => unknown }[] = [
  { what: 'another run', change: (own) => ({ ...own, runId: OTHER }) },
  { what: 'a key too many', change: (own) => ({ ...own, customerName: 'Nguyễn Văn A' }) },
  { what: 'a number for the run', change: (own) => ({ ...own, runId: 7 }) },
  { what: 'an object for the run', change: (own) => ({ ...own, runId: { $ne: null } }) },
  {
    what: 'no run',
    change: ({ ...own }) => Object.fromEntries(Object.entries(own).filter(([key]) => key !== 'runId')),
  },
  { what: 'a text', change: () => 'ticket-0123456789abcdef' },
  { what: 'a number', change: () => 5 },
  { what: 'nothing', change: () => null },
  { what: 'a list', change: (own) => [own] },
  { what: 'an empty list', change: () => [] },
];
const CHUNK_CHANGES: typeof CHANGES = [
  ...CHANGES,
  { what: 'another chunk', change: (own) => ({ ...own, chunkNo: 2 }) },
  { what: 'a text for the number', change: (own) => ({ ...own, chunkNo: '1' }) },
  { what: 'no number', change: (own) => ({ ...own, chunkNo: null }) },
];
const REPORT_CHANGES: typeof CHANGES = [
  { what: 'another report', change: (own) => ({ ...own, report: '../../etc/passwd' }) },
  { what: 'a key too many', change: (own) => ({ ...own, folder: '/tmp' }) },
];

describe('a job whose data somebody has changed', () => {
  let queue: WorkQueue;
  let runId: string;
  let worker: BareWorker;
  const failed: Job[] = [];
  before(async () => {
    queue = await openWorkQueue();
    // A run that waits for its import, and the other one that somebody names in its place.
    ({ runId } = await queue.submit(await buildTicketRequest(queue.folder, 20, 5)));
    await queue.queues.import.remove(JOB_IDS.import(runId));
    await createRun(queue.database, buildNewRun({ runId: OTHER }));
    worker = startBareWorker(queue);
  });
  after(async () => {
    await worker.stop();
    await queue.close();
  });

  /** Adds a job as the program would, with other data, and waits until it has failed. */
  const fail = async (name: QueueName, jobId: string, data: unknown): Promise<Job> => {
    await queue.queues[name].remove(jobId);
    await queue.queues[name].add(name, data, { jobId });
    const isOver = async (): Promise<boolean> =>
      ['failed', 'completed', 'delayed'].includes(await queue.queues[name].getJobState(jobId));
    await waitFor(isOver, () => `${jobId} with ${JSON.stringify(data)}`);
    const job = await queue.getJob(name, jobId);
    failed.push(job);
    return job;
  };
  const expectRefusal = (job: Job, data: unknown): void => {
    const what = `${job.id} with ${JSON.stringify(data)}`;
    expect(job.failedReason, what).to.contain('are not what the program put there').and.to.contain('kyhan resume');
    expect(job.failedReason, what).not.to.contain('Nguyễn');
    expect(job.attemptsMade, what).to.equal(1);
  };

  for (const { name, toId, own, changes } of [
    { name: 'import', toId: () => JOB_IDS.import(runId), own: () => ({ runId }), changes: CHANGES },
    { name: 'close', toId: () => JOB_IDS.close(runId), own: () => ({ runId }), changes: CHANGES },
    {
      name: 'decide',
      toId: () => JOB_IDS.chunk(runId, 1),
      own: () => ({ runId, chunkNo: 1 }),
      changes: CHUNK_CHANGES,
    },
    {
      name: 'report',
      toId: () => JOB_IDS.report(runId, 'ticket-sla'),
      own: () => ({ runId, report: 'ticket-sla' }),
      changes: REPORT_CHANGES,
    },
  ] as const) {
    it(`fails for good, in the queue ${name}`, async () => {
      for (const { change } of changes) {
        const data = change(own());
        expectRefusal(await fail(name, toId(), data), data);
        await queue.queues[name].remove(toId());
      }
    });
  }

  for (const [name, toId] of [
    ['import', () => JOB_IDS.import(runId)],
    ['decide', () => JOB_IDS.chunk(runId, 1)],
    ['report', () => JOB_IDS.report(runId, 'ticket-sla')],
  ] as const) {
    it(`fails for good when its data are no JSON any more, in the queue ${name}`, async () => {
      const jobId = toId();
      await queue.queues[name].pause();
      await queue.queues[name].add(name, { runId }, { jobId });
      await queue.redis.hset(`kyhan:${name}:${jobId}`, 'data', '{"runId": Nguyễn');
      await queue.queues[name].resume();
      await waitFor(
        async () => (await queue.queues[name].getJobState(jobId)) === 'failed',
        () => `${jobId} is not over`,
      );
      const reason = await queue.redis.hget(`kyhan:${name}:${jobId}`, 'failedReason');
      expect(reason).to.contain('are not what the program put there').and.not.to.contain('Nguyễn');
      await queue.queues[name].remove(jobId);
    });
  }

  it('fails for good when its id is that of other work', async () => {
    for (const [name, jobId, data] of [
      ['import', JOB_IDS.close(runId), { runId }],
      ['close', JOB_IDS.import(runId), { runId }],
      ['decide', JOB_IDS.import(runId), { runId, chunkNo: 1 }],
      ['decide', 'any', { runId, chunkNo: 1 }],
    ] as const) {
      expectRefusal(await fail(name, jobId, data), data);
      await queue.queues[name].remove(jobId);
    }
  });

  it('does nothing: neither run is imported, decided or blamed', async () => {
    expect(failed.length).to.be.greaterThan(35);
    for (const id of [runId, OTHER]) {
      expect(await queue.getRun(id)).to.deep.include({ status: 'importing', failure: null });
      expect((await countDecisions(queue.database, id)).total).to.equal(0);
    }
  });

  it('cannot be as large as what does not belong there', async () => {
    const add = queue.queues.import.add('import', { runId, note: 'x'.repeat(2_000) }, { jobId: 'large' });
    const error = await add.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('exceeds the limit');
  });

  it('is put right by resume, and the run goes on', async () => {
    await queue.queues.import.add('import', { runId: OTHER }, { jobId: JOB_IDS.import(runId) });
    await waitFor(
      async () => (await queue.queues.import.getJobState(JOB_IDS.import(runId))) === 'failed',
      () => 'the changed job',
    );
    expect((await resumeRuns(queue.database, queue.queues)).map((run) => run.runId)).to.deep.equal([runId]);
    await queue.waitForRun(runId, 'reporting');
  });
});

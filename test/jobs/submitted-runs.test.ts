import type { Job } from 'bullmq';
import { expect } from 'chai';
import { Engine } from 'json-rules-engine';
import { after, before, describe, it } from 'mocha';
import { QUEUE_NAMES } from '../../jobs/queue-names.ts';
import { readRunStatus } from '../../jobs/run-status.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { openRunReport, readRunReports } from '../../src/store/run-reports.ts';
import { readRunSources } from '../../src/store/run-sources.ts';
import { buildAccountsRequest, buildTicketRequest, runEmbedded } from '../support/queue-inputs.ts';
import { readAll } from '../support/read-all.ts';
import { readRows } from '../support/sample-run.ts';
import { openWorkQueue, type WorkQueue } from '../support/work-queue.ts';

/** Counts the runs of each engine of rules that are in flight, and all there were. */
function watchEngines(): { readonly read: () => { all: number; mostAtOnce: number }; readonly restore: () => void } {
  const real = Engine.prototype.run;
  const inFlight = new Map<Engine, number>();
  const seen = { all: 0, mostAtOnce: 0 };
  Engine.prototype.run = async function (this: Engine, ...args) {
    const count = (inFlight.get(this) ?? 0) + 1;
    inFlight.set(this, count);
    seen.all += 1;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, count);
    try {
      return await real.apply(this, args);
    } finally {
      inFlight.set(this, (inFlight.get(this) ?? 1) - 1);
    }
  };
  const restore = (): void => {
    Engine.prototype.run = real;
  };
  return { read: () => seen, restore };
}

describe('a submitted run', () => {
  let queue: WorkQueue;
  let requests: readonly RunRequest[];
  const engines = watchEngines();
  before(async () => {
    queue = await openWorkQueue();
    requests = [
      await buildTicketRequest(queue.folder, 120, 9),
      await buildAccountsRequest(queue.folder, 'billing', 60, 7),
      await buildAccountsRequest(queue.folder, 'debt', 60, 7),
    ];
    for (const request of requests) await queue.submit(request);
    queue.startWorker({ concurrency: 4, engine: 'reference' });
  });
  after(async () => {
    engines.restore();
    await queue.close();
  });

  for (const [index, kind] of ['ticket', 'billing', 'debt'].entries()) {
    it(`of ${kind} comes to the same decisions and workbooks as one in this process on SQLite`, async () => {
      const request = requests[index];
      if (request === undefined) throw new Error('no request');
      const expected = await runEmbedded(request);
      const run = await queue.waitForRun(expected.runId, 'closed');
      expect(run.failure).to.equal(null);
      expect(run.seconds).to.be.greaterThan(0);
      expect(await readRows(queue.database, run.runId)).to.deep.equal(expected.rows);
      expect(expected.rows.length).to.be.greaterThan(50);

      const reports = await readRunReports(queue.database, run.runId);
      expect(reports.map(({ fileName, sha256 }) => `${fileName} ${sha256}`)).to.deep.equal(expected.reports);
      expect(reports.map(({ report }) => report)).to.deep.equal(request.batch.reports);
      for (const { fileName, bytes } of reports) {
        const opened = await openRunReport(queue.database, run.runId, fileName);
        if (opened === undefined) throw new Error(`${fileName} is not kept`);
        expect(Buffer.concat([...(await readAll(opened.content))]).length).to.equal(bytes);
      }
    }).timeout(60_000);
  }

  it('keeps no bytes of its files once they are imported, and knows which they were', async () => {
    for (const request of requests) {
      const { runId } = await runOf(request);
      expect(await queue.database.knex('file_parts').where({ run_id: runId, role: 'input' })).to.deep.equal([]);
      const sources = await readRunSources(queue.database, runId);
      expect(sources.map(({ input }) => input)).to.deep.equal(request.inputs.map(({ input }) => input));
    }
  });

  it('tells how far it is in numbers', async () => {
    for (const request of requests) {
      const run = await runOf(request);
      const status = await readRunStatus(queue.database, run, queue.queues);
      expect(status).to.deep.include({ status: 'closed', failure: null, failedChunks: [], rows: run.rows });
      expect(status.rows.read).to.equal(status.rows.accepted + status.rows.rejected);
      expect(status.rows.read).to.be.greaterThan(0);
      expect(status.subjects.done).to.equal(status.subjects.total);
      expect(status.chunks.done).to.equal(status.chunks.total);
      expect(status.chunks.total).to.be.greaterThan(5);
      expect(status.reports).to.have.length(request.batch.reports.length);
    }
  });

  it('was decided several chunks at a time in one process, and no engine of rules had two runs in flight', async () => {
    const jobs = await queue.queues.decide.getCompleted(0, 1_000);
    const isOverlapping = ({ processedOn = 0, finishedOn = 0 }: Job): boolean =>
      jobs.filter((other) => (other.processedOn ?? 0) < finishedOn && processedOn < (other.finishedOn ?? 0)).length > 1;
    expect(jobs.filter(isOverlapping).length).to.be.greaterThan(jobs.length / 2);
    expect(engines.read().all).to.be.greaterThan(500);
    expect(engines.read().mostAtOnce).to.equal(1);
  });

  it('left no job behind that failed, waits or lost an attempt', async () => {
    for (const name of QUEUE_NAMES) {
      const { completed, ...others } = await queue.queues[name].getJobCounts();
      expect(
        Object.values(others).filter((count) => count > 0),
        name,
      ).to.deep.equal([]);
      for (const job of await queue.queues[name].getCompleted(0, 1_000)) {
        expect(job.attemptsMade, job.id).to.equal(1);
        expect(JSON.stringify(job.returnvalue).length, job.id).to.be.lessThan(100);
      }
      expect(completed, name).to.be.greaterThan(name === 'schedule' ? -1 : 2);
    }
  });

  it('is returned as it is when the same is submitted again, and nothing is queued', async () => {
    const [request] = requests;
    if (request === undefined) throw new Error('no request');
    const before = await runOf(request);
    expect(await queue.submit(request)).to.deep.equal(before);
    expect(await queue.queues.import.getJobCounts('waiting', 'active', 'delayed')).to.deep.equal({
      ...{ waiting: 0, active: 0, delayed: 0 },
    });
    expect(await queue.database.knex('file_parts').where({ run_id: before.runId, role: 'input' })).to.deep.equal([]);
  });

  async function runOf(request: RunRequest) {
    const { runId } = await queue.submit(request);
    return queue.getRun(runId);
  }
});

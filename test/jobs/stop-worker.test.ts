import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import type { RunRequest } from '../../src/batches/run-context.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { buildTicketRequest, type Expected, runEmbedded } from '../support/queue-inputs.ts';
import { readRows } from '../support/sample-run.ts';
import { startProxy } from '../support/tcp-proxy.ts';
import { openWorkQueue, WITHOUT_REPORTS, type WorkQueue, waitFor } from '../support/work-queue.ts';

/** The processes that this one has started and that still run. */
function countChildren(): number {
  const listed = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes('bullmq')).length;
}

describe('a worker that is stopped', () => {
  let queue: WorkQueue;
  let request: RunRequest;
  let expected: Expected;
  before(async () => {
    queue = await openWorkQueue();
    // All in one chunk.
    request = await buildTicketRequest(queue.folder, 1_000, 100_000);
    expected = await runEmbedded(request);
  });
  after(() => queue.close());
  beforeEach(async () => {
    await queue.stopWorkers();
    await queue.redis.flushdb();
    for (const table of ['runs', 'run_sources', 'run_reports', 'chunks', 'decisions', 'file_parts', 'records']) {
      await queue.database.knex(table).delete();
    }
  });

  const readChunk = (runId = expected.runId) => queue.database.knex('chunks').where({ run_id: runId }).first();
  const waitForLease = (runId = expected.runId) =>
    waitFor(
      async () => Boolean((await readChunk(runId))?.lease_token),
      () => 'nobody leases the chunk',
    );

  const buildLargeRequest = async (tickets: number): Promise<RunRequest> => {
    const path = join(queue.folder, `many-${tickets}.csv`);
    const rows = Array.from({ length: tickets }, (_, index) => `T-${index},2026-11-20 09:00`);
    await writeFile(path, ['ticketId,receivedAt', ...rows].join('\n'));
    return { ...request, inputs: [{ input: 'tickets', path }] };
  };

  it('finishes the job that it has within its time, and takes no other', async () => {
    const worker = queue.startWorker({ stopLimitMs: 30_000 });
    await queue.submit(request);
    await waitForLease();
    await worker.stop();
    expect(await readChunk()).to.deep.include({ status: 'done', attempts: 1 });
    const job = await queue.getJob('decide', JOB_IDS.chunk(expected.runId, 1));
    expect(await job.getState()).to.equal('completed');
    expect(await queue.getRun(expected.runId)).to.deep.include({ status: 'deciding', failure: null });
    expect(await (await queue.getJob('close', JOB_IDS.close(expected.runId))).getState()).to.equal('waiting');
  });

  it('gives the chunk back past its time: it is free at once, no attempt is lost, and another worker goes on', async () => {
    const large = await buildLargeRequest(12_000); // its chunk is still being decided when the worker is stopped
    const { runId, rows } = await runEmbedded(large);
    const worker = queue.startWorker({ stopLimitMs: 0, queues: WITHOUT_REPORTS });
    await queue.submit(large);
    await waitForLease(runId);
    await worker.stop();
    const chunk = await readChunk(runId);
    expect(chunk).to.deep.include({ status: 'pending', lease_token: null, leased_until: null, attempts: 0 });
    const job = await queue.getJob('decide', JOB_IDS.chunk(runId, 1));
    expect(await job.getState()).to.equal('waiting');
    expect(job.attemptsMade).to.equal(0);
    queue.startWorker({ queues: WITHOUT_REPORTS });
    const run = await queue.waitForRun(runId, 'reporting');
    expect(run.failure).to.equal(null);
    expect(await readRows(queue.database, run.runId)).to.deep.equal(rows);
  });

  it('gives an import back past its time, and another worker begins it from nothing', async () => {
    const { runId } = await queue.submit(await buildLargeRequest(20_000));
    const worker = queue.startWorker({ stopLimitMs: 0, queues: ['import'] });
    const readProgress = async (): Promise<unknown> => (await queue.getJob('import', JOB_IDS.import(runId))).progress;
    await waitFor(
      async () => JSON.stringify(await readProgress()).includes('rows'),
      () => 'nothing is imported',
    );
    await worker.stop();
    const job = await queue.getJob('import', JOB_IDS.import(runId));
    expect([await job.getState(), job.attemptsMade]).to.deep.equal(['waiting', 0]);
    expect(await queue.getRun(runId)).to.deep.include({ status: 'importing', failure: null });
    queue.startWorker({ queues: ['import'] });
    const run = await queue.waitForRun(runId, 'deciding');
    expect(run.rows).to.deep.equal({ read: 20_000, accepted: 20_000, rejected: 0 });
  });

  it('gives a workbook back past its time, and leaves no process behind', async () => {
    const worker = queue.startWorker({ stopLimitMs: 0 });
    await queue.submit(request);
    const jobId = JOB_IDS.report(expected.runId, 'ticket-sla');
    await waitFor(
      async () => (await queue.queues.report.getJobState(jobId)) === 'active',
      () => 'no workbook is built',
    );
    expect(countChildren()).to.be.greaterThan(0);
    await queue.database.knex.transaction(async (trx) => {
      await trx('runs').where({ run_id: expected.runId }).forUpdate().first(); // the workbook cannot be stored
      await worker.stop();
      await waitFor(
        async () => countChildren() === 0, // a killed process is there until the system has buried it
        () => 'the process of the workbook is still there',
      );
      const job = await queue.getJob('report', jobId);
      expect([await job.getState(), job.attemptsMade]).to.deep.equal(['waiting', 0]);
    });
    queue.startWorker();
    expect(await queue.waitForRun(expected.runId, 'closed')).to.deep.include({ failure: null });
  });

  for (const mode of ['refuse', 'hang'] as const) {
    it(`stops in time while Redis is away, and its connections ${mode}`, async () => {
      const { hostname, port, pathname } = new URL(queue.redisUrl);
      const proxy = await startProxy({ host: hostname, port: Number(port) });
      try {
        const redisUrl = `redis://127.0.0.1:${proxy.port}${pathname}`;
        const ready = new EventEmitter();
        const isReady = once(ready, 'ready');
        const worker = queue.startWorker({ redisUrl, stopLimitMs: 500, onReady: () => void ready.emit('ready') });
        await isReady;
        await proxy.cut(mode);
        await worker.stop();
      } finally {
        await proxy.restore(); // lets connections that hang come to their end
        await sleep(1_000);
        await proxy.close();
      }
    }).timeout(30_000);
  }

  it('stops by itself when a newer version has changed the tables, and its jobs wait as they were', async () => {
    const worker = queue.startWorker();
    await queue.database.knex('knex_migrations').insert({ name: '9999-of-the-future', batch: 99 });
    await queue.submit(request);
    const failure = await catchFailure(() => worker.ended);
    expect(failure.code).to.equal('DATABASE_SCHEMA');
    expect(failure.action).to.contain('newer version');
    const job = await queue.getJob('import', JOB_IDS.import(expected.runId));
    expect([await job.getState(), job.attemptsMade]).to.deep.equal(['waiting', 0]);
    expect(await queue.getRun(expected.runId)).to.deep.include({ status: 'importing', failure: null });
    expect((await catchFailure(() => queue.startWorker().ended)).code).to.equal('DATABASE_SCHEMA');
    await queue.database.knex('knex_migrations').where({ name: '9999-of-the-future' }).delete();
    queue.startWorker({ queues: ['import'] });
    await queue.waitForRun(expected.runId, 'deciding');
  });
});

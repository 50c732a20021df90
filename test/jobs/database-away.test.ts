import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createConnection } from 'mysql2/promise';
import { JOB_IDS } from '../../jobs/payloads.ts';
import { findRun } from '../../src/store/runs.ts';
import { startTestServer, type TestServer } from '../support/mariadb.ts';
import { buildTicketRequest, runEmbedded } from '../support/queue-inputs.ts';
import { readRows } from '../support/sample-run.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../support/work-queue.ts';

/** Long enough that every job that waits looks at least once whether the database is there again. */
const AWAY_MS = 3_000;

describe('a database that is away for some seconds', () => {
  let server: TestServer;
  let queue: WorkQueue;
  before(async () => {
    server = await startTestServer();
    const connection = await createConnection(server.url);
    await connection.query('create database kyhan character set utf8mb4');
    await connection.end();
    queue = await openWorkQueue({ databaseTarget: `${server.url}/kyhan` });
  });
  after(async () => {
    await queue.close();
    await server.stop();
  });

  it('is waited for in each phase of a run: no attempt is lost, and nothing is decided twice', async () => {
    const request = await buildTicketRequest(queue.folder, 300, 20);
    const expected = await runEmbedded(request);
    const paused = [queue.queues.import, queue.queues.report];
    for (const each of paused) await each.pause();
    const { runId } = await queue.submit(request);
    const ready = new EventEmitter();
    const isReady = once(ready, 'ready');
    queue.startWorker({ onReady: () => void ready.emit('ready') });
    await isReady;

    await server.kill(); // before the import
    await queue.queues.import.resume();
    await waitFor(
      async () => (await queue.queues.import.getJobState(JOB_IDS.import(runId))) === 'delayed',
      () => 'the import does not wait',
    );
    await sleep(AWAY_MS);
    await server.start();

    const countDone = async (): Promise<number> =>
      (await queue.database.knex('chunks').where({ run_id: runId, status: 'done' })).length;
    await waitFor(
      async () => (await countDone()) > 2,
      () => 'nothing is decided',
    );
    await server.kill(); // while chunks are decided
    await sleep(AWAY_MS);
    await server.start();

    await waitFor(
      async () => (await findRun(queue.database, runId).catch(() => undefined))?.status === 'reporting',
      () => 'nothing is reported',
    );
    await waitFor(
      async () => (await queue.queues.report.getJob(JOB_IDS.report(runId, 'ticket-sla'))) !== undefined,
      () => 'no workbook is asked for',
    );
    await server.kill(); // before the workbooks
    await queue.queues.report.resume();
    await waitFor(
      async () => (await queue.queues.report.getJobState(JOB_IDS.report(runId, 'ticket-sla'))) === 'delayed',
      () => 'the workbook does not wait',
    );
    await server.start();

    const run = await queue.waitForRun(runId, 'closed');
    expect(run.failure).to.equal(null);
    expect(await readRows(queue.database, runId)).to.deep.equal(expected.rows);
    for (const name of ['import', 'decide', 'close', 'report'] as const) {
      for (const job of await queue.queues[name].getCompleted(0, 1_000)) {
        expect([job.attemptsMade, job.failedReason ?? null], job.id).to.deep.equal([1, null]);
      }
      expect(await queue.queues[name].getFailedCount(), name).to.equal(0);
    }
  }).timeout(120_000);
});

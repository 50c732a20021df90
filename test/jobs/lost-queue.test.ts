import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import { resumeRuns } from '../../jobs/resume-runs.ts';
import { retryRun } from '../../jobs/retry-run.ts';
import type { DecideChunk } from '../../src/batches/batch.ts';
import { TICKET_BATCH } from '../../src/batches/ticket/ticket-batch.ts';
import { claimChunk, completeChunk } from '../../src/store/chunk-leases.ts';
import { failRun } from '../../src/store/runs.ts';
import { type BareWorker, startBareWorker } from '../support/bare-worker.ts';
import { buildAccountsRequest, buildTicketRequest, runEmbedded } from '../support/queue-inputs.ts';
import { buildRequest, readRows, run as runHere } from '../support/sample-run.ts';
import { openWorkQueue, WITHOUT_REPORTS, type WorkQueue, waitFor } from '../support/work-queue.ts';

/** Lets deciders through until a chunk, and holds them there until it is opened. */
function buildGate(chunkNo: number) {
  let open = (): void => undefined;
  let noteReached = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    noteReached = resolve;
  });
  const decider =
    (real: DecideChunk): DecideChunk =>
    async (database, runId, chunk, signal) => {
      if (chunk.no === chunkNo) {
        noteReached();
        await opened;
      }
      return real(database, runId, chunk, signal);
    };
  return { decider, reached, open: () => open() };
}

describe('a queue that Redis has lost', () => {
  let queue: WorkQueue;
  const bare: BareWorker[] = [];
  before(async () => {
    queue = await openWorkQueue();
  });
  afterEach(async () => {
    await queue.stopWorkers();
    for (const worker of bare.splice(0)) await worker.stop();
    await queue.redis.flushdb();
    await queue.database.knex('runs').delete();
  });
  after(() => queue.close());

  const resume = async (): Promise<readonly string[]> =>
    (await resumeRuns(queue.database, queue.queues)).map(({ runId }) => runId);
  const readState = (name: 'import' | 'close', runId: string) => queue.queues[name].getJobState(JOB_IDS[name](runId));

  it('is rebuilt from the database in the middle of a run, which decides nothing twice and forgets nothing', async () => {
    const request = await buildTicketRequest(queue.folder, 60, 6);
    const expected = await runEmbedded(request);
    const gate = buildGate(4);
    const { runId } = await queue.submit(request);
    bare.push(startBareWorker(queue, { decider: gate.decider, only: WITHOUT_REPORTS }));
    await gate.reached;
    await queue.redis.flushdb();
    expect(await resume()).to.deep.equal([runId]);
    expect(await resume(), 'nothing is added twice').to.deep.equal([]);
    gate.open();
    const run = await queue.waitForRun(runId, 'reporting');
    expect(run.failure).to.equal(null);
    expect(await readRows(queue.database, runId)).to.deep.equal(expected.rows);
    const chunks: readonly { attempts: number }[] = await queue.database.knex('chunks').where({ run_id: runId });
    expect(chunks.map(({ attempts }) => attempts)).to.deep.equal(Array.from({ length: 10 }, () => 1));
  });

  it('is rebuilt by any worker that starts, in whichever phase a run is', async () => {
    const importing = await buildTicketRequest(queue.folder, 30, 10);
    const deciding = await buildAccountsRequest(queue.folder, 'billing', 20, 5);
    const reporting = await buildAccountsRequest(queue.folder, 'debt', 20, 5);
    const runs = [await queue.submit(deciding), await queue.submit(reporting)];
    queue.startWorker({ queues: ['import'] });
    for (const { runId } of runs) await queue.waitForRun(runId, 'deciding');
    await queue.stopWorkers();
    await queue.queues.close.remove(JOB_IDS.close(runs[0]?.runId ?? ''));
    queue.startWorker({ queues: ['close', 'decide'] });
    await queue.waitForRun(runs[1]?.runId ?? '', 'reporting');
    await queue.stopWorkers();
    runs.push(await queue.submit(importing));
    await queue.redis.flushdb();
    queue.startWorker();
    for (const { runId } of runs) expect((await queue.waitForRun(runId, 'closed')).failure).to.equal(null);
    for (const request of [importing, deciding, reporting]) {
      const expected = await runEmbedded(request);
      expect(await readRows(queue.database, expected.runId)).to.deep.equal(expected.rows);
    }
  });

  it('gets back what is missing, and nothing that waits, is worked on, or is over', async () => {
    const request = await buildTicketRequest(queue.folder, 31, 10);
    const { runId } = await queue.submit(request);
    expect(await resume(), 'its import waits').to.deep.equal([]);
    await queue.queues.import.remove(JOB_IDS.import(runId));
    expect(await resume(), 'its import is gone').to.deep.equal([runId]);
    queue.startWorker({ queues: ['import', 'close'] });
    await waitFor(
      async () => (await readState('close', runId)) === 'waiting-children',
      () => 'the chunks are not handed out',
    );
    await queue.stopWorkers();
    expect(await resume(), 'its chunks wait').to.deep.equal([]);
    await queue.redis.del('kyhan:decide:wait');
    await queue.queues.decide.remove(JOB_IDS.chunk(runId, 2));
    expect(await resume(), 'a chunk has no job').to.deep.equal([runId]);
    queue.startWorker({ queues: WITHOUT_REPORTS });
    await queue.waitForRun(runId, 'reporting');
  });

  it('does not keep a run waiting for jobs that have nothing to do any more', async () => {
    const { runId } = await queue.submit(await buildTicketRequest(queue.folder, 32, 1_000));
    queue.startWorker({ queues: ['import', 'close'] });
    await waitFor(
      async () => (await readState('close', runId)) === 'waiting-children',
      () => 'the chunk is not handed out',
    );
    const claim = await claimChunk(queue.database, runId, 1, { token: 'token', leaseMs: 60_000 });
    if (claim.state !== 'claimed') throw new Error(`the chunk is ${claim.state}`);
    const { signal } = new AbortController();
    const request = await buildRequest(queue.folder, {});
    const decide = TICKET_BATCH.buildDecider(request.release, request.asOf, 'compiled');
    const decided = await decide(queue.database, runId, claim.chunk, signal);
    await completeChunk(queue.database, runId, claim.chunk, 'token', { ...decided, decideMs: 1 });
    expect(await resume()).to.deep.equal([runId]);
    await queue.waitForRun(runId, 'reporting');
  });

  it('gets back a job that cannot be read any more, and those of all other runs', async () => {
    const runs = [
      await queue.submit(await buildTicketRequest(queue.folder, 35, 10)),
      await queue.submit(await buildTicketRequest(queue.folder, 36, 10)),
    ];
    const [broken, lost] = runs.map(({ runId }) => JOB_IDS.import(runId));
    await queue.redis.hset(queue.queues.import.toKey(broken ?? ''), 'data', '{"runId":');
    await queue.queues.import.remove(lost ?? '');
    expect(await resume()).to.have.members(runs.map(({ runId }) => runId));
    for (const { runId } of runs) {
      expect((await queue.getJob('import', JOB_IDS.import(runId))).data).to.deep.equal({ runId });
    }
    expect(await queue.queues.import.getWaitingCount()).to.equal(2);
  });

  it('takes no run that belongs to "kyhan run", nor one that failed for good and waits for a retry', async () => {
    const here = await buildTicketRequest(queue.folder, 33, 10);
    const stopped = new AbortController();
    const tell = (): void => stopped.abort();
    await runHere(here, queue.database, { tell, signal: stopped.signal }).catch(() => undefined);
    const failed = await queue.submit(await buildTicketRequest(queue.folder, 34, 10));
    await queue.queues.import.remove(JOB_IDS.import(failed.runId));
    await failRun(queue.database, failed.runId, { code: 'INPUT_HEADER', message: 'no header' });
    expect(await queue.database.knex('runs').whereNot({ status: 'closed' })).to.have.length(2);
    expect(await resume()).to.deep.equal([]);
    await retryRun(queue.database, queue.queues, failed.runId);
    expect(await readState('import', failed.runId)).to.equal('waiting');
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import type { DecideChunk } from '../../src/batches/batch.ts';
import { Failure } from '../../src/domain/failure.ts';
import { countRejectedRows } from '../../src/store/rejected-rows.ts';
import { startBareWorker } from '../support/bare-worker.ts';
import { readRedis } from '../support/read-redis.ts';
import { buildRequest } from '../support/sample-run.ts';
import { buildTooLargeRequest } from '../support/too-large.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../support/work-queue.ts';

/** Stands in every cell that tells of a person. */
const MARKER = 'Nguyễn-Thị-MARKER';
const FILE = 'khách hàng.csv';

const TICKETS = [
  'ticketId,receivedAt,customerId,customerName,subject,description,level',
  ...Array.from({ length: 30 }, (_, no) => `T-${no},2026-11-20 09:00,${MARKER}-${no},${MARKER},${MARKER},${MARKER},1`),
  `T-30,2026-11-20 09:00,${MARKER},${MARKER},${MARKER},${MARKER},${MARKER}`,
];

/** Ways in which deciding ends with an error that quotes what it was about. */
const INDISCREET: Readonly<Record<string, DecideChunk>> = {
  'an error of the program': async () => {
    throw new TypeError(`cannot read the name of ${MARKER}`);
  },
  'a text that is no JSON': async () => JSON.parse(`{"name": ${MARKER}}`),
  'a statement that the database refuses, past all care': async (database) => {
    await database.knex('records').insert({ no_such_column: MARKER });
    return { decisions: [], balances: [] };
  },
  'something that is no error': async () => {
    throw `a text about ${MARKER}`;
  },
  'a failure with a cause': async () => {
    throw new Failure('DATABASE', { message: 'a fault', action: 'wait', cause: new Error(MARKER) });
  },
};

describe('Redis and the log', () => {
  let queue: WorkQueue;
  before(async () => {
    queue = await openWorkQueue();
  });
  afterEach(() => queue.stopWorkers());
  after(() => queue.close());

  const readLog = async (): Promise<string> => readFile(queue.logFile, 'utf8').catch(() => '');
  const expectDiscretion = async (): Promise<void> => {
    const texts = { Redis: await readRedis(queue.redis), log: await readLog() };
    for (const [place, text] of Object.entries(texts)) {
      expect(text.includes('MARKER'), `${place} names a person`).to.equal(false);
      expect(text, place).not.to.match(/\b(select|insert into|update|delete from)\b[^"]*\b(from|set|values|where)\b/i);
      expect(text.includes(FILE), `${place} names a file`).to.equal(false);
      expect(text, place).not.to.match(/mysql:\/\/|redis:\/\//);
    }
  };
  const submitTickets = async (lines: readonly string[]) => {
    const path = join(queue.folder, FILE);
    await writeFile(path, `${lines.join('\n')}\n`);
    return queue.submit(
      await buildRequest(queue.folder, { inputs: [{ input: 'tickets', path }], subjectsPerChunk: 5 }),
    );
  };

  it('hold nothing of a person while a run goes on, nor when it is over', async () => {
    const { runId } = await submitTickets(TICKETS);
    await expectDiscretion();
    queue.startWorker();
    let status = '';
    while (status !== 'closed') {
      status = (await queue.getRun(runId)).status;
      await expectDiscretion();
    }
    expect(await countRejectedRows(queue.database, runId)).to.deep.equal({ tickets: 1 });
    expect(await readRedis(queue.redis), 'there is something to look at').to.contain(JOB_IDS.chunk(runId, 3));
  });

  it('hold nothing of a person when amounts are too large, or a file cannot be read', async () => {
    const partial = await queue.submit(await buildTooLargeRequest(queue.folder, ['C-2'], MARKER));
    const broken = await submitTickets([MARKER, MARKER]);
    queue.startWorker();
    await queue.waitForRun(partial.runId, 'partial');
    const failed = await queue.waitForRun(broken.runId, 'failure');
    expect(failed.failure?.code).to.equal('INPUT_HEADER');
    const job = await queue.getJob('import', JOB_IDS.import(broken.runId));
    await waitFor(
      () => job.isFailed(),
      () => 'the import has not failed',
    );
    await expectDiscretion();
    const { failedReason } = await queue.getJob('import', JOB_IDS.import(broken.runId));
    expect(failedReason).to.equal(`INPUT_HEADER: "kyhan status ${broken.runId}" tells why`);
  });

  for (const [what, decide] of Object.entries(INDISCREET)) {
    it(`hold nothing of a person when deciding ends with ${what}`, async () => {
      const { runId } = await submitTickets([...TICKETS, `T-${what.length}x,2026-11-20 10:00,,,,,`]);
      const worker = startBareWorker(queue, { decider: () => decide, chunkLimits: { leaseMs: 9_000, maxAttempts: 2 } });
      try {
        const run = await queue.waitForRun(runId, 'partial');
        expect(run.failure?.message).not.to.contain('MARKER');
        await waitFor(
          async () => (await readLog()).includes(`"jobId":"${JOB_IDS.chunk(runId, 1)}"`),
          () => 'the log tells nothing of the job',
        );
        await expectDiscretion();
        const job = await queue.getJob('decide', JOB_IDS.chunk(runId, 1));
        expect(job.failedReason, 'the job says what kind of fault it was').to.match(/^(UNEXPECTED|DATABASE): /);
      } finally {
        await worker.stop();
      }
    });
  }

  it('hold nothing of a person who stands in data that somebody changed', async () => {
    const { runId } = await submitTickets([...TICKETS, 'T-last,2026-11-20 10:00,,,,,']);
    const jobId = JOB_IDS.import(runId);
    await queue.queues.import.remove(jobId);
    await queue.queues.import.add('import', { runId, name: MARKER }, { jobId });
    // A worker that looks after what Redis lost would put a right job in the place of the failed one.
    const worker = startBareWorker(queue, { only: ['import'] });
    try {
      await waitFor(
        async () => (await queue.queues.import.getJobState(jobId)) === 'failed',
        () => 'the changed job',
      );
    } finally {
      await worker.stop();
    }
    expect((await queue.getJob('import', jobId)).failedReason).not.to.contain('MARKER');
    expect(await readLog()).not.to.contain('MARKER');
  });
});

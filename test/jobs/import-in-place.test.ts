import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { JOB_IDS } from '../../jobs/payloads.ts';
import { retryRun } from '../../jobs/retry-run.ts';
import { submitRun } from '../../jobs/submit-run.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readRunSources } from '../../src/store/run-sources.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { runEmbedded } from '../support/queue-inputs.ts';
import { buildRequest, readRows } from '../support/sample-run.ts';
import { openWorkQueue, WITHOUT_REPORTS, type WorkQueue, waitFor } from '../support/work-queue.ts';

describe('a run whose files stay where they are', () => {
  let queue: WorkQueue;
  let inputFolder: string;
  before(async () => {
    queue = await openWorkQueue();
    inputFolder = join(queue.folder, 'inputs');
    await mkdir(join(inputFolder, 'tháng 11'), { recursive: true });
  });
  afterEach(() => queue.stopWorkers());
  after(() => queue.close());

  const write = async (name: string, tickets: number, folder = inputFolder): Promise<string> => {
    const rows = Array.from({ length: tickets }, (_, no) => `${name}-${no},2026-11-20 09:00`);
    await writeFile(join(folder, name), `${['ticketId,receivedAt', ...rows].join('\n')}\n`);
    return join(folder, name);
  };
  const buildOf = (path: string) =>
    buildRequest(queue.folder, { inputs: [{ input: 'tickets', path }], subjectsPerChunk: 5 });
  const submit = async (path: string) => queue.submit(await buildOf(path), { place: 'folder', inputFolder });

  /** Lets a worker fail, mends it, and expects that a retry closes the run. */
  const expectFailure = async (runId: string, folder: string | null, code: string, says: RegExp): Promise<void> => {
    queue.startWorker({ inputFolder: folder, queues: ['import'] });
    const run = await queue.waitForRun(runId, 'failure');
    expect(run.failure?.code).to.equal(code);
    expect(run.failure?.message).to.match(says);
    expect(run.status).to.equal('importing');
    const job = await queue.getJob('import', JOB_IDS.import(runId));
    await waitFor(
      () => job.isFailed(),
      () => 'the import has not failed',
    );
    await queue.stopWorkers();
    expect(await queue.database.knex('records').where({ run_id: runId })).to.deep.equal([]);
  };
  const expectRetry = async (runId: string): Promise<void> => {
    await retryRun(queue.database, queue.queues, runId);
    queue.startWorker({ inputFolder, queues: ['import'] });
    const run = await queue.waitForRun(runId, 'deciding');
    expect(run).to.deep.include({ failure: null, rows: { read: 7, accepted: 7, rejected: 0 } });
  };

  it('is read from the folder of inputs, wherever that is on the machine of the worker, and never copied', async () => {
    const path = await write('tháng 11/a.csv', 12);
    const { runId } = await submit(path);
    expect(await readRunSources(queue.database, runId)).to.have.deep.nested.property('[0].path', 'tháng 11/a.csv');
    const moved = join(queue.folder, 'elsewhere');
    await mkdir(join(moved, 'tháng 11'), { recursive: true });
    await rename(path, join(moved, 'tháng 11/a.csv'));
    queue.startWorker({ inputFolder: moved, queues: WITHOUT_REPORTS });
    await queue.waitForRun(runId, 'reporting');
    expect(await queue.database.knex('file_parts').where({ run_id: runId, role: 'input' })).to.deep.equal([]);
    const expected = await runEmbedded(await buildOf(join(moved, 'tháng 11/a.csv')));
    expect(await readRows(queue.database, runId)).to.deep.equal(expected.rows);
  });

  it('tells that a file is missing, and goes on when it is there', async () => {
    const path = await write('missing.csv', 7);
    const { runId } = await submit(path);
    await rm(path);
    await expectFailure(runId, inputFolder, 'INPUT_NOT_FOUND', /missing\.csv/);
    await write('missing.csv', 7);
    await expectRetry(runId);
  });

  it('tells that a file is another one by now, and goes on when the first is back', async () => {
    const path = await write('changed.csv', 7);
    const { runId } = await submit(path);
    await write('changed.csv', 8);
    await expectFailure(runId, inputFolder, 'INPUT_CHANGED', /"changed\.csv" \(tickets\) is not the one/);
    await write('changed.csv', 7);
    await expectRetry(runId);
  });

  it('is left by a worker without a folder of inputs to one that has', async () => {
    const { runId } = await submit(await write('left.csv', 7));
    queue.startWorker({ queues: ['import'] });
    await waitFor(
      async () => (await queue.queues.import.getJobState(JOB_IDS.import(runId))) === 'delayed',
      () => 'the job is not left to others',
    );
    queue.startWorker({ queues: ['import'], inputFolder });
    const run = await queue.waitForRun(runId, 'deciding');
    expect(run.failure).to.equal(null);
    // The run is there a moment before its job has ended; attempts are counted with the end.
    await waitFor(
      async () => (await queue.queues.import.getJobState(JOB_IDS.import(runId))) === 'completed',
      () => 'the job does not end',
    );
    expect((await queue.getJob('import', JOB_IDS.import(runId))).attemptsMade).to.equal(1);
  });

  it('tells that a worker has no folder of inputs, and goes on with one that has', async () => {
    const { runId } = await submit(await write('nowhere.csv', 7));
    // It has left the job to others for as long as it does that.
    await queue.redis.hset(queue.queues.import.toKey(JOB_IDS.import(runId)), 'ats', '20');
    await expectFailure(runId, null, 'CONFIGURATION', /no folder of inputs here/);
    await expectRetry(runId);
  });

  for (const [what, path] of [
    ['up', '../outside.csv'],
    ['up by a detour', 'tháng 11/../../outside.csv'],
    ['to the root', '/etc/passwd'],
    ['to itself', '.'],
  ] as const) {
    it(`is not read from a path that leads ${what}, whoever put it into the database`, async () => {
      await write('outside.csv', 3, queue.folder);
      const { runId } = await submit(await write(`inside-${what}.csv`, 7));
      await queue.database.knex('run_sources').where({ run_id: runId }).update({ path });
      const code = path === '.' ? 'INPUT_UNREADABLE' : 'USAGE';
      await expectFailure(runId, inputFolder, code, path === '.' ? /is a directory/ : /does not lie below/);
      await queue.database
        .knex('run_sources')
        .where({ run_id: runId })
        .update({ path: `inside-${what}.csv` });
      await expectRetry(runId);
    });
  }

  it('can only be submitted below the folder of inputs', async () => {
    const outside = await write('outside.csv', 3, queue.folder);
    expect((await catchFailure(() => submit(outside))).code).to.equal('USAGE');
    const request = await buildOf(outside);
    const without = () => queue.submit(request, { place: 'folder', inputFolder: null });
    const failure = await catchFailure(without);
    expect(failure.code).to.equal('CONFIGURATION');
    expect(failure.action).to.contain('KYHAN_INPUT_DIR');
    // A name that begins with two dots leads nowhere.
    const { runId } = await submit(await write('..data.csv', 7));
    queue.startWorker({ inputFolder, queues: ['import'] });
    await queue.waitForRun(runId, 'deciding');
  });
});

describe('the same files, submitted twice', () => {
  let queue: WorkQueue;
  let other: Database;
  before(async () => {
    queue = await openWorkQueue();
    other = await openDatabase(queue.databaseTarget);
  });
  after(async () => {
    await other.close();
    await queue.close();
  });

  it('at once by two are one run, one set of files and one job', async () => {
    const path = join(queue.folder, 'twice.csv');
    await writeFile(path, 'ticketId,receivedAt\nT-1,2026-11-20 09:00\n');
    const request = await buildRequest(queue.folder, { inputs: [{ input: 'tickets', path }] });
    const databases = [queue.database, other];
    const runs = await Promise.all(
      databases.map((database) => submitRun(request, { place: 'store' }, { database, queues: queue.queues })),
    );
    expect(new Set(runs.map(({ runId }) => runId)).size).to.equal(1);
    const [{ runId } = { runId: '' }] = runs;
    const parts: readonly { file_key: string }[] = await queue.database.knex('file_parts').where({ run_id: runId });
    expect(parts).to.have.length(1);
    const [source] = await readRunSources(queue.database, runId);
    expect(source).to.include({ place: 'store', fileKey: parts[0]?.file_key });
    expect(await queue.queues.import.getJobCounts('waiting', 'active', 'delayed')).to.deep.equal({
      ...{ waiting: 1, active: 0, delayed: 0 },
    });
  });

  it('one after the other is the same run, whatever it is called and whatever chunks are asked for', async () => {
    const [first, second] = [join(queue.folder, 'a.csv'), join(queue.folder, 'b.csv')];
    for (const path of [first, second]) await writeFile(path, 'ticketId,receivedAt\nT-2,2026-11-20 09:00\n');
    const build = (path: string, subjectsPerChunk: number) =>
      buildRequest(queue.folder, { inputs: [{ input: 'tickets', path }], subjectsPerChunk });
    const run = await queue.submit(await build(first, 5));
    expect(await queue.submit(await build(second, 9))).to.deep.equal(run);
    expect((await readRunSources(queue.database, run.runId)).map(({ fileName }) => fileName)).to.deep.equal(['a.csv']);
  });
});

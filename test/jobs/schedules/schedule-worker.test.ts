import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { readSchedules } from '../../../src/store/schedules.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { runCli } from '../../support/run-cli.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../../support/work-queue.ts';

describe('a worker of schedules', () => {
  let work: WorkQueue | undefined;
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };
  before(async () => {
    work = await openWorkQueue();
  });
  after(() => work?.close());

  const runWorker = (args: readonly string[], environment: Readonly<Record<string, string>>, stop = false) =>
    runCli(
      get().folder,
      ['worker', ...args, '--db', get().databaseTarget],
      (text, kill) => {
        if (stop && text.includes('works on')) kill('SIGTERM');
      },
      { REDIS_URL: get().redisUrl, ...environment },
    );

  it('needs the folder of inputs', async () => {
    const failure = await catchFailure(() => get().startWorker({ queues: ['schedule'] }).ended);
    expect(failure.code).to.equal('CONFIGURATION');
    expect(failure.action).to.contain('KYHAN_INPUT_DIR');
  });

  it('is none where it has no such folder: it leaves schedules to others, and says so', async () => {
    const { stderr } = await runWorker([], { KYHAN_INPUT_DIR: '' }, true);
    expect(stderr).to.match(/works on import, decide, close, report of /);
    expect(stderr).to.contain('it leaves schedules to others: KYHAN_INPUT_DIR');
    expect(await readSchedules(get().database)).to.deep.equal([]);
  });

  it('does not start with rules that have mistakes', async () => {
    const { folder, database } = get();
    const rules = join(folder, 'rules');
    await cp(RULES_FOLDER, rules, { recursive: true });
    const file = join(rules, 'parameters/schedules.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"0 6 * * *"', '"6 o\'clock"'));
    const { exitCode, stderr } = await runWorker([], { KYHAN_INPUT_DIR: folder, KYHAN_RULES: rules });
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain('parameters/schedules.json /parameters/1/values/0/value has "6 o\'clock"');
    expect(stderr).to.contain('kyhan rules check');
    expect(await readSchedules(database)).to.deep.equal([]);
  });

  it('puts the schedules on the queue while it looks after the queue, first when it starts', async () => {
    const { folder, queues } = get();
    const inputFolder = join(folder, 'inputs');
    await mkdir(inputFolder);
    const worker = get().startWorker({ inputFolder });
    let count = 0;
    await waitFor(
      async () => {
        count = await queues.schedule.getJobSchedulersCount();
        return count === 5;
      },
      () => `${count} schedulers`,
    );
    await worker.stop();
  });

  it('is not needed to put them back: "kyhan resume" does it from the database', async () => {
    const { folder, databaseTarget, redisUrl, redis, queues } = get();
    await redis.flushdb();
    const { exitCode, stdout, stderr } = await runCli(folder, ['resume', '--json', '--db', databaseTarget], undefined, {
      REDIS_URL: redisUrl,
    });
    expect(exitCode, stderr).to.equal(0);
    expect(JSON.parse(stdout).schedules).to.include('provision-month-end');
    expect(stderr).to.contain('schedules put on the queue again: ageing-weekly, billing-daily');
    expect(await queues.schedule.getJobSchedulersCount()).to.equal(5);
  });
});

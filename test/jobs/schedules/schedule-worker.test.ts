import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { toFiringJobId } from '../../../jobs/schedules/upsert-schedules.ts';
import { readFirings } from '../../../src/store/schedule-runs.ts';
import { readSchedules } from '../../../src/store/schedules.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { runCli } from '../../support/run-cli.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../../support/work-queue.ts';

/** Makes Node set its clock ahead by an hour. */
const CLOCK_AHEAD = `--import=data:text/javascript,${encodeURIComponent('const now = Date.now; Date.now = () => now() + 3_600_000;')}`;

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

  const runWorker = (
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    onReady: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
  ) => {
    let isReady = false;
    return runCli(
      get().folder,
      ['worker', ...args, '--db', get().databaseTarget],
      (text, kill) => {
        if (!isReady && text.includes('works on')) onReady(kill);
        isReady ||= text.includes('works on');
      },
      { REDIS_URL: get().redisUrl, ...environment },
    );
  };

  it('needs the folder of inputs', async () => {
    const failure = await catchFailure(() => get().startWorker({ queues: ['schedule'] }).ended);
    expect(failure.code).to.equal('CONFIGURATION');
    expect(failure.action).to.contain('KYHAN_INPUT_DIR');
  });

  it('is none where it has no such folder: it leaves schedules to others, and says so', async () => {
    const { stderr } = await runWorker([], { KYHAN_INPUT_DIR: '' }, (kill) => kill('SIGTERM'));
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

  it('whose clock is an hour ahead leaves a schedule until it is due by the clock of the database', async () => {
    const { folder, database, queues } = get();
    const dueAt = Date.now() + 1_800_000;
    const jobId = toFiringJobId('billing-daily', dueAt);
    await queues.schedule.add('billing-daily', { schedule: 'billing-daily' }, { jobId, delay: 1_800_000 });
    let startedTimes = 0;
    const environment = { KYHAN_INPUT_DIR: folder, NODE_OPTIONS: CLOCK_AHEAD };
    const ended = runWorker(['--queues', 'schedule'], environment, (kill) => {
      void waitFor(
        async () => {
          startedTimes = (await get().getJob('schedule', jobId)).attemptsStarted;
          return startedTimes > 0;
        },
        () => `the job was begun ${startedTimes} times`,
      )
        .catch(() => undefined) // the test looks how often it was
        .finally(() => kill('SIGTERM'));
    });
    expect((await ended).stderr).to.contain('has stopped');
    expect(startedTimes, 'it was handed out too early').to.be.greaterThan(0);
    expect(await queues.schedule.getJobState(jobId)).to.equal('delayed');
    expect(await readFirings(database, 'billing-daily', dueAt)).to.deep.equal([]);
    await queues.schedule.remove(jobId);
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

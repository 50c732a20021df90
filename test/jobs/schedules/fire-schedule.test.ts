import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { toFiringJobId } from '../../../jobs/schedules/upsert-schedules.ts';
import { listDueTimes, SCHEDULE_ZONE } from '../../../src/batches/schedules/cron-pattern.ts';
import { formatInstant } from '../../../src/domain/instant.ts';
import { listRuns } from '../../../src/store/run-overview.ts';
import { readRunSources } from '../../../src/store/run-sources.ts';
import { type FiringState, readFirings } from '../../../src/store/schedule-runs.ts';
import { readRedis } from '../../support/read-redis.ts';
import { PROJECT_FOLDER } from '../../support/run-cli.ts';
import { at } from '../../support/ticket-builder.ts';
import { openWorkQueue, type WorkQueue, waitFor } from '../../support/work-queue.ts';

const TICKETS = join(PROJECT_FOLDER, 'examples/tickets.csv');
const INVOICES = join(PROJECT_FOLDER, 'examples/invoices.csv');

describe('a schedule that is due', () => {
  let work: WorkQueue | undefined;
  let inputFolder: string;
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };

  before(async () => {
    work = await openWorkQueue();
    inputFolder = join(work.folder, 'inputs');
    for (const name of ['ticket-sweep', 'provision-month-end', 'ageing-weekly']) {
      await mkdir(join(inputFolder, name), { recursive: true });
    }
    const lines = (await readFile(TICKETS, 'utf8')).split('\n');
    await writeFile(join(inputFolder, 'ticket-sweep/tickets.csv'), `${lines.slice(0, 31).join('\n')}\n`);
    await copyFile(INVOICES, join(inputFolder, 'provision-month-end/invoices.csv'));
    for (const _ of ['one', 'another']) work.startWorker({ inputFolder });
  });
  after(() => work?.close());

  /** Puts a job on the queue as BullMQ makes it for a time at which a schedule is due. */
  const fire = async (schedule: string, dueAt: number): Promise<string> => {
    const jobId = toFiringJobId(schedule, dueAt);
    await get().queues.schedule.add(schedule, { schedule }, { jobId });
    return jobId;
  };
  /** Puts a job on the queue that somebody started at that time. */
  const fireByHand = async (schedule: string, timestamp: number, no = 1): Promise<string> => {
    const jobId = `by-hand.${schedule}.${timestamp}.${no}`;
    await get().queues.schedule.add(schedule, { schedule }, { jobId, timestamp });
    return jobId;
  };
  const findFiring = async (schedule: string, dueAt: number): Promise<FiringState | undefined> =>
    (await readFirings(get().database, schedule, dueAt)).find((each) => each.dueAt === dueAt);
  const waitForJob = async (jobId: string, wanted: string): Promise<void> => {
    let state = '';
    await waitFor(
      async () => {
        state = await get().queues.schedule.getJobState(jobId);
        return state === wanted;
      },
      () => `job ${jobId} is ${state}`,
    );
  };
  const getResult = async (jobId: string): Promise<unknown> => (await get().getJob('schedule', jobId)).returnvalue;
  const getRunId = async (schedule: string, dueAt: number): Promise<string> =>
    (await findFiring(schedule, dueAt))?.runId ?? 'no run';

  it('makes a run as of the moment at which it was due, from the files in its folder, and it is closed', async () => {
    const dueAt = at('2024-11-23T09:15:00+07:00');
    const jobId = await fireByHand('ticket-sweep', dueAt);
    await waitForJob(jobId, 'completed');
    const runId = await getRunId('ticket-sweep', dueAt);
    expect(await getResult(jobId)).to.deep.equal({ runId });
    const run = await get().waitForRun(runId, 'closed');
    expect(run).to.deep.include({ kind: 'ticket', asOf: '2024-11-23T09:15:00+07:00', failure: null });
    expect(run.startedBy).to.equal('schedule ticket-sweep');
    expect(run.rows.read).to.equal(30);
    const [source] = await readRunSources(get().database, runId);
    expect(source).to.deep.include({ input: 'tickets', fileName: 'tickets.csv', place: 'store' });
    expect(await findFiring('ticket-sweep', dueAt)).to.deep.include({ runStatus: 'closed', failure: null });
  });

  it('makes provisions as of the last day of the month that is over', async () => {
    const dueAt = at('2024-03-01T02:00:00+07:00');
    await waitForJob(await fireByHand('provision-month-end', dueAt), 'completed');
    const run = await get().getRun(await getRunId('provision-month-end', dueAt));
    expect(run).to.deep.include({ kind: 'debt', asOf: '2024-02-29' });
  });

  it('makes one run, although two workers get it at once, and the file is another one when it comes again', async () => {
    const dueAt = at('2024-11-23T09:30:00+07:00');
    const countRuns = async () => (await listRuns(get().database, { limit: 1_000 })).length;
    const before = await countRuns();
    const jobIds = await Promise.all([1, 2].map((no) => fireByHand('ticket-sweep', dueAt, no)));
    for (const jobId of jobIds) await waitForJob(jobId, 'completed');
    const runId = await getRunId('ticket-sweep', dueAt);
    expect(await Promise.all(jobIds.map(getResult))).to.deep.equal([{ runId }, { runId }]);

    await copyFile(TICKETS, join(inputFolder, 'ticket-sweep/tickets.csv'));
    const third = await fireByHand('ticket-sweep', dueAt, 3);
    await waitForJob(third, 'completed');
    expect(await getResult(third)).to.deep.equal({ runId });
    expect(await countRuns()).to.equal(before + 1);
  });

  it('makes the run of the newest time that has passed, where nobody was there at its own', async () => {
    const { database } = get();
    const own = at('2024-11-23T09:45:00+07:00');
    await database.knex('schedules').update({ since_at: own });
    const findNewest = (): number | undefined =>
      listDueTimes('*/15 * * * *', SCHEDULE_ZONE, { after: own, until: Date.now(), limit: 1 })[0];
    const possible = [findNewest()];
    await waitForJob(await fire('ticket-sweep', own), 'completed');
    possible.push(findNewest());
    expect(await findFiring('ticket-sweep', own)).to.equal(undefined);
    const fired = await Promise.all(possible.map((dueAt) => findFiring('ticket-sweep', dueAt ?? 0)));
    const runId = fired.find((each) => each !== undefined)?.runId ?? 'no run';
    expect(await getResult(toFiringJobId('ticket-sweep', own))).to.deep.equal({ runId });
    expect(possible.map((dueAt) => formatInstant(dueAt ?? 0))).to.include((await get().getRun(runId)).asOf);
  });

  it('keeps why it could not run, and runs when its job is retried with the file in place', async () => {
    const dueAt = at('2024-11-25T05:00:00+07:00');
    const jobId = await fireByHand('ageing-weekly', dueAt);
    await waitForJob(jobId, 'failed');
    const failed = await findFiring('ageing-weekly', dueAt);
    expect(failed?.failure?.code).to.equal('INPUT_NOT_FOUND');
    expect(failed?.failure?.message).to.match(/ageing-weekly" has no file of invoices$/);
    const { failedReason } = await get().getJob('schedule', jobId);
    expect(failedReason).to.equal('INPUT_NOT_FOUND: "kyhan status" tells why');

    await copyFile(INVOICES, join(inputFolder, 'ageing-weekly/invoices.csv'));
    await (await get().getJob('schedule', jobId)).retry();
    await waitForJob(jobId, 'completed');
    const run = await get().getRun(await getRunId('ageing-weekly', dueAt));
    expect(run).to.deep.include({ kind: 'debt', asOf: '2024-11-25' });
    expect((await findFiring('ageing-weekly', dueAt))?.failure).to.equal(null);
    await rm(join(inputFolder, 'ageing-weekly/invoices.csv'));
  });

  it('tells of a file that is no input where people of the company look, and neither Redis nor the log', async () => {
    const dueAt = at('2024-11-26T05:00:00+07:00');
    const stray = join(inputFolder, 'ageing-weekly/nợ của bà MARKER.csv');
    await writeFile(stray, 'x\n');
    const jobId = await fireByHand('ageing-weekly', dueAt);
    await waitForJob(jobId, 'failed');
    await rm(stray);
    expect((await findFiring('ageing-weekly', dueAt))?.failure?.message).to.contain('MARKER');
    expect((await get().getJob('schedule', jobId)).failedReason).to.equal('INPUT_UNREADABLE: "kyhan status" tells why');
    expect(await readRedis(get().redis)).not.to.contain('MARKER');
    expect(await readFile(get().logFile, 'utf8')).not.to.contain('MARKER');
  });

  it('waits for its time when somebody promotes it: no run is as of a day that lies ahead', async () => {
    const dueAt = Date.now() + 3_600_000;
    const jobId = await fire('billing-daily', dueAt);
    await waitForJob(jobId, 'delayed');
    expect(await findFiring('billing-daily', dueAt)).to.equal(undefined);
    await get().queues.schedule.remove(jobId);
  });

  for (const [what, jobId, data] of [
    ['of another schedule', 'repeat:ticket-sweep:1700000000000', { schedule: 'billing-daily' }],
    ['of no schedule', 'repeat:mischief:1700000000000', { schedule: 'mischief' }],
    ['with more than the schedule', 'more', { schedule: 'ticket-sweep', asOf: '2030-01-01' }],
  ] as const) {
    it(`refuses a job whose data somebody has changed: ${what}`, async () => {
      await get().queues.schedule.add('x', data, { jobId });
      await waitForJob(jobId, 'failed');
      expect((await get().getJob('schedule', jobId)).failedReason).to.contain('are not what the program put there');
      expect(await readFirings(get().database, 'mischief', 0)).to.deep.equal([]);
    });
  }
});

import type { Queue } from 'bullmq';
import { expect } from 'chai';
import { after, beforeEach, describe, it } from 'mocha';
import { restoreQueue } from '../../../jobs/restore-queue.ts';
import { planSchedules } from '../../../jobs/schedules/plan-schedules.ts';
import { toFiringJobId, upsertSchedules } from '../../../jobs/schedules/upsert-schedules.ts';
import { readSchedules, saveSchedules } from '../../../src/store/schedules.ts';
import { RULES_FOLDER } from '../../support/shipped-release.ts';
import { openWorkQueue, type WorkQueue } from '../../support/work-queue.ts';

const ALL = ['ageing-weekly', 'billing-daily', 'provision-month-end', 'ticket-sweep', 'watchdog'] as const;

describe('the schedules on the queue', () => {
  let work: WorkQueue | undefined;
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };
  const getQueue = (): Queue => get().queues.schedule;
  const upsert = () => upsertSchedules(getQueue(), get().database);

  beforeEach(async () => {
    work ??= await openWorkQueue();
    await work.redis.flushdb();
    await planSchedules(work.database, RULES_FOLDER, Date.now());
  });
  after(() => work?.close());

  const readSchedulers = async () => {
    const found = await getQueue().getJobSchedulers(0, -1);
    return found
      .map(({ key, pattern, tz, next }) => ({ key, pattern, tz, next }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  };
  const readDelayedIds = async () => (await getQueue().getDelayed()).map(({ id }) => id).sort();
  const getNext = async (name: string): Promise<number> => {
    const next = (await getQueue().getJobScheduler(name))?.next;
    if (!next) throw new Error(`no scheduler ${name}`);
    return next;
  };

  it('are those of the rules, with the Vietnamese clock, each with its next job', async () => {
    expect(await upsert()).to.deep.equal(ALL);
    const schedulers = await readSchedulers();
    expect(schedulers.map(({ key, pattern, tz }) => `${key} ${pattern} ${tz}`)).to.deep.equal([
      'ageing-weekly 0 5 * * 1 Asia/Ho_Chi_Minh',
      'billing-daily 0 6 * * * Asia/Ho_Chi_Minh',
      'provision-month-end 0 2 1 * * Asia/Ho_Chi_Minh',
      'ticket-sweep */15 * * * * Asia/Ho_Chi_Minh',
      'watchdog */5 * * * * Asia/Ho_Chi_Minh',
    ]);
    expect(await readDelayedIds()).to.deep.equal(
      schedulers.map(({ key, next }) => toFiringJobId(key, next ?? 0)).sort(),
    );
    const job = await get().getJob('schedule', toFiringJobId('ticket-sweep', await getNext('ticket-sweep')));
    expect(job.data).to.deep.equal({ schedule: 'ticket-sweep' });
  });

  it('are left alone when they are upserted again', async () => {
    await upsert();
    const before = [await readSchedulers(), await readDelayedIds()];
    expect(await upsert()).to.deep.equal([]);
    expect([await readSchedulers(), await readDelayedIds()]).to.deep.equal(before);
  });

  it('keep a job that is due and waits for a worker: it is not put off to the next time', async () => {
    await upsert();
    const due = await getNext('billing-daily');
    const job = await get().getJob('schedule', toFiringJobId('billing-daily', due));
    await job.promote();
    expect(await upsert()).to.deep.equal([]);
    expect(await job.getState()).to.equal('waiting');
    expect(await getNext('billing-daily')).to.equal(due);
  });

  it('are restored when all of Redis was lost', async () => {
    await upsert();
    const before = await readSchedulers();
    await get().redis.flushdb();
    expect(await readSchedulers()).to.deep.equal([]);
    expect((await restoreQueue(get().database, get().queues)).schedules).to.deep.equal(ALL);
    const restored = await readSchedulers();
    expect(restored.map(({ key, pattern }) => [key, pattern])).to.deep.equal(
      before.map(({ key, pattern }) => [key, pattern]),
    );
    expect(await readDelayedIds()).to.have.length(ALL.length);
  });

  it('get their next job again when somebody has removed it', async () => {
    await upsert();
    const next = toFiringJobId('billing-daily', await getNext('billing-daily'));
    // BullMQ lets nobody remove the next job of a scheduler; a lost key does.
    await get().redis.zrem('kyhan:schedule:delayed', next);
    await get().redis.del(`kyhan:schedule:${next}`);
    expect(await upsert()).to.deep.equal(['billing-daily']);
    expect(await readDelayedIds()).to.include(next);
  });

  it('are as the rules say again when somebody has changed or removed one in Redis', async () => {
    await upsert();
    await getQueue().upsertJobScheduler('billing-daily', { pattern: '* * * * *' });
    await getQueue().removeJobScheduler('ticket-sweep');
    await getQueue().upsertJobScheduler('mischief', { pattern: '* * * * *' });
    expect(await upsert()).to.deep.equal(['billing-daily', 'ticket-sweep']);
    const schedulers = await readSchedulers();
    expect(schedulers.map(({ key }) => key)).to.deep.equal(ALL);
    expect(schedulers[1]?.pattern).to.equal('0 6 * * *');
    expect(await readDelayedIds()).to.have.length(ALL.length);
  });

  it('go when they are switched off, and take the new pattern when it is changed', async () => {
    await upsert();
    const kept = (await readSchedules(get().database)).filter(({ name }) => name !== 'ticket-sweep');
    await saveSchedules(
      get().database,
      kept.map((each) => (each.name === 'billing-daily' ? { ...each, pattern: '30 7 * * *' } : each)),
    );
    expect(await upsert()).to.deep.equal(['billing-daily']);
    const schedulers = await readSchedulers();
    expect(schedulers.map(({ key }) => key)).to.deep.equal(ALL.filter((name) => name !== 'ticket-sweep'));
    expect(new Date(await getNext('billing-daily')).toISOString()).to.match(/T00:30:00\.000Z$/);
    expect(await readDelayedIds()).to.have.length(ALL.length - 1);
  });
});

import type { Queue } from 'bullmq';
import type { Database } from '../../src/store/database.ts';
import { readSchedules, type StoredSchedule } from '../../src/store/schedules.ts';

/** States in which a job will not be worked on any more. */
const OVER: readonly string[] = ['completed', 'failed', 'unknown'];

/**
 * Makes the job schedulers of the queue those that the database knows, whatever Redis has lost or somebody has changed
 * there. One that is in order is left alone: BullMQ would replace its next job, also one that is due and waits for a
 * worker. Returns the schedules that needed it.
 */
export async function upsertSchedules(queue: Queue, database: Database): Promise<readonly string[]> {
  const wanted = await readSchedules(database);
  const upserted: string[] = [];
  for (const schedule of wanted) {
    const { name, pattern, zone } = schedule;
    if (await isScheduled(queue, schedule)) continue;
    await queue.upsertJobScheduler(name, { pattern, tz: zone }, { name, data: { schedule: name } });
    upserted.push(name);
  }
  const names = wanted.map(({ name }) => name);
  for (const { key } of await queue.getJobSchedulers(0, -1)) {
    if (!names.includes(key)) await queue.removeJobScheduler(key);
  }
  return upserted;
}

/** The id of the job of a firing, as BullMQ makes it. */
export function toFiringJobId(schedule: string, dueAt: number): string {
  return `repeat:${schedule}:${dueAt}`;
}

/** Whether a scheduler is as it should be, and its next job is there. */
async function isScheduled(queue: Queue, { name, pattern, zone }: StoredSchedule): Promise<boolean> {
  const found = await queue.getJobScheduler(name);
  if (found?.pattern !== pattern || found.tz !== zone || !found.next) return false;
  return !OVER.includes(await queue.getJobState(toFiringJobId(name, found.next)));
}

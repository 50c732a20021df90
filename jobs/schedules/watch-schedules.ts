import { readMissedSchedules } from '../../src/batches/schedules/read-missed-schedules.ts';
import { Failure } from '../../src/domain/failure.ts';
import { formatInstant } from '../../src/domain/instant.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { markTold } from '../../src/store/schedule-runs.ts';
import type { JobResult } from '../guard-job.ts';
import type { WorkerContext } from '../worker-context.ts';
import { planSchedules } from './plan-schedules.ts';
import { upsertSchedules } from './upsert-schedules.ts';

/**
 * Takes changed schedules out of the rules, and writes each firing that is missed into the log, once for all workers.
 * Those who look (`kyhan status`, the dashboard, the metrics) find the same by themselves: this job may be what is missing.
 */
export async function watchSchedules(
  context: Pick<WorkerContext, 'database' | 'queues' | 'logger'>,
  rulesFolder: string,
): Promise<JobResult> {
  const { database, queues, logger } = context;
  await planSchedules(database, rulesFolder, await readDatabaseClock(database)).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'RULES_INVALID') throw error;
    logger.info('schedules not taken from the rules', { code: error.code });
  });
  await upsertSchedules(queues.schedule, database);
  const { missed } = await readMissedSchedules(database);
  for (const { schedule, dueAt, code } of missed) {
    const isNews = await markTold(database, { schedule, dueAt });
    if (isNews) logger.info('schedule missed', { schedule, dueAt: formatInstant(dueAt), code });
  }
  return { missed: missed.length };
}

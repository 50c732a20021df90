import type { Job } from 'bullmq';
import { WATCHDOG } from '../../src/batches/schedules/schedule.ts';
import { readConfig } from '../../src/config.ts';
import type { JobResult } from '../guard-job.ts';
import { parseSchedulePayload } from '../payloads.ts';
import { fireSchedule } from '../schedules/fire-schedule.ts';
import { watchSchedules } from '../schedules/watch-schedules.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Does what is due: submits the run of a schedule, or looks for those that did not run. */
export async function runScheduleJob(context: WorkerContext, job: Job, token: string): Promise<JobResult> {
  const payload = parseSchedulePayload(job);
  const { rulesFolder } = readConfig();
  if (payload.schedule === WATCHDOG) return watchSchedules(context, rulesFolder);
  return fireSchedule(context, job, token, payload, rulesFolder);
}

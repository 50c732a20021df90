import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job } from 'bullmq';
import type { Batch } from '../../src/batches/batch.ts';
import { findBatch } from '../../src/batches/batches.ts';
import { describeReason } from '../../src/batches/describe-reason.ts';
import { proveValidRules } from '../../src/batches/prove-valid-rules.ts';
import { listDueTimes } from '../../src/batches/schedules/cron-pattern.ts';
import { findSchedule, SCHEDULE_STARTER, toAsOf } from '../../src/batches/schedules/schedule.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type Instant, toCalendarDate } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import type { Run } from '../../src/store/run.ts';
import {
  claimFiring,
  completeFiring,
  type Firing,
  failFiring,
  readFirings,
  renewFiring,
} from '../../src/store/schedule-runs.ts';
import { readSchedules } from '../../src/store/schedules.ts';
import type { JobResult } from '../guard-job.ts';
import type { SchedulePayload } from '../payloads.ts';
import { submitRun } from '../submit-run.ts';
import type { WorkerContext } from '../worker-context.ts';
import { findScheduleFiles } from './find-schedule-files.ts';
import { getRules } from './plan-schedules.ts';

/** A schedule may be this much early by the clock of the database, which is the one that counts. */
const CLOCK_TOLERANCE_MS = 60_000;
/** How long a job that came too early is held before it is put back. */
const EARLY_PAUSE_MS = 2_000;

/** A file that is being replaced is looked at again so often, after a pause. */
const MAX_LOOKS = 6;
const LOOK_PAUSE_MS = 10_000;
/** Somebody else mostly submits a run within a moment. */
const TAKEN_PAUSE_MS = 2_000;

/**
 * Submits the run of a schedule that is due, once: the database says whether that was done. The files are copied into the
 * store, because they may be replaced while the run waits. Throws a Failure, and notes it for those who watch, where
 * files or rules are not in order.
 */
export async function fireSchedule(
  context: WorkerContext,
  job: Job,
  token: string,
  payload: SchedulePayload,
  rulesFolder: string,
): Promise<JobResult> {
  const now = await readDatabaseClock(context.database);
  const firing = await chooseFiring(context.database, payload, now);
  if (firing.dueAt > now + CLOCK_TOLERANCE_MS) return waitForDueTime(context, job, token, firing.dueAt - now);
  const lease = { token: randomUUID(), leaseMs: context.chunkLimits.leaseMs };
  const claim = await claimFiring(context.database, firing, lease);
  if (claim.state === 'submitted') return { runId: claim.runId };
  if (claim.state === 'leased') return comeAgain(job, token, TAKEN_PAUSE_MS);
  const renewal = setInterval(
    () => void renewFiring(context.database, firing, lease).catch(() => undefined),
    lease.leaseMs / 3,
  );
  try {
    const run = await submitScheduled(context, firing, rulesFolder);
    const isKept = await completeFiring(context.database, firing, lease.token, run.runId);
    if (!isKept)
      context.logger.info('firing taken over by another worker', { schedule: firing.schedule, runId: run.runId });
    return { runId: run.runId };
  } catch (error) {
    await failFiring(context.database, firing, lease.token, describeReason(error)).catch(() => undefined);
    const isBeingReplaced = error instanceof Failure && error.code === 'INPUT_CHANGED';
    if (isBeingReplaced && job.attemptsStarted < MAX_LOOKS) return comeAgain(job, token, LOOK_PAUSE_MS);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/**
 * A time at which nobody was there stands for the newest one that has passed since: after a weekend without workers,
 * nobody wants Saturday's run, but Monday's.
 */
async function chooseFiring(database: Database, payload: SchedulePayload, now: Instant): Promise<Firing> {
  const { schedule, dueAt, isByHand } = payload;
  const firing = { schedule, dueAt };
  if (isByHand) return firing;
  const known = (await readFirings(database, schedule, dueAt)).find((each) => each.dueAt === dueAt);
  const planned = (await readSchedules(database)).find(({ name }) => name === schedule);
  const wasStarted = known !== undefined && known.startedAt !== null;
  if (wasStarted || planned === undefined) return firing;
  const { pattern, zone, sinceAt } = planned;
  const bounds = { after: Math.max(dueAt, sinceAt), until: now, limit: 1 };
  const [newest = dueAt] = listDueTimes(pattern, zone, bounds);
  return { schedule, dueAt: newest };
}

async function submitScheduled(context: WorkerContext, firing: Firing, rulesFolder: string): Promise<Run> {
  const { database, queues, logger, inputFolder } = context;
  const { batch, asOf } = getOrder(firing);
  if (inputFolder === null) throw noFolder();
  const release = await getRules(rulesFolder);
  for (const ruleSet of proveValidRules(batch, release, toCalendarDate(asOf.instant))) {
    logger.info('rule set decides nothing', { schedule: firing.schedule, ruleSet });
  }
  const request = {
    batch,
    release,
    asOf: asOf.instant,
    asOfText: asOf.text,
    inputs: await findScheduleFiles(inputFolder, firing.schedule, batch.inputs),
    mapping: null,
    startedBy: `${SCHEDULE_STARTER}${firing.schedule}`,
  };
  const run = await submitRun(request, { place: 'store' }, { database, queues });
  logger.info('scheduled run submitted', { schedule: firing.schedule, runId: run.runId });
  return run;
}

function getOrder(firing: Firing): { readonly batch: Batch; readonly asOf: ReturnType<typeof toAsOf> } {
  const schedule = findSchedule(firing.schedule);
  const batch = schedule && findBatch(schedule.kind);
  if (schedule === undefined || batch === undefined) throw new Error(`no schedule ${firing.schedule}`);
  return { batch, asOf: toAsOf(schedule, firing.dueAt) };
}

/**
 * Somebody has promoted the job, or the clock of a worker is ahead: a run as of a moment that lies ahead would be wrong.
 * BullMQ hands a job out by the clock of whoever asks, so one that is ahead hands it out again at once; holding it for
 * a moment keeps it from going round without end.
 */
async function waitForDueTime(context: WorkerContext, job: Job, token: string, leftMs: number): Promise<never> {
  context.logger.info('schedule came before its time', {
    jobId: job.id ?? null,
    secondsLeft: Math.ceil(leftMs / 1_000),
  });
  const holdMs = Math.min(leftMs, EARLY_PAUSE_MS);
  await sleep(holdMs, undefined, { signal: context.signal }).catch(() => undefined);
  return comeAgain(job, token, leftMs - holdMs);
}

/** BullMQ counts from the clock of this machine, so that only the pause can be told, not the moment. */
async function comeAgain(job: Job, token: string, pauseMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + pauseMs, token);
  throw new DelayedError();
}

function noFolder(): Failure {
  return new Failure('CONFIGURATION', {
    message: 'this worker has no folder of inputs, in which files of schedules lie',
    action: 'set KYHAN_INPUT_DIR for workers of the queue "schedule"',
  });
}

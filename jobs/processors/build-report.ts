import { DelayedError, type SandboxedJob, UnrecoverableError, WaitingError } from 'bullmq';
import { buildReports, writeNow } from '../../src/batches/close-run.ts';
import { describeReason } from '../../src/batches/describe-reason.ts';
import { buildRunOpener } from '../../src/batches/run-opener.ts';
import { readConfig } from '../../src/config.ts';
import { Failure } from '../../src/domain/failure.ts';
import { withWorkFolder } from '../../src/intake/work-folder.ts';
import { type Logger, openLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import { proveSchema } from '../../src/store/prove-schema.ts';
import type { JobResult } from '../guard-job.ts';
import { isOutdated, isPassing, isRetried, PASSING_PAUSE_MS } from '../job-faults.ts';
import { parseReportPayload } from '../payloads.ts';

/**
 * Builds one workbook of a run and keeps it in the store. Runs in a process of its own, which BullMQ starts: a workbook
 * keeps the processor busy for longer than a worker may be silent. Whatever goes wrong is told in our own words, and
 * treated as guard-job.ts treats it in the worker; the signal is raised when the worker wants to have its job back.
 */
export default async function buildReport(job: SandboxedJob, token = '', signal?: AbortSignal): Promise<JobResult> {
  const logger = openLogger(readConfig().logFile);
  try {
    const { runId, report } = parseReportPayload(job);
    const work = withWorkFolder('report', (folder) => writeReport(runId, report, folder));
    await Promise.race([work, whenGivenBack(signal)]);
    return { report };
  } catch (error) {
    if (error instanceof UnrecoverableError) throw error;
    throw await moveOn(job, token, error, logger);
  } finally {
    await logger.close();
  }
}

async function writeReport(runId: string, report: string, folder: string): Promise<void> {
  const database = await openDatabase(readConfig().database);
  try {
    await proveSchema(database);
    const tools = {
      database,
      now: Date.now,
      tell: () => {},
      signal: new AbortController().signal,
      engine: 'compiled',
    } as const;
    const opened = await buildRunOpener(tools).open(runId);
    if (!opened.batch.reports.includes(report)) {
      throw new UnrecoverableError(`run ${runId} has no workbook of that name; remove the job`);
    }
    if (opened.run.status === 'reporting') await buildReports(opened, folder, writeNow([report]));
  } finally {
    await database.close();
  }
}

/** What the job ends with for now. The worker itself finds out when its version is outdated, and stops. */
async function moveOn(job: SandboxedJob, token: string, error: unknown, logger: Logger): Promise<Error> {
  if (error instanceof WaitingError) {
    await job.moveToWait(token);
    return error;
  }
  const { code, message } = describeReason(error);
  if (isPassing(error) || isOutdated(error)) {
    logger.info('job waits', { jobId: job.id ?? null, queue: 'report', code });
    await job.moveToDelayed(Date.now() + PASSING_PAUSE_MS, token);
    return new DelayedError();
  }
  logger.info('job failed', { jobId: job.id ?? null, queue: 'report', code });
  if (!(error instanceof Failure)) logger.error(`unexpected error in job ${job.id}`, error);
  return isRetried('report', error) ? new Error(`${code}: ${message}`) : new UnrecoverableError(`${code}: ${message}`);
}

/** What is left of the work comes to nothing: a workbook that the store does not get is not there. */
function whenGivenBack(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new WaitingError()), { once: true });
  });
}

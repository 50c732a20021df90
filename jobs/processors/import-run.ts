import { setTimeout as sleep } from 'node:timers/promises';
import { DelayedError, type Job } from 'bullmq';
import { importInputs } from '../../src/batches/import-inputs.ts';
import { dropInputBytes, readRunSources } from '../../src/store/run-sources.ts';
import { enqueueRun } from '../enqueue-run.ts';
import type { JobResult } from '../guard-job.ts';
import { JOB_IDS, parseRunPayload } from '../payloads.ts';
import { withRunFiles } from '../run-files.ts';
import type { WorkerContext } from '../worker-context.ts';

/** How often a worker without the folder of inputs leaves a job to others before it says that there is none. */
const MAX_LEFT_TO_OTHERS = 20;
const LEFT_TO_OTHERS_MS = 1_000;

/** Meanwhile, and a little longer, it takes nothing: else it might be the quickest again and again. */
const STAND_BACK_MS = 1_500;

/** Reads the files of a run into the store, and queues what comes next. The only job that looks at files. */
export async function importRun(context: WorkerContext, job: Job, token: string): Promise<JobResult> {
  const { runId } = parseRunPayload(job, JOB_IDS.import);
  const opened = await context.runs.open(runId);
  if (opened.run.status === 'importing') {
    await leaveToOthers(context, job, token);
    const tell = ({ done }: { readonly done: number }): void => void job.updateProgress({ rows: done }).catch(() => {});
    await withRunFiles(context, opened, (files) => importInputs({ ...opened, tell }, files));
  }
  await dropInputBytes(context.database, runId);
  const { run } = await context.runs.open(runId);
  await enqueueRun(context.queues, run);
  return { rows: run.rows.read, rejected: run.rows.rejected };
}

/** A run whose files lie in a folder is for a worker that has one; this may be another. */
async function leaveToOthers({ database, inputFolder }: WorkerContext, job: Job, token: string): Promise<void> {
  if (inputFolder !== null || job.attemptsStarted > MAX_LEFT_TO_OTHERS) return;
  const { runId } = parseRunPayload(job, JOB_IDS.import);
  const sources = await readRunSources(database, runId);
  if (sources.every(({ place }) => place === 'store')) return;
  await job.moveToDelayed(Date.now() + LEFT_TO_OTHERS_MS, token);
  await sleep(STAND_BACK_MS);
  throw new DelayedError();
}

import type { Job } from 'bullmq';
import { importInputs } from '../../src/batches/import-inputs.ts';
import { dropInputBytes } from '../../src/store/run-sources.ts';
import { enqueueRun } from '../enqueue-run.ts';
import type { JobResult } from '../guard-job.ts';
import { JOB_IDS, parseRunPayload } from '../payloads.ts';
import { withRunFiles } from '../run-files.ts';
import type { WorkerContext } from '../worker-context.ts';

/** Reads the files of a run into the store, and queues what comes next. The only job that looks at files. */
export async function importRun(context: WorkerContext, job: Job): Promise<JobResult> {
  const { runId } = parseRunPayload(job, JOB_IDS.import);
  const opened = await context.runs.open(runId);
  if (opened.run.status === 'importing') {
    const tell = ({ done }: { readonly done: number }): void => void job.updateProgress({ rows: done }).catch(() => {});
    await withRunFiles(context, opened, (files) => importInputs({ ...opened, tell }, files));
  }
  await dropInputBytes(context.database, runId);
  const { run } = await context.runs.open(runId);
  await enqueueRun(context.queues, run);
  return { rows: run.rows.read, rejected: run.rows.rejected };
}

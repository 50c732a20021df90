import type { Job, Queue } from 'bullmq';
import { readPendingChunkNumbers } from '../src/store/chunks.ts';
import { JOB_IDS } from './payloads.ts';
import type { WorkerContext } from './worker-context.ts';

/** Jobs that are put on a queue in one go: a group is one transaction of Redis, which answers nobody else meanwhile. */
const GROUP = 250;

type ChildJob = { readonly jobId: string; readonly data: Readonly<Record<string, string | number>> };

/**
 * Queues a job for every chunk of a run that is neither decided nor given up, as children of the close job: in groups,
 * while the first ones are worked on already. A child that fails for good does not keep its parent waiting.
 */
export async function handOutChunks(context: WorkerContext, runId: string, parent: Job): Promise<void> {
  let group: ChildJob[] = [];
  for await (const chunkNo of readPendingChunkNumbers(context.database, runId)) {
    group.push({ jobId: JOB_IDS.chunk(runId, chunkNo), data: { runId, chunkNo } });
    if (group.length < GROUP) continue;
    await addChildren(context.queues.decide, group, parent);
    group = [];
  }
  await addChildren(context.queues.decide, group, parent);
}

/** Queues a job for each of the reports, as children of the close job. */
export async function handOutReports(
  context: WorkerContext,
  runId: string,
  reports: readonly string[],
  parent: Job,
): Promise<void> {
  const children = reports.map((report) => ({ jobId: JOB_IDS.report(runId, report), data: { runId, report } }));
  await addChildren(context.queues.report, children, parent);
}

async function addChildren(queue: Queue, children: readonly ChildJob[], parent: Job): Promise<void> {
  // A finished job of the same id would be taken for the new one; one that is worked on is locked and stays.
  await Promise.all(children.map(({ jobId }) => queue.remove(jobId)));
  await queue.addBulk(
    children.map(({ jobId, data }) => ({
      name: queue.name,
      data,
      opts: {
        jobId,
        parent: { id: parent.id ?? '', queue: parent.queueQualifiedName },
        ignoreDependencyOnFailure: true,
      },
    })),
  );
}

import { completeChunk, findPendingChunks, planChunks, readProgress } from '../store/chunks.ts';
import { type RunContext, readChunkLimits, stopIfAsked } from './run-context.ts';

/**
 * Decides every chunk that is not decided yet. A chunk is stored in one transaction, so a run that stops anywhere goes
 * on with nothing lost and nothing twice; of two processes on one run, the first to finish a chunk stores it.
 */
export async function decideChunks(context: RunContext): Promise<void> {
  const { database, run, batch, release, asOf } = context;
  await planChunks(database, run.runId, { ...batch.subjects, ...readChunkLimits(context) });
  const decide = batch.buildDecider(release, asOf);
  const { subjectsTotal, subjectsDone } = await readProgress(database, run.runId);
  let done = subjectsDone;
  for (const chunk of await findPendingChunks(database, run.runId)) {
    context.tell({ phase: 'deciding', done, total: subjectsTotal });
    await stopIfAsked(context);
    await completeChunk(database, run.runId, chunk, await decide(database, run.runId, chunk));
    done += chunk.subjectCount;
  }
  context.tell({ phase: 'deciding', done, total: subjectsTotal });
}

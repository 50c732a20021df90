import { setTimeout as sleep } from 'node:timers/promises';
import { findPendingChunks, readProgress } from '../store/chunks.ts';
import { planChunks } from '../store/plan-chunks.ts';
import { type ChunkLimits, decideChunk } from './decide-chunk.ts';
import { type RunContext, readChunkLimits, stopIfAsked } from './run-context.ts';

/**
 * Long enough that two processes on one run share its chunks; short, because what a killed process had leased is waited
 * for. Nothing is given up: the first failure ends the run, and the same command goes on.
 */
const LIMITS: ChunkLimits = { leaseMs: 5_000, maxAttempts: null };

/** The longest pause before looking again at chunks that another process has. */
const MAX_PAUSE_MS = 500;

/**
 * Hands out all chunks of a run in this process, one after the other. A chunk is stored in one transaction, so a run
 * that stops anywhere goes on with nothing lost and nothing twice; what another process has leased is waited for.
 */
export async function decideChunks(context: RunContext): Promise<void> {
  const { database, run, batch, release, asOf } = context;
  await planRunChunks(context);
  const decide = batch.buildDecider(release, asOf);
  const { subjectsTotal, subjectsDone } = await readProgress(database, run.runId);
  let done = subjectsDone;
  let pending = await findPendingChunks(database, run.runId);
  while (pending.length > 0) {
    let freeInMs = MAX_PAUSE_MS;
    for (const chunk of pending) {
      context.tell({ phase: 'deciding', done, total: subjectsTotal });
      await stopIfAsked(context);
      const result = await decideChunk(context, decide, chunk.no, LIMITS).catch(async (error: unknown) => {
        await stopIfAsked(context);
        throw error;
      });
      if (result.state === 'leased') freeInMs = Math.min(freeInMs, result.freeInMs);
      else done += chunk.subjectCount;
    }
    pending = await findPendingChunks(database, run.runId);
    if (pending.length > 0) await sleep(freeInMs);
  }
  context.tell({ phase: 'deciding', done: subjectsTotal, total: subjectsTotal });
}

/** Cuts the run into chunks, once; returns how many there are. */
export async function planRunChunks(context: RunContext): Promise<number> {
  const { database, run, batch } = context;
  return planChunks(database, run.runId, { ...batch.subjects, ...readChunkLimits(context) });
}

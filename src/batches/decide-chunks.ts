import { setTimeout as sleep } from 'node:timers/promises';
import type { Chunk } from '../store/chunks.ts';
import { findPendingChunks, readProgress } from '../store/chunks.ts';
import { planChunks } from '../store/plan-chunks.ts';
import type { DecideChunk } from './batch.ts';
import { type ChunkLimits, decideChunk } from './decide-chunk.ts';
import type { RunHelper } from './helper/run-helper.ts';
import { workBeside } from './helper/work-beside.ts';
import { type RunContext, readChunkLimits, stopIfAsked } from './run-context.ts';

/**
 * Long enough that two processes on one run share its chunks; short, because what a killed process had leased is waited
 * for. Nothing is given up: the first failure ends the run, and the same command goes on.
 */
const LIMITS: ChunkLimits = { leaseMs: 5_000, maxAttempts: null };

/** The longest pause before looking again at chunks that somebody else has. */
const MAX_PAUSE_MS = 100;

/**
 * Decides all chunks of a run, this thread from the first one on and the helper, where there is one, from the last. A
 * chunk is stored in one transaction, so a run that stops anywhere goes on with nothing lost and nothing twice; what
 * another process has leased is waited for.
 */
export async function decideChunks(context: RunContext, helper: RunHelper | null): Promise<void> {
  const { database, run, batch, release, asOf, engine } = context;
  await planRunChunks(context);
  const { subjectsTotal, subjectsDone } = await readProgress(database, run.runId);
  let done = subjectsDone;
  const tellOf = (subjects: number): void => {
    done += subjects;
    context.tell({ phase: 'deciding', done, total: subjectsTotal });
  };
  tellOf(0);
  const decide = batch.buildDecider(release, asOf, engine);
  const decideHere = (here: RunContext): Promise<void> => decideAll(here, decide, tellOf);
  if (helper === null) await decideHere(context);
  else await workBeside(context, helper, decideHere, helper.decide(run.runId, tellOf));
  context.tell({ phase: 'deciding', done: subjectsTotal, total: subjectsTotal });
}

/** Decides chunks from the last one on, until there is none that nobody has; tells the subjects of each. */
export async function decideShare(context: RunContext, decide: DecideChunk): Promise<void> {
  const tellOf = (subjects: number): void => context.tell({ phase: 'deciding', done: subjects, total: null });
  let pass: Pass = { decided: 1, freeInMs: MAX_PAUSE_MS };
  while (pass.decided > 0) {
    const pending = await findPendingChunks(context.database, context.run.runId);
    pass = await takeFree(context, decide, pending.toReversed(), tellOf);
  }
}

/** Cuts the run into chunks, once; returns how many there are. */
export async function planRunChunks(context: RunContext): Promise<number> {
  const { database, run, batch } = context;
  return planChunks(database, run.runId, { ...batch.subjects, ...readChunkLimits(context) });
}

async function decideAll(context: RunContext, decide: DecideChunk, tellOf: (subjects: number) => void): Promise<void> {
  const { database, run } = context;
  let pending = await findPendingChunks(database, run.runId);
  while (pending.length > 0) {
    const { decided, freeInMs } = await takeFree(context, decide, pending, tellOf);
    if (decided === 0) await sleep(freeInMs);
    pending = await findPendingChunks(database, run.runId);
  }
}

/** Chunks that one walk over a list has decided, and how soon the first one of somebody else may be free. */
type Pass = { readonly decided: number; readonly freeInMs: number };

/** Decides the chunks of a list that nobody has, until one turns out to be done by another: then the list is old. */
async function takeFree(
  context: RunContext,
  decide: DecideChunk,
  chunks: readonly Chunk[],
  tellOf: (subjects: number) => void,
): Promise<Pass> {
  let decided = 0;
  let freeInMs = MAX_PAUSE_MS;
  for (const chunk of chunks) {
    await stopIfAsked(context);
    const result = await decideChunk(context, decide, chunk.no, LIMITS).catch(async (error: unknown) => {
      await stopIfAsked(context);
      throw error;
    });
    if (result.state === 'leased') freeInMs = Math.min(freeInMs, result.freeInMs);
    else {
      decided += 1;
      if (result.state !== 'decided') break;
      tellOf(chunk.subjectCount);
    }
  }
  return { decided, freeInMs };
}

import { randomUUID } from 'node:crypto';
import { type Claim, claimChunk, completeChunk, failChunk, giveChunkBack } from '../store/chunk-leases.ts';
import type { Chunk } from '../store/chunks.ts';
import type { DecideChunk } from './batch.ts';
import { describeFailedChunk, isAboutChunk } from './describe-failed-chunk.ts';
import type { RunContext } from './run-context.ts';

/** How long a chunk belongs to who asked for it, and how often it is tried; null where it is never given up. */
export type ChunkLimits = { readonly leaseMs: number; readonly maxAttempts: number | null };

/** Why a chunk was given up, in words for people. */
type GivenUp = { readonly code: string; readonly message: string };

/** What became of a chunk: decided and stored now, lost to somebody else meanwhile, given up, or not the caller's at all. */
export type ChunkResult =
  | { readonly state: 'decided' | 'lost'; readonly chunk: Chunk; readonly decisions: number }
  | { readonly state: 'given-up'; readonly failure: GivenUp }
  | Exclude<Claim, { readonly state: 'claimed' }>;

/** Tries after which a chunk is given up although nothing was ever reported: it ends the process that decides it. */
const MAX_SILENT_ATTEMPTS = 10;
const SILENT: GivenUp = {
  code: 'UNEXPECTED',
  message: `the process that decides it ended ${MAX_SILENT_ATTEMPTS} times without a word, perhaps for want of memory`,
};

/**
 * Decides one chunk: leases it, decides it, stores its decisions with the lease. Throws what stopped it, after the chunk
 * was given back; after the last attempt it is given up instead, and waits for somebody to retry its run.
 */
export async function decideChunk(
  context: RunContext,
  decide: DecideChunk,
  chunkNo: number,
  limits: ChunkLimits,
): Promise<ChunkResult> {
  const { database, run, signal } = context;
  const token = randomUUID();
  const claim = await claimChunk(database, run.runId, chunkNo, { token, leaseMs: limits.leaseMs });
  if (claim.state !== 'claimed') return claim;
  const { chunk, attempts, failures } = claim;
  if (limits.maxAttempts !== null && attempts > MAX_SILENT_ATTEMPTS) return giveUp(context, chunk, token, SILENT);
  const startedAtMs = performance.now();
  try {
    const decided = await decide(database, run.runId, chunk, signal);
    const decideMs = performance.now() - startedAtMs;
    const isStored = await completeChunk(database, run.runId, chunk, token, { ...decided, decideMs });
    return { state: isStored ? 'decided' : 'lost', chunk, decisions: decided.decisions.length };
  } catch (error) {
    const isAttempt = isAboutChunk(error, signal);
    if (isAttempt && limits.maxAttempts !== null && failures + 1 >= limits.maxAttempts)
      return giveUp(context, chunk, token, await describeFailedChunk(context, decide, chunk));
    // The reason of the failure is the one to tell; a lease that cannot be given back is over soon.
    await giveChunkBack(database, run.runId, chunkNo, token, { isAttempt }).catch(() => undefined);
    throw error;
  }
}

async function giveUp(context: RunContext, chunk: Chunk, token: string, failure: GivenUp): Promise<ChunkResult> {
  const isGivenUp = await failChunk(context.database, context.run.runId, chunk.no, token, failure);
  return isGivenUp ? { state: 'given-up', failure } : { state: 'lost', chunk, decisions: 0 };
}

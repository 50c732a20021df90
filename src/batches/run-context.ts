import { setImmediate } from 'node:timers/promises';
import type { EngineName } from '../decisions/build-evaluator.ts';
import { Failure } from '../domain/failure.ts';
import { type Instant, toCalendarDate } from '../domain/instant.ts';
import type { Mapping } from '../intake/mapping.ts';
import type { Database } from '../store/database.ts';
import type { ChunkPlan } from '../store/plan-chunks.ts';
import type { Run } from '../store/run.ts';
import type { Batch } from './batch.ts';
import { type KyhanRelease, readNumberParameter } from './kyhan-release.ts';

/** What to run. Text of `asOf` is what the run shows; the instant is what it computes with. */
export type RunOrder = {
  readonly batch: Batch;
  readonly release: KyhanRelease;
  readonly asOf: Instant;
  readonly asOfText: string;
  readonly inputs: readonly { readonly input: string; readonly path: string }[];
  readonly mapping: { readonly name: string; readonly mapping: Mapping } | null;
  readonly startedBy: string;
  /** Subjects that are decided and stored together; results do not depend on it. */
  readonly subjectsPerChunk?: number;
};

/** A run in this process, whose workbooks are put into a folder. */
export type RunRequest = RunOrder & { readonly outFolder: string };

/** What a run needs from the edge: the store, the clock, somebody to tell, and a way to be stopped. */
export type RunTools = {
  readonly database: Database;
  readonly now: () => Instant;
  readonly tell: (progress: RunProgress) => void;
  readonly signal: AbortSignal;
  /** What evaluates the rules; decisions do not depend on it. */
  readonly engine: EngineName;
};

export type RunProgress = {
  readonly phase: 'importing' | 'deciding' | 'reporting';
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
};

/** A run in progress, as its steps see it. */
export type RunContext = RunTools &
  Pick<RunOrder, 'batch' | 'release' | 'asOf' | 'asOfText' | 'mapping'> & { readonly run: Run };

/** How many subjects and records a chunk holds: the run's own number, else the parameters. */
export function readChunkLimits(context: RunContext): Pick<ChunkPlan, 'subjectsPerChunk' | 'recordsPerChunk'> {
  const read = (name: string): number => readNumberParameter(context.release, name, toCalendarDate(context.asOf));
  return {
    subjectsPerChunk: context.run.subjectsPerChunk ?? read('run.subjects-per-chunk'),
    recordsPerChunk: read('run.records-per-chunk'),
  };
}

/**
 * Stops between two steps when the operator asked for it; everything stored so far stays. Lets signals and the progress
 * bar have their turn first: an embedded database answers at once, so a run would otherwise never look up.
 */
export async function stopIfAsked(context: Pick<RunContext, 'signal' | 'run' | 'asOfText'>): Promise<void> {
  await setImmediate();
  if (!context.signal.aborted) return;
  throw new Failure('RUN_INTERRUPTED', {
    message: `run ${context.run.runId} was stopped before it was finished`,
    action: `run the same command again, with --as-of ${context.asOfText}: it goes on where it stopped`,
  });
}

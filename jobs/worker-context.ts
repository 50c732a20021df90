import type { ChunkLimits } from '../src/batches/decide-chunk.ts';
import type { RunOpener } from '../src/batches/run-opener.ts';
import type { Failure } from '../src/domain/failure.ts';
import type { Logger } from '../src/logger.ts';
import type { Database } from '../src/store/database.ts';
import type { Queues } from './queues.ts';

/** What the processors of one worker process share. */
export type WorkerContext = {
  readonly database: Database;
  readonly queues: Queues;
  readonly runs: RunOpener;
  readonly logger: Logger;
  readonly chunkLimits: ChunkLimits;
  /** Folder below which files lie that were not copied into the store; null where this worker reaches none. */
  readonly inputFolder: string | null;
  /** Raised when the time to finish jobs is over: they are given back. */
  readonly signal: AbortSignal;
  /** Throws a Failure DATABASE_SCHEMA when a newer version of the program has changed the database. */
  readonly proveSchema: () => Promise<void>;
  /** Ends the worker, for that reason. */
  readonly stop: (reason: Failure) => void;
};

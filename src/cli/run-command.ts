import { access, constants, mkdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Batch } from '../batches/batch.ts';
import { type RunHelper, startHelper } from '../batches/helper/run-helper.ts';
import { runBatch } from '../batches/run-batch.ts';
import { type RunResult, type RunWarnings, readRunWarnings } from '../batches/run-result.ts';
import { readConfig } from '../config.ts';
import type { EngineName } from '../decisions/build-evaluator.ts';
import { Failure } from '../domain/failure.ts';
import { openLogger } from '../logger.ts';
import { buildStopSignal } from './interrupt.ts';
import { readEngine, withDatabase } from './options.ts';
import { openProgress } from './progress.ts';
import { buildRunRequest, type RunOptions, readInputs } from './run-request.ts';
import { printSummary } from './run-summary.ts';

const DONE = 0;
const DONE_WITH_REJECTED_ROWS = 3;

/** Options that only a run in this process has. */
type OutOptions = {
  readonly out: string;
  readonly strict?: boolean;
  readonly threads?: '1' | '2';
  readonly engine?: EngineName;
};

/** A smaller run is over before a second thread would have begun. */
const HELP_FROM_BYTES = 8_000_000;

/** Runs a batch as its options say; returns the exit code. */
export async function runCommand(batch: Batch, options: RunOptions & OutOptions): Promise<number> {
  await proveFolder(options.out);
  const engine = options.engine ?? readEngine();
  if (engine !== 'compiled') process.stderr.write(`engine ${engine}: json-rules-engine\n`);
  const helper = (await wantsHelp(batch, options)) ? startHelper({ databaseTarget: options.db, engine }) : null;
  const { result, warnings } = await run(batch, options, engine, helper).finally(() => helper?.close());
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  printSummary(result, warnings, options.out);
  return options.strict && result.rows.rejected > 0 ? DONE_WITH_REJECTED_ROWS : DONE;
}

/** Runs the batch with a progress bar, a log, and Ctrl-C as a request to stop between two chunks. */
async function run(
  batch: Batch,
  options: RunOptions & OutOptions,
  engine: EngineName,
  helper: RunHelper | null,
): Promise<{ readonly result: RunResult; readonly warnings: RunWarnings }> {
  const request = { ...(await buildRunRequest(batch, options)), outFolder: options.out };
  const logger = openLogger(readConfig().logFile);
  const progress = openProgress(process.stderr);
  const interrupt = buildStopSignal(
    () => '\nkyhan: stopping; what is decided so far is kept; press Ctrl-C again to stop at once\n',
  );
  try {
    return await withDatabase(options.db, async (database) => {
      logger.info('run asked for', { kind: request.batch.kind, asOf: request.asOfText, release: request.release.hash });
      const tools = { database, now: Date.now, tell: progress.tell, signal: interrupt.signal, engine };
      const result = await runBatch(request, tools, helper);
      logger.info('run closed', { runId: result.runId, rowsRead: result.rows.read, seconds: result.seconds });
      return { result, warnings: await readRunWarnings(database, result.runId) };
    });
  } catch (error) {
    if (error instanceof Failure) logger.info('run failed', { code: error.code });
    throw error;
  } finally {
    interrupt.release();
    progress.close();
    await logger.close();
  }
}

/**
 * As the option says; without it a second thread takes part where there is a second processor and enough to do. It is
 * started before all else, because it takes a while to load the program. What is wrong with a file is told of later.
 */
async function wantsHelp(batch: Batch, options: RunOptions & OutOptions): Promise<boolean> {
  if (options.threads !== undefined) return options.threads === '2';
  if (availableParallelism() === 1) return false;
  let bytes = 0;
  for (const { path } of readInputs(batch, options)) {
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return bytes >= HELP_FROM_BYTES;
}

/** A folder that cannot be written to is told of before the work, not after it. */
async function proveFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new Failure('USAGE', {
      message: `the output folder "${folder}" cannot be written to`,
      action: 'name a folder with --out in which you may write',
      cause,
    });
  }
}

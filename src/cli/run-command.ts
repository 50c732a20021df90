import { access, constants, mkdir } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import type { Batch } from '../batches/batch.ts';
import type { KyhanRelease } from '../batches/kyhan-release.ts';
import { proveValidRules } from '../batches/prove-valid-rules.ts';
import { runBatch } from '../batches/run-batch.ts';
import type { RunRequest } from '../batches/run-context.ts';
import { type RunResult, type RunWarnings, readRunWarnings } from '../batches/run-result.ts';
import { readConfig } from '../config.ts';
import { Failure } from '../domain/failure.ts';
import { formatInstant, type Instant, toCalendarDate } from '../domain/instant.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import { openLogger } from '../logger.ts';
import { buildSignal } from './interrupt.ts';
import { getRelease, withDatabase } from './options.ts';
import { openProgress } from './progress.ts';
import { printSummary } from './run-summary.ts';

const DONE = 0;
const DONE_WITH_REJECTED_ROWS = 3;

/** The moment of a run: what it computes with, and how it is shown. */
export type AsOf = { readonly instant: Instant; readonly text: string };

/** Options of `kyhan run`; the inputs of the batch stand among them by their names. */
export type RunOptions = Readonly<Record<string, unknown>> & {
  readonly asOf?: AsOf;
  readonly mapping?: string;
  readonly rules: string;
  readonly out: string;
  readonly db: string;
  readonly strict?: boolean;
  readonly json?: boolean;
};

/** Runs a batch as its options say; returns the exit code. */
export async function runCommand(batch: Batch, options: RunOptions): Promise<number> {
  await proveFolder(options.out);
  const release = await getRelease(options.rules);
  const asOf = options.asOf ?? readNow();
  process.stderr.write(`as of ${asOf.text}\n`);
  for (const ruleSet of proveValidRules(batch, release, toCalendarDate(asOf.instant))) {
    process.stderr.write(`kyhan: no rule of "${ruleSet}" is valid on that day; it decides nothing\n`);
  }
  const { result, warnings } = await execute(options, {
    batch,
    release,
    asOf: asOf.instant,
    asOfText: asOf.text,
    inputs: readInputs(batch, options),
    mapping: findMapping(options.mapping, release, batch),
    outFolder: options.out,
    startedBy: `${userInfo().username}@${hostname()}`,
  });
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  printSummary(result, warnings, options.out);
  return options.strict && result.rows.rejected > 0 ? DONE_WITH_REJECTED_ROWS : DONE;
}

function readNow(): AsOf {
  const instant = Math.floor(Date.now() / 1000) * 1000;
  return { instant, text: formatInstant(instant) };
}

function readInputs(batch: Batch, options: RunOptions): RunRequest['inputs'] {
  return batch.inputs.flatMap((input) => {
    const path = options[input];
    return typeof path === 'string' ? [{ input, path }] : [];
  });
}

/** Runs the batch with a progress bar, a log, and Ctrl-C as a request to stop between two chunks. */
async function execute(
  options: RunOptions,
  request: RunRequest,
): Promise<{ readonly result: RunResult; readonly warnings: RunWarnings }> {
  const logger = openLogger(readConfig().logFile);
  const progress = openProgress(process.stderr);
  const interrupt = buildSignal();
  try {
    return await withDatabase(options.db, async (database) => {
      logger.info('run asked for', { kind: request.batch.kind, asOf: request.asOfText, release: request.release.hash });
      const result = await runBatch(request, {
        database,
        now: Date.now,
        tell: progress.tell,
        signal: interrupt.signal,
      });
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

function findMapping(name: string | undefined, release: KyhanRelease, batch: Batch): RunRequest['mapping'] {
  if (name === undefined) return null;
  const mapping = release.mappings.get(name);
  if (mapping === undefined) {
    throw new Failure('USAGE', {
      message: `there is no mapping "${name}"; ${describeAllowedNames(name, [...release.mappings.keys()])}`,
      action: 'name a file of rules/mappings/ without .json',
    });
  }
  if (!batch.inputs.includes(mapping.for)) {
    throw new Failure('USAGE', {
      message: `the mapping "${name}" is for ${mapping.for}; this batch has ${batch.inputs.join(', ')}`,
      action: 'name a mapping of this batch',
    });
  }
  return { name, mapping };
}

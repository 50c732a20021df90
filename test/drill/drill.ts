import { setTimeout as sleep } from 'node:timers/promises';
import { LOAD_AS_OF, type LoadFiles, writeLoadFiles } from '../support/load-files.ts';
import type { CliResult } from '../support/run-cli.ts';
import { type DrillResult, readOutcome } from './drill-outcome.ts';
import { type FaultLine, logFault } from './fault-log.ts';
import { type Fault, type FaultPlan, planFaults } from './fault-plan.ts';
import { type RunState, type RunWatch, readAttempts, watchRun } from './run-watch.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { strike, type Turns } from './strike.ts';

/** How large a drill is, and how it goes; all of it follows from the seed. */
export type DrillOptions = FaultPlan & StageOptions & { readonly rows: number; readonly chunkSize: number };

/** A run that has not come on for so long has not survived. */
const STANDSTILL_LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 50;
const PHASES: readonly RunState['status'][] = ['importing', 'deciding', 'reporting', 'partial', 'closed'];

/**
 * Decides a batch twice: in one process that is left alone, and by workers to whom one fault after the other is done.
 * `tell` hears how it goes. Throws an Error when the run does not get to its end.
 */
export async function runDrill(options: DrillOptions, tell: (line: string) => void): Promise<DrillResult> {
  const stage = await openStage(options);
  try {
    const files = await writeLoadFiles(stage.folder, options.rows, options.seed);
    tell(`${files.rows} rows, ${files.contracts} contracts, ${options.workers} workers, seed ${options.seed}`);
    const undisturbed = parseRun(await stage.callEmbedded(['run', 'billing', ...describeRun(files, options)]));
    tell(`run ${undisturbed} was decided in one process`);
    const runId = parseRun(await stage.call(['submit', 'billing', ...describeRun(files, options)]));
    const watch = await watchRun(stage.databaseUrl, runId);
    const startedAtMs = performance.now();
    const lines = await playFaults(stage, options, watch, tell).finally(watch.stop);
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const ends = await Promise.all(stage.places.map(({ slot }) => slot.stop()));
    const outcome = await readOutcome(stage, files, undisturbed, runId);
    return { ...outcome, lines, seconds, ends, attempts: await readAttempts(stage.databaseUrl, runId) };
  } finally {
    await stage.close();
  }
}

function describeRun(files: LoadFiles, { chunkSize }: DrillOptions): readonly string[] {
  return [...files.args, '--as-of', LOAD_AS_OF, '--chunk-size', String(chunkSize), '--json'];
}

function parseRun({ exitCode, stdout, stderr }: CliResult): string {
  if (exitCode !== 0) throw new Error(stderr);
  const { runId }: { readonly runId: string } = JSON.parse(stdout);
  return runId;
}

/** Lets each fault strike when its time has come, whether or not the run has got over the one before. */
async function playFaults(
  stage: Stage,
  options: DrillOptions,
  watch: RunWatch,
  tell: (line: string) => void,
): Promise<readonly FaultLine[]> {
  const startedAtMs = performance.now();
  const last: Turns['last'] = new Map();
  const lostAfterMs = Math.max(options.lockMs, options.leaseMs);
  const logged: Promise<FaultLine>[] = [];
  for (const fault of planFaults(options)) {
    await waitUntil(watch, (state) => isDue(fault, state));
    const line = logFault(fault, watch, { startedAtMs, workers: options.workers }, (onStrike) =>
      strike(stage, fault, lostAfterMs, { last, onStrike }),
    );
    line.then(
      ({ done, recoveredAfter }) =>
        tell(`${fault.no} ${fault.kind}: ${done}; went on after ${recoveredAfter.toFixed(1)} s`),
      () => undefined,
    );
    logged.push(line);
    if (fault.phase !== 'deciding') await line; // these parts are short: one after the other
  }
  await waitUntil(watch, ({ status }) => status === 'closed');
  return Promise.all(logged);
}

function isDue(fault: Fault, { status, records, chunksDone, chunksTotal }: RunState): boolean {
  const [now, planned] = [PHASES.indexOf(status), PHASES.indexOf(fault.phase)];
  if (now !== planned) return now > planned;
  if (status === 'importing') return records > 0;
  return status === 'reporting' || (chunksTotal > 0 && chunksDone / chunksTotal >= fault.at);
}

async function waitUntil(watch: RunWatch, isSo: (state: RunState) => boolean): Promise<void> {
  while (!isSo(watch.state())) {
    const { status, failure } = watch.state();
    if (status === 'partial' || failure !== null) throw new Error(`the run has failed: ${status} ${failure}`);
    if (performance.now() - watch.advancedAt() > STANDSTILL_LIMIT_MS)
      throw new Error(`the run stands still: ${status}`);
    await sleep(LOOK_EVERY_MS);
  }
}

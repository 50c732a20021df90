import { isCalendarDate } from '../domain/calendar-date.ts';
import { Failure } from '../domain/failure.ts';
import { type Instant, parseInstant, startOfDate } from '../domain/instant.ts';
import { findReleaseContent } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { findRun } from '../store/runs.ts';
import type { DecideChunk } from './batch.ts';
import { findBatch } from './batches.ts';
import { type KyhanRelease, readStoredRelease } from './kyhan-release.ts';
import type { RunContext, RunTools } from './run-context.ts';

/** Releases and deciders that a worker keeps built: several runs may go on side by side. */
const MAX_KEPT = 8;

/** Opens runs for the jobs of one worker. */
export type RunOpener = {
  /** The run as it is now, with the rules that it was planned with, from the store; throws a Failure where it is not there. */
  readonly open: (runId: string) => Promise<RunContext>;
  /** The function that decides its chunks; built once for each kind, moment and release. */
  readonly getDecider: (context: RunContext) => DecideChunk;
};

/** Builds the opener of a worker. The rules of a run come from the store, whatever rules lie on the machine. */
export function buildRunOpener(tools: RunTools): RunOpener {
  const releases = new Map<string, KyhanRelease>();
  const deciders = new Map<string, DecideChunk>();
  const open = async (runId: string): Promise<RunContext> => {
    const run = await getRun(tools, runId);
    const batch = findBatch(run.kind);
    if (batch === undefined) throw unknownKind(run);
    const release = releases.get(run.release) ?? (await loadRelease(tools, run));
    keep(releases, run.release, release);
    const mapping = run.mapping === null ? undefined : release.mappings.get(run.mapping);
    return {
      ...tools,
      run,
      batch,
      release,
      asOf: parseAsOf(run),
      asOfText: run.asOf,
      mapping: run.mapping === null || mapping === undefined ? null : { name: run.mapping, mapping },
    };
  };
  const getDecider = ({ batch, release, asOf, engine }: RunContext): DecideChunk => {
    const key = `${batch.kind} ${asOf} ${release.hash}`;
    const decide = deciders.get(key) ?? batch.buildDecider(release, asOf, engine);
    keep(deciders, key, decide);
    return decide;
  };
  return { open, getDecider };
}

async function getRun({ database }: RunTools, runId: string): Promise<Run> {
  const run = await findRun(database, runId);
  if (run !== undefined) return run;
  throw new Failure('RUN_NOT_FOUND', {
    message: `there is no run "${runId}" in ${database.label}`,
    action: 'check that queue and database belong together; remove the job where the run is gone for good',
  });
}

async function loadRelease({ database }: RunTools, run: Run): Promise<KyhanRelease> {
  const content = await findReleaseContent(database, run.release);
  if (content !== undefined) return readStoredRelease(content);
  throw new Failure('RULES_INVALID', {
    message: `the database has no rules ${run.release.slice(0, 12)}, with which run ${run.runId} was planned`,
    action: 'restore the table of releases from a backup, or submit the files again',
  });
}

/** A day for accounts, an instant for tickets; both were written by this program. */
function parseAsOf(run: Run): Instant {
  const asOf = isCalendarDate(run.asOf) ? startOfDate(run.asOf) : parseInstant(run.asOf);
  if (asOf === undefined) throw new Error(`run ${run.runId} is as of something that is no time`);
  return asOf;
}

/** Keeps the newest few: the first key of a map is the one that was set longest ago. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MAX_KEPT && oldest !== undefined) map.delete(oldest);
}

function unknownKind(run: Run): Failure {
  return new Failure('RUN_NOT_FOUND', {
    message: `this version of the program knows no batch "${run.kind}"; run ${run.runId} was made by another`,
    action: 'start the newer version of the workers',
  });
}

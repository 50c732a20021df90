import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { withQueuesIfThere } from '../../jobs/edge.ts';
import type { Queues } from '../../jobs/queues.ts';
import { type RunStatusReport, readRunStatus } from '../../jobs/run-status.ts';
import { describeMissedSchedule, readMissedSchedules } from '../batches/schedules/read-missed-schedules.ts';
import { formatInstant } from '../domain/instant.ts';
import type { Database } from '../store/database.ts';
import { listRuns } from '../store/run-overview.ts';
import { findRun } from '../store/runs.ts';
import { addDatabaseOption, unknownRun, withExistingDatabase } from './options.ts';

type StatusOptions = { readonly db: string; readonly watch?: boolean; readonly json?: boolean };

const WATCH_EVERY_MS = 1_000;
const LISTED_RUNS = 20;

/** What was waited for did not come: the run failed, or is partial. */
const RUN_FAILED = 1;

/** `kyhan status [RUN]`: how far runs are, what failed, which schedules did not run, and what to do about it. */
export function addStatusCommand(program: Command): void {
  const command = program
    .command('status [run]')
    .description('tell how far a run is, or list the newest runs')
    .option('--watch', 'go on telling until the run is closed, or needs somebody')
    .option('--json', 'print one JSON object on standard output');
  addDatabaseOption(command).action((runId: string | undefined, options: StatusOptions) =>
    withExistingDatabase(options.db, (database) =>
      withQueuesIfThere(async (queues) => {
        if (runId === undefined) await printRuns(database, queues, options.json === true);
        else await printRun(database, queues, runId, options);
      }),
    ),
  );
}

async function printRuns(database: Database, queues: Queues | null, isJson: boolean): Promise<void> {
  const runs: RunStatusReport[] = [];
  for (const run of await listRuns(database, { limit: LISTED_RUNS })) {
    runs.push(await readRunStatus(database, run, queues));
  }
  const { missed } = await readMissedSchedules(database);
  const missedSchedules = missed.map((each) => ({ ...each, dueAt: formatInstant(each.dueAt) }));
  if (isJson) process.stdout.write(`${JSON.stringify({ runs, missedSchedules })}\n`);
  else process.stdout.write(`${runs.map(describeLine).join('\n') || 'no runs yet'}\n`);
  for (const each of missed) process.stderr.write(`kyhan: ${describeMissedSchedule(each)}\n`);
}

async function printRun(
  database: Database,
  queues: Queues | null,
  runId: string,
  options: StatusOptions,
): Promise<void> {
  let said = '';
  for (;;) {
    const run = await findRun(database, runId);
    if (run === undefined) throw unknownRun(database, runId);
    const status = await readRunStatus(database, run, queues);
    const line = describeLine(status);
    const isLast = !options.watch || isAtRest(status);
    if (isLast) {
      if (options.json) process.stdout.write(`${JSON.stringify(status)}\n`);
      else process.stdout.write(`${[line, ...describeMore(status)].join('\n')}\n`);
      if (options.watch && status.status !== 'closed') process.exitCode = RUN_FAILED;
      return;
    }
    if (line !== said) process.stderr.write(`${line}\n`);
    said = line;
    await sleep(WATCH_EVERY_MS);
  }
}

/** Nothing more happens without somebody. */
function isAtRest({ status, failure }: RunStatusReport): boolean {
  return status === 'closed' || status === 'partial' || failure !== null;
}

function describeLine(status: RunStatusReport): string {
  const { runId, asOf, rows, subjects } = status;
  const parts = [runId.padEnd(24), status.status.padEnd(9), `as of ${asOf}`, `${rows.read} rows`];
  if (rows.rejected > 0) parts.push(`${rows.rejected} rejected`);
  if (subjects.total > 0) parts.push(`${subjects.done} of ${subjects.total} decided`);
  if (status.subjectsPerSecond !== null) parts.push(`${status.subjectsPerSecond}/s, ${status.secondsLeft} s left`);
  if (status.chunks.failed > 0) parts.push(`${status.chunks.failed} chunks failed`);
  if (status.failure !== null) parts.push(status.failure.code);
  return parts.join('  ');
}

function describeMore({ runId, status, failure, failedChunks, reports }: RunStatusReport): readonly string[] {
  return [
    ...(failure === null ? [] : [`  failed     ${failure.message} [${failure.code}]`]),
    ...failedChunks.map(
      (each) => `  chunk ${each.no}    ${each.fromId} … ${each.toId}: ${each.message} [${each.code}]`,
    ),
    ...(failure === null && failedChunks.length === 0 ? [] : [`  next       kyhan retry ${runId}`]),
    ...(status === 'closed' ? reports.map((name) => `  report     ${name}  (kyhan reports ${runId} --out DIR)`) : []),
  ];
}

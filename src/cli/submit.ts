import type { Command } from 'commander';
import { getRedisUrl, proveShared, withQueues } from '../../jobs/edge.ts';
import { submitRun } from '../../jobs/submit-run.ts';
import type { Batch } from '../batches/batch.ts';
import { readConfig } from '../config.ts';
import type { Run } from '../store/run.ts';
import { addBatchCommands } from './batch-commands.ts';
import { withDatabase } from './options.ts';
import { buildRunRequest, type RunOptions } from './run-request.ts';

type SubmitOptions = { readonly inPlace?: boolean };

/** `kyhan submit <kind>`: puts a batch on the queue for workers, and returns its id. */
export function addSubmitCommand(program: Command): void {
  const submit = program.command('submit').description('put a batch on the queue, for workers on any machine');
  addBatchCommands<SubmitOptions>(submit, {
    addOptions: (command) =>
      command.option('--in-place', 'do not copy the files: importing workers find them below KYHAN_INPUT_DIR'),
    act: submitCommand,
  });
}

async function submitCommand(batch: Batch, options: RunOptions & SubmitOptions): Promise<number> {
  getRedisUrl();
  proveShared(options.db);
  const request = await buildRunRequest(batch, options);
  const files = options.inPlace
    ? ({ place: 'folder', inputFolder: readConfig().inputFolder } as const)
    : ({ place: 'store' } as const);
  const run = await withQueues((queues) =>
    withDatabase(options.db, (database) => submitRun(request, files, { database, queues })),
  );
  print(run, options.json === true);
  return 0;
}

function print(run: Run, isJson: boolean): void {
  const { runId, kind, asOf, release, status } = run;
  if (isJson) process.stdout.write(`${JSON.stringify({ runId, kind, asOf, release, status })}\n`);
  const next = status === 'closed' ? `it is closed: npx kyhan status ${runId}` : `npx kyhan status ${runId} --watch`;
  process.stderr.write(`run ${runId}  ${status}\n  next       ${next}\n`);
}

import type { Command } from 'commander';
import { proveShared, withQueues } from '../../jobs/edge.ts';
import { restoreQueue } from '../../jobs/restore-queue.ts';
import { retryRun } from '../../jobs/retry-run.ts';
import { addDatabaseOption, unknownRun, withExistingDatabase } from './options.ts';

/** `kyhan retry RUN`: gives what failed of a run another chance. */
export function addRetryCommand(program: Command): void {
  const command = program
    .command('retry <run>')
    .description('put a run that failed, or is partial, on the queue again; what is decided stays');
  addDatabaseOption(command).action((runId: string, options: { db: string }) => {
    proveShared(options.db);
    return withQueues((queues) =>
      withExistingDatabase(options.db, async (database) => {
        const run = await retryRun(database, queues, runId);
        if (run === undefined) throw unknownRun(database, runId);
        const what = run.status === 'closed' ? 'is closed; there is nothing to retry' : 'is on the queue again';
        process.stderr.write(`run ${runId} ${what}\n`);
      }),
    );
  });
}

/** `kyhan resume`: rebuilds the queue from the database, whatever Redis has lost. */
export function addResumeCommand(program: Command): void {
  const command = program
    .command('resume')
    .description('rebuild the queue from the database: open runs that have no job any more, and schedules')
    .option('--json', 'print one JSON object on standard output');
  addDatabaseOption(command).action((options: { db: string; json?: boolean }) => {
    proveShared(options.db);
    return withQueues((queues) =>
      withExistingDatabase(options.db, async (database) => {
        const restored = await restoreQueue(database, queues);
        const runs = restored.runs.map(({ runId }) => runId);
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ resumed: runs, schedules: restored.schedules })}\n`);
        }
        const what = runs.length === 0 ? 'every open run has its jobs' : `put on the queue again: ${runs.join(', ')}`;
        process.stderr.write(`${what}\n`);
        if (restored.schedules.length > 0) {
          process.stderr.write(`schedules put on the queue again: ${restored.schedules.join(', ')}\n`);
        }
      }),
    );
  });
}

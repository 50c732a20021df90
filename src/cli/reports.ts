import { join } from 'node:path';
import type { Command } from 'commander';
import { copyToOutput } from '../../reports/output-file.ts';
import { readConfig } from '../config.ts';
import { Failure } from '../domain/failure.ts';
import { openRunReport, readRunReports } from '../store/run-reports.ts';
import { addDatabaseOption, getRun, withExistingDatabase } from './options.ts';

/** `kyhan reports RUN`: puts the workbooks of a closed run into a folder, whichever machine built them. */
export function addReportsCommand(program: Command): void {
  const command = program
    .command('reports <run>')
    .description('put the workbooks of a closed run into a folder')
    .option('--out <dir>', 'folder for the reports', readConfig().outFolder);
  addDatabaseOption(command).action((runId: string, options: { db: string; out: string }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      if (run.status !== 'closed') throw notClosed(runId, run.status);
      for (const { fileName } of await readRunReports(database, runId)) {
        const report = await openRunReport(database, runId, fileName);
        if (report === undefined) throw notKept(runId, fileName);
        await copyToOutput(options.out, fileName, report.content);
        process.stdout.write(`${join(options.out, fileName)}\n`);
      }
    }),
  );
}

function notClosed(runId: string, status: string): Failure {
  return new Failure('RUN_INTERRUPTED', {
    message: `run ${runId} is not closed (${status}); its workbooks are handed out when all of them are proved`,
    action: `"kyhan status ${runId}" tells how far it is, and what to do`,
  });
}

function notKept(runId: string, fileName: string): Failure {
  return new Failure('OUTPUT', {
    message: `the bytes of ${fileName} are not kept: an earlier version of the program closed run ${runId}`,
    action: 'give the same "kyhan run" command again: it writes them anew',
  });
}

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
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
      await mkdir(options.out, { recursive: true });
      for (const { fileName } of await readRunReports(database, run.runId)) {
        const report = await openRunReport(database, run.runId, fileName);
        const path = join(options.out, fileName);
        if (report === undefined)
          process.stderr.write(`${fileName}: its bytes are not kept, or the run is not closed\n`);
        else await pipeline(Readable.from(report.content), createWriteStream(path));
        if (report !== undefined) process.stdout.write(`${path}\n`);
      }
    }),
  );
}

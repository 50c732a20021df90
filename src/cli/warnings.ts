import type { Command } from 'commander';
import { readWarnings } from '../store/warnings.ts';
import { addDatabaseOption, addFormatOption, getRun, withExistingDatabase } from './options.ts';
import { writeRows } from './write-rows.ts';

const COLUMNS = ['input', 'file', 'line', 'id', 'column', 'code', 'value'];

/** `kyhan warnings RUN`: rows that were used although something about them is odd. */
export function addWarningsCommand(program: Command): void {
  const command = program.command('warnings <run>').description('print what was odd about rows that were used');
  addFormatOption(addDatabaseOption(command)).action((runId: string, options: { db: string; format: string }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      await writeRows(readWarnings(database, run.runId), options.format, COLUMNS);
    }),
  );
}

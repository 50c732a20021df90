import type { Command } from 'commander';
import type { Database } from '../store/database.ts';
import { readRejectedRows } from '../store/rejected-rows.ts';
import { addDatabaseOption, addFormatOption, getRun, withExistingDatabase } from './options.ts';
import { writeRows } from './write-rows.ts';

const COLUMNS = ['input', 'file', 'line', 'id', 'column', 'code', 'value', 'allowed', 'others'];

/** `kyhan rejected RUN`: every row that could not be used, and why; sorted by input and line. */
export function addRejectedCommand(program: Command): void {
  const command = program.command('rejected <run>').description('print every rejected row of a run, and why');
  addFormatOption(addDatabaseOption(command)).action((runId: string, options: { db: string; format: string }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      await writeRows(readRows(database, run.runId), options.format, COLUMNS);
    }),
  );
}

/** One line a row: its first problem is the headline, further ones stand in `others`. */
async function* readRows(database: Database, runId: string): AsyncGenerator<Record<string, unknown>> {
  for await (const row of readRejectedRows(database, runId)) {
    const { input, file, line, id } = row;
    const [{ column, code, value, allowed }, ...others] = row.problems;
    yield { input, file, line, id, column, code, value, allowed, others };
  }
}

import type { Command } from 'commander';
import type { Database } from '../store/database.ts';
import { readDecisions } from '../store/decisions.ts';
import { addDatabaseOption, addFormatOption, getRun, withExistingDatabase } from './options.ts';
import { writeRows } from './write-rows.ts';

const COLUMNS = [
  'subject',
  'id',
  'requestType',
  'level',
  'needsReview',
  'step',
  'unit',
  'department',
  'ctkvDueAt',
  'ttCnttDueAt',
  'totalDueAt',
  'slaStatus',
  'breachedBy',
  'actions',
  'rules',
  'release',
];

/** `kyhan decisions RUN`: every decision of the run, sorted by subject and id. */
export function addDecisionsCommand(program: Command): void {
  const command = program
    .command('decisions <run>')
    .description('print every decision of a run, sorted by subject, id');
  addFormatOption(addDatabaseOption(command)).action((runId: string, options: { db: string; format: string }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      await writeRows(readRows(database, run.runId), options.format, COLUMNS);
    }),
  );
}

/** The stored row is the contract row: it goes out as it was decided. */
async function* readRows(database: Database, runId: string): AsyncGenerator<Record<string, unknown>> {
  for await (const decision of readDecisions(database, runId)) {
    const row: Record<string, unknown> = JSON.parse(decision.row);
    yield row;
  }
}

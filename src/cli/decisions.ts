import type { Command } from 'commander';
import { findDecisionReader } from '../batches/find-decision-reader.ts';
import type { Database } from '../store/database.ts';
import { readDecisions } from '../store/decisions.ts';
import type { Run } from '../store/run.ts';
import { addDatabaseOption, addFormatOption, getRun, withExistingDatabase } from './options.ts';
import { writeRows } from './write-rows.ts';

/** Columns of CSV by kind of run; rows about contracts and invoices of one debt run share a table. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ticket: [
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
  ],
  billing: [
    'subject',
    'id',
    'customerId',
    'currency',
    'openAmount',
    'overdueAmount',
    'oldestUnpaidDueOn',
    'daysPastDue',
    'serviceStatus',
    'action',
    'reason',
    'heldAction',
    'needsApproval',
    'holds',
    'rules',
    'release',
  ],
  debt: [
    'subject',
    'id',
    'contractId',
    'customerId',
    'daysSinceLock',
    'action',
    'reason',
    'limitationWarning',
    'holds',
    'currency',
    'openAmount',
    'daysPastDue',
    'ageingBucket',
    'provisionRatePercent',
    'provisionBase',
    'provisionAmount',
    'provisionSupported',
    'provisionBooked',
    'provisionChange',
    'missingEvidence',
    'writeOffCase',
    'writeOffCases',
    'writeOffAction',
    'writeOffMissing',
    'rules',
    'release',
  ],
};

/** `kyhan decisions RUN`: every decision of the run, sorted by subject and id. */
export function addDecisionsCommand(program: Command): void {
  const command = program
    .command('decisions <run>')
    .description('print every decision of a run, sorted by subject, id');
  addFormatOption(addDatabaseOption(command)).action((runId: string, options: { db: string; format: string }) =>
    withExistingDatabase(options.db, async (database) => {
      const run = await getRun(database, runId);
      await writeRows(readRows(database, run), options.format, COLUMNS[run.kind] ?? []);
    }),
  );
}

/** The stored row is the contract row: it goes out as it was decided. */
async function* readRows(database: Database, { runId, kind }: Run): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const { subject, row } of readDecisions(database, runId)) {
    yield findDecisionReader(kind, subject).readRow(row);
  }
}

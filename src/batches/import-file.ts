import { Failure } from '../domain/failure.ts';
import type { RejectedRow } from '../domain/rejected-row.ts';
import { describeInputFile, type InputFile } from '../intake/input-file.ts';
import type { IntakeOptions } from '../intake/read-records.ts';
import { readFragmentGroups, type StagedFragment } from '../store/fragments.ts';
import type { StagedRecord } from '../store/records.ts';
import { buildAmountTally, type InputSum } from './amount-tally.ts';
import { buildImportBuffer, type ImportBuffer } from './import-buffer.ts';
import { readIntakeOptions } from './import-plan.ts';
import { type RunContext, stopIfAsked } from './run-context.ts';

/** How often the import tells how far it is within a file, in rows; a part is told of when it is stored. */
const TELL_EVERY_ROWS = 5_000;

/** What importing one file, or a part of it, came to. */
export type ImportedFile = {
  readonly rowsRead: number;
  /** Rows that live on in folded groups instead of records of their own; null where no rows were grouped. */
  readonly rowsFolded: number | null;
  /** Sums of the accepted amounts. */
  readonly amounts: readonly InputSum[];
};

/**
 * Reads one file, or the part that it names, into the store: accepted records, rejected rows, warnings. What is read is
 * stored when its turn has come. Tells the rows read so far.
 */
export async function importFile(
  context: RunContext,
  file: InputFile,
  token: string,
  waitForTurn: () => Promise<void>,
): Promise<ImportedFile> {
  const { database, run } = context;
  const options = readIntakeOptions(context, file);
  const amounts = buildAmountTally();
  const toDuplicate = (record: StagedRecord, firstLine: number) => toDuplicateRow(file, record, firstLine);
  const buffer = buildImportBuffer(database, run.runId, token, amounts, toDuplicate, waitForTurn);
  let rowsRead = 0;
  context.tell({ phase: 'importing', done: 0, total: null });
  for await (const block of context.batch.readInput(file, options, context.release)) {
    for (const item of block) {
      if (item.kind !== 'warning') rowsRead += 1;
      const flushing = buffer.add(item);
      if (flushing !== undefined) await flushing;
      if (rowsRead % TELL_EVERY_ROWS === 0 && item.kind !== 'warning') {
        context.tell({ phase: 'importing', done: rowsRead, total: null });
        await stopIfAsked(context);
      }
    }
  }
  await buffer.flush();
  const isGrouped = options.mapping?.group !== undefined;
  const rowsFolded = isGrouped ? await foldGroups(context, file, options, buffer) : null;
  context.tell({ phase: 'importing', done: rowsRead, total: null });
  return { rowsRead, rowsFolded, amounts: amounts.list() };
}

/** The run is named after the digest of its files: a file that was written to meanwhile belongs to no run. */
export async function proveUnchanged(context: RunContext, file: InputFile): Promise<void> {
  const { limits } = readIntakeOptions(context, file);
  const { sha256 } = await describeInputFile(file.input, file.path, limits);
  if (sha256 === file.sha256) return;
  throw new Failure('INPUT_CHANGED', {
    message: `"${file.path}" changed while it was read`,
    action: 'wait until whoever writes it has finished, then give the same command again',
  });
}

/** Folds the fragments of each group to one record; returns how many rows went into records that were kept. */
async function foldGroups(
  context: RunContext,
  file: InputFile,
  options: IntakeOptions,
  buffer: ImportBuffer,
): Promise<number> {
  const { batch, release, asOf } = context;
  if (batch.buildFolder === null)
    throw new Error(`the batch ${batch.kind} groups no rows; the mapping check lets none`);
  const fold = batch.buildFolder(file, options, release, asOf);
  let rowsFolded = 0;
  let groups = 0;
  for await (const group of readFragmentGroups(context.database, context.run.runId, file.input)) {
    const folded = fold(group.fragments);
    if ('rejected' in folded) {
      for (const rejected of folded.rejected) await buffer.add({ kind: 'rejected', rejected });
      continue;
    }
    rowsFolded += group.fragments.length;
    const onDuplicate = (duplicate: RejectedRow): readonly RejectedRow[] => {
      rowsFolded -= group.fragments.length;
      return rejectGroup(duplicate, group.fragments);
    };
    await buffer.add({ kind: 'record', ...folded }, onDuplicate);
    groups += 1;
    if (groups % TELL_EVERY_ROWS === 0) await stopIfAsked(context);
  }
  await buffer.flush();
  return rowsFolded;
}

/** The later of two rows with one id is rejected; the message names the first. */
function toDuplicateRow({ fileName: file }: InputFile, record: StagedRecord, firstLine: number): RejectedRow {
  const { input, line, recordId } = record;
  const allowed = `each id once; it stood first in line ${firstLine}`;
  return {
    input,
    file,
    line,
    id: recordId,
    problems: [{ column: null, code: 'DUPLICATE_ID', value: recordId, allowed }],
  };
}

/** Every row of a group that turned out to be a duplicate is a rejected row of its own. */
function rejectGroup(duplicate: RejectedRow, fragments: readonly StagedFragment[]): readonly RejectedRow[] {
  return fragments.map((fragment) => ({ ...duplicate, line: fragment.line }));
}

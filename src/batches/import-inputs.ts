import { randomUUID } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { toCalendarDate } from '../domain/instant.ts';
import type { RejectedRow } from '../domain/rejected-row.ts';
import type { InputAmount, InputSummary } from '../domain/run-summary.ts';
import { describeInputFile, type InputFile } from '../intake/input-file.ts';
import type { IntakeOptions } from '../intake/read-records.ts';
import { sumRecordAmounts } from '../store/account-records.ts';
import { deleteFragments, readFragmentGroups, type StagedFragment } from '../store/fragments.ts';
import { countRecords, deleteRecords, type StagedRecord } from '../store/records.ts';
import { countRejectedRows } from '../store/rejected-rows.ts';
import { beginImport, finishImport } from '../store/runs.ts';
import { countWarnings } from '../store/warnings.ts';
import { type AmountTally, buildAmountTally } from './amount-tally.ts';
import { findFileName } from './find-file-name.ts';
import { buildImportBuffer, type ImportBuffer } from './import-buffer.ts';
import { readIntakeLimits } from './kyhan-release.ts';
import { type RunContext, stopIfAsked } from './run-context.ts';

/** How often the import tells how far it is, in rows. */
const TELL_EVERY_ROWS = 5_000;

/**
 * Reads every input into the store: accepted records, rejected rows, warnings. Begins anew where an earlier import was
 * interrupted. Proves that rows read = rows accepted + rows rejected before the run may go on.
 */
export async function importInputs(context: RunContext, files: readonly InputFile[]): Promise<void> {
  const { database, run } = context;
  const token = randomUUID();
  await beginImport(database, run.runId, token);
  const amounts = buildAmountTally();
  const buffer = buildImportBuffer(database, run.runId, token, amounts, (record, firstLine) =>
    toDuplicateRow(files, record, firstLine),
  );
  const tallies = new Map<string, Tally>();
  let rowsBefore = 0;
  for (const file of files) {
    const tally = await importFile(context, file, buffer, rowsBefore);
    tallies.set(file.input, tally);
    rowsBefore += tally.rowsRead;
  }
  await buffer.flush();
  await applyCrossChecks(context, files, token, buffer, amounts);

  const inputs = await proveRows(context, files, tallies);
  const inputAmounts = await proveAmounts(context, amounts);
  const sum = (read: (input: InputSummary) => number): number => inputs.reduce((total, each) => total + read(each), 0);
  const warnings = Object.values(await countWarnings(database, run.runId));
  await deleteFragments(database, run.runId, token);
  await finishImport(database, run.runId, token, {
    inputs,
    amounts: inputAmounts,
    rows: {
      read: sum((each) => each.rowsRead),
      accepted: sum((each) => each.rowsAccepted),
      rejected: sum((each) => each.rowsRejected),
    },
    warningCount: warnings.reduce((total, count) => total + count, 0),
  });
}

/** Rows that a file gave, and those of them that live on in folded groups instead of records of their own. */
type Tally = { readonly rowsRead: number; readonly rowsFolded: number | null };

/** Whoever is told hears of the rows of all files so far: `rowsBefore` are those of the files before this one. */
async function importFile(
  context: RunContext,
  file: InputFile,
  buffer: ImportBuffer,
  rowsBefore: number,
): Promise<Tally> {
  const options = readIntakeOptions(context, file);
  let rowsRead = 0;
  context.tell({ phase: 'importing', done: rowsBefore, total: null });
  for await (const item of context.batch.readInput(file, options, context.release)) {
    if (item.kind !== 'warning') rowsRead += 1;
    await buffer.add(item);
    if (rowsRead % TELL_EVERY_ROWS === 0) {
      context.tell({ phase: 'importing', done: rowsBefore + rowsRead, total: null });
      await stopIfAsked(context);
    }
  }
  await buffer.flush();
  await proveUnchanged(file, options);
  const isGrouped = options.mapping?.group !== undefined;
  return { rowsRead, rowsFolded: isGrouped ? await foldGroups(context, file, options, buffer) : null };
}

/** The run is named after the digest of its files: a file that was written to meanwhile belongs to no run. */
async function proveUnchanged(file: InputFile, { limits }: IntakeOptions): Promise<void> {
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
function toDuplicateRow(files: readonly InputFile[], record: StagedRecord, firstLine: number): RejectedRow {
  const { input, line, recordId } = record;
  const file = findFileName(files, input);
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

async function applyCrossChecks(
  context: RunContext,
  files: readonly InputFile[],
  token: string,
  buffer: ImportBuffer,
  amounts: AmountTally,
): Promise<void> {
  const { database, run, asOf } = context;
  for (const check of context.batch.crossChecks) {
    const { input, findings } = check(database, run.runId, files, asOf);
    const recordIds: string[] = [];
    for await (const finding of findings) {
      if ('warning' in finding) {
        await buffer.add({ kind: 'warning', warning: finding.warning });
        continue;
      }
      recordIds.push(finding.recordId);
      if (finding.amount !== null) amounts.remove(input, finding.amount);
      await buffer.add({ kind: 'rejected', rejected: finding.rejected });
    }
    await buffer.flush();
    await deleteRecords(database, run.runId, token, input, recordIds);
  }
}

/** Adds the amounts up in the store, and holds them against what was read. */
async function proveAmounts(context: RunContext, amounts: AmountTally): Promise<readonly InputAmount[]> {
  const { database, run } = context;
  const proved: InputAmount[] = [];
  for (const { input, currency, minor } of amounts.list()) {
    const stored = (await sumRecordAmounts(database, run.runId, [input])).get(currency) ?? 0n;
    if (stored !== minor) {
      throw new Failure('CONTROL_TOTALS', {
        message: `${input}: amounts of ${minor} ${currency} read, but ${stored} in the store`,
        action: 'report this as an error of the program; no decision was made from this run',
      });
    }
    proved.push({ input, currency, readMinor: minor, storedMinor: stored });
  }
  return proved;
}

/** Counts what is in the store, and holds it against what was read. */
async function proveRows(
  context: RunContext,
  files: readonly InputFile[],
  tallies: ReadonlyMap<string, Tally>,
): Promise<readonly InputSummary[]> {
  const { database, run } = context;
  const records = await countRecords(database, run.runId);
  const rejected = await countRejectedRows(database, run.runId);
  return files.map((file) => {
    const tally = tallies.get(file.input);
    const rowsRead = tally?.rowsRead ?? 0;
    const rowsAccepted = tally?.rowsFolded ?? records[file.input] ?? 0;
    const rowsRejected = rejected[file.input] ?? 0;
    if (rowsRead !== rowsAccepted + rowsRejected) {
      throw new Failure('CONTROL_TOTALS', {
        message: `${file.fileName}: ${rowsRead} rows read, but ${rowsAccepted} accepted and ${rowsRejected} rejected in the store`,
        action: 'report this as an error of the program; no decision was made from this run',
      });
    }
    const { input, fileName, sha256, bytes } = file;
    return { input, file: fileName, sha256, bytes, rowsRead, rowsAccepted, rowsRejected };
  });
}

/** A mapping is for one input; the other files of the run have the canonical columns. */
function readIntakeOptions(context: RunContext, file: InputFile): IntakeOptions {
  const mapping = context.mapping?.mapping;
  const limits = readIntakeLimits(context.release, toCalendarDate(context.asOf));
  return { limits, mapping: mapping !== undefined && mapping.for === file.input ? mapping : null };
}

import { randomUUID } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import type { InputAmount, InputSummary } from '../domain/run-summary.ts';
import type { InputFile } from '../intake/input-file.ts';
import { sumRecordAmounts } from '../store/account-records.ts';
import { deleteFragments } from '../store/fragments.ts';
import { countRecords, deleteRecords } from '../store/records.ts';
import { countRejectedRows } from '../store/rejected-rows.ts';
import { beginImport, finishImport } from '../store/runs.ts';
import { countWarnings } from '../store/warnings.ts';
import { type AmountTally, buildAmountTally } from './amount-tally.ts';
import type { RunHelper } from './helper/run-helper.ts';
import { workBeside } from './helper/work-beside.ts';
import { buildImportBuffer } from './import-buffer.ts';
import type { ImportedFile } from './import-file.ts';
import { planImport } from './import-plan.ts';
import { type ImportedShare, importShare } from './import-share.ts';
import type { RunContext } from './run-context.ts';

/**
 * Reads every input into the store: accepted records, rejected rows, warnings. Begins anew where an earlier import was
 * interrupted. Proves that rows read = rows accepted + rows rejected before the run may go on. The helper, where there is
 * one, takes its share of the steps.
 */
export async function importInputs(
  context: RunContext,
  files: readonly InputFile[],
  helper: RunHelper | null = null,
): Promise<void> {
  const { database, run } = context;
  const token = randomUUID();
  await beginImport(database, run.runId, token);
  const imported = await importFiles(context, files, token, helper);
  const amounts = buildAmountTally();
  for (const each of imported.values()) amounts.addSums(each.amounts);
  await applyCrossChecks(context, files, token, amounts);

  const inputs = await proveRows(context, files, imported);
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

/** What became of each file, by input. */
type Imported = ReadonlyMap<string, ImportedFile>;

/** Whoever is told hears of the rows of both threads together. */
async function importFiles(
  context: RunContext,
  files: readonly InputFile[],
  token: string,
  helper: RunHelper | null,
): Promise<Imported> {
  const plan = await planImport(context, files, helper !== null);
  let [mine, theirs] = [0, 0];
  const tell = (): void => context.tell({ phase: 'importing', done: mine + theirs, total: null });
  const tellMine = ({ done }: { readonly done: number }): void => {
    mine = done;
    tell();
  };
  const tellTheirs = (done: number): void => {
    theirs = done;
    tell();
  };
  const importHere = (here: RunContext) => importShare({ ...here, tell: tellMine }, plan, token);
  if (helper === null) return addShares(await importHere(context));
  const there = helper.importShare(context.run.runId, plan, token, tellTheirs);
  return addShares((await workBeside(context, helper, importHere, there)).flat());
}

/** Parts of a file do not fold rows, so there is one number of folded rows for a file at most. */
function addShares(shares: readonly ImportedShare[]): Imported {
  const imported = new Map<string, ImportedFile>();
  for (const { input, rowsRead, rowsFolded, amounts } of shares) {
    const before = imported.get(input) ?? { rowsRead: 0, rowsFolded: null, amounts: [] };
    imported.set(input, {
      rowsRead: before.rowsRead + rowsRead,
      rowsFolded: rowsFolded ?? before.rowsFolded,
      amounts: [...before.amounts, ...amounts],
    });
  }
  return imported;
}

async function applyCrossChecks(
  context: RunContext,
  files: readonly InputFile[],
  token: string,
  amounts: AmountTally,
): Promise<void> {
  const { database, run, asOf } = context;
  const buffer = buildImportBuffer(database, run.runId, token, amounts, () => {
    throw new Error('a check between records found a record');
  });
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
  imported: Imported,
): Promise<readonly InputSummary[]> {
  const { database, run } = context;
  const records = await countRecords(database, run.runId);
  const rejected = await countRejectedRows(database, run.runId);
  return files.map((file) => {
    const tally = imported.get(file.input);
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

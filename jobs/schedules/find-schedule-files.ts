import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch } from '../../src/batches/batch.ts';
import type { RunOrder } from '../../src/batches/run-context.ts';
import { Failure } from '../../src/domain/failure.ts';
import { describeAllowedNames } from '../../src/domain/nearest-name.ts';

/** `tickets.csv`, `invoices.ndjson.gz`; names that begin otherwise are those of files which are being written. */
const INPUT_FILE = /^([^.~][^.]*)\.(?:(?:csv|ndjson)(?:\.gz)?|xlsx)$/i;

/**
 * The files of a scheduled run: `<folder of inputs>/<schedule>/<input>.csv`, `.xlsx` or `.ndjson`, one for each input.
 * Throws a Failure where the one that is needed is missing, there are two of an input, or one is of no input: a misspelt
 * name must not leave out a file.
 */
export async function findScheduleFiles(
  inputFolder: string,
  schedule: string,
  inputs: Batch['inputs'],
): Promise<RunOrder['inputs']> {
  const folder = join(inputFolder, schedule);
  const names = (await listFolder(folder)).filter((name) => INPUT_FILE.test(name)).sort();
  const files = names.map((name) => ({ input: INPUT_FILE.exec(name)?.[1] ?? '', path: join(folder, name) }));
  const strange = files.find(({ input }) => !inputs.includes(input));
  if (strange !== undefined) {
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${strange.path}" is no input of the schedule ${schedule}; ${describeAllowedNames(strange.input, inputs)}`,
      action: 'name each file by its input, such as invoices.csv, or move it elsewhere',
    });
  }
  const twice = files.find(({ input }, index) => files.findIndex((other) => other.input === input) !== index);
  if (twice !== undefined) {
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${folder}" has more than one file of ${twice.input}`,
      action: 'leave one of them there',
    });
  }
  const [needed] = inputs;
  if (!files.some(({ input }) => input === needed)) throw notThere(`"${folder}" has no file of ${needed}`, needed);
  return inputs.flatMap((input) => files.filter((file) => file.input === input));
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw notThere(`there is no folder "${folder}"`, 'the first input');
    throw new Failure('INPUT_UNREADABLE', {
      message: `the folder "${folder}" cannot be read (${code})`,
      action: 'check the folder and its rights',
      cause,
    });
  }
}

function notThere(message: string, needed: string): Failure {
  return new Failure('INPUT_NOT_FOUND', {
    message,
    action: `put the file of ${needed} there as .csv, .xlsx or .ndjson, or switch the schedule off in rules/parameters/schedules.json`,
  });
}

import { toCalendarDate } from '../domain/instant.ts';
import type { InputFile } from '../intake/input-file.ts';
import type { IntakeOptions } from '../intake/read-records.ts';
import { type PartSize, splitFile } from '../intake/split-file.ts';
import { MAX_ITEMS } from './import-buffer.ts';
import { createTurnMemory } from './import-turns.ts';
import { readIntakeLimits } from './kyhan-release.ts';
import type { RunContext } from './run-context.ts';

/** One step of an import: rows of a file are read and stored, or the file is proved to be what it was. */
type ImportStep = {
  readonly kind: 'read' | 'prove';
  readonly file: InputFile;
  /** Place of the file among the inputs, from 0. */
  readonly fileNo: number;
  /** How many steps of the file come before it. */
  readonly turn: number;
};

/** The steps of an import, and what the threads that share them know of each other's: the same memory in all of them. */
export type ImportPlan = { readonly steps: readonly ImportStep[]; readonly memory: SharedArrayBuffer };

/** As many rows as are stored in one round, so that a part is stored at once when its turn has come. */
const PART_SIZE: PartSize = { rows: MAX_ITEMS, bytes: 4_194_304 };

/**
 * Plans an import: the files and their parts in order, and at last the proofs. Where threads share it, files that have to be
 * read as a whole come first, the largest one in front, because only one of them can read each.
 */
export async function planImport(
  context: RunContext,
  files: readonly InputFile[],
  isShared: boolean,
): Promise<ImportPlan> {
  const reads: ImportStep[] = [];
  const proofs: ImportStep[] = [];
  for (const [fileNo, file] of files.entries()) {
    const { limits, mapping } = readIntakeOptions(context, file);
    const split = mapping?.group === undefined ? await splitFile(file, limits, PART_SIZE) : [];
    for (const part of split) reads.push({ kind: 'read', file: { ...file, part }, fileNo, turn: part.no });
    if (split.length === 0) reads.push({ kind: 'read', file, fileNo, turn: 0 });
    proofs.push({ kind: 'prove', file, fileNo, turn: Math.max(1, split.length) });
  }
  if (isShared) reads.sort((a, b) => countWholeBytes(b) - countWholeBytes(a));
  return { steps: [...reads, ...proofs], memory: createTurnMemory(files.length) };
}

/** The size of a file that is read as a whole; 0 for a part. */
function countWholeBytes({ file: { part, bytes } }: ImportStep): number {
  return part === undefined ? bytes : 0;
}

/** How a file of the run is read. A mapping is for one input; the other files have the canonical columns. */
export function readIntakeOptions(context: RunContext, file: InputFile): IntakeOptions {
  const mapping = context.mapping?.mapping;
  const limits = readIntakeLimits(context.release, toCalendarDate(context.asOf));
  return { limits, mapping: mapping !== undefined && mapping.for === file.input ? mapping : null };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, type FailureCode } from '../../src/domain/failure.ts';
import type { RejectedRow, RowWarning } from '../../src/domain/rejected-row.ts';
import type { Ticket, TicketEvent } from '../../src/domain/ticket.ts';
import type { Blocks } from '../../src/intake/blocks.ts';
import { describeInputFile, type InputFile } from '../../src/intake/input-file.ts';
import type { IntakeLimits } from '../../src/intake/intake-limits.ts';
import { checkMapping, type Mapping } from '../../src/intake/mapping.ts';
import type { Fragment, IntakeItem } from '../../src/intake/read-records.ts';
import { readTicketEvents, readTickets } from '../../src/intake/read-tickets.ts';

/** Limits that no small test file comes near. */
export const LIMITS: IntakeLimits = {
  maxFileBytes: 50_000_000,
  maxUncompressedBytes: 50_000_000,
  maxRows: 100_000,
  maxCellChars: 1_000,
  maxColumns: 100,
};

/** Everything that a file gave, sorted by kind. */
export type Intake<T> = {
  readonly records: readonly { readonly line: number; readonly record: T }[];
  readonly fragments: readonly Fragment[];
  readonly rejected: readonly RejectedRow[];
  readonly warnings: readonly RowWarning[];
};

export type Options = {
  readonly name?: string;
  readonly limits?: Partial<IntakeLimits>;
  readonly mapping?: Mapping;
};

/** Runs a test with a file of this content, in a folder that is gone afterwards. */
export async function withFile<T>(
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
  name = 'input.csv',
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-intake-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a ticket file of this content. */
export function readTicketFile(content: string | Uint8Array, options: Options = {}): Promise<Intake<Ticket>> {
  return readFileOf('tickets', content, options, readTickets);
}

/** Reads an event file of this content. */
export function readEventFile(content: string | Uint8Array, options: Options = {}): Promise<Intake<TicketEvent>> {
  return readFileOf('events', content, options, readTicketEvents);
}

/** The failure that a promise ends in; an error where it does not. */
export async function catchFailure(promise: Promise<unknown>, code: FailureCode): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Failure && error.code === code) return error;
    throw error;
  }
  throw new Error(`no failure ${code}`);
}

/** A mapping that has passed its check. */
export function getMapping(json: unknown): Mapping {
  const checked = checkMapping(json);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.mapping;
}

type Reader<T> = (
  file: InputFile,
  options: { readonly limits: IntakeLimits; readonly mapping: Mapping | null },
) => Blocks<IntakeItem<T>>;

/** Reads a file of this content as some input. */
export function readFileOf<T>(
  input: string,
  content: string | Uint8Array,
  options: Options,
  read: Reader<T>,
): Promise<Intake<T>> {
  const limits = { ...LIMITS, ...options.limits };
  const readPath = async (path: string): Promise<Intake<T>> => {
    const file = await describeInputFile(input, path, limits);
    return sortItems(read(file, { limits, mapping: options.mapping ?? null }));
  };
  return withFile(content, readPath, options.name);
}

async function sortItems<T>(blocks: Blocks<IntakeItem<T>>): Promise<Intake<T>> {
  const records: { line: number; record: T }[] = [];
  const fragments: Fragment[] = [];
  const rejected: RejectedRow[] = [];
  const warnings: RowWarning[] = [];
  for await (const block of blocks) {
    for (const item of block) {
      if (item.kind === 'record') records.push({ line: item.line, record: item.record });
      else if (item.kind === 'fragment') fragments.push(item.fragment);
      else if (item.kind === 'rejected') rejected.push(item.rejected);
      else warnings.push(item.warning);
    }
  }
  return { records, fragments, rejected, warnings };
}

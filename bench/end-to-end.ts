import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../src/config.ts';
import { DEBT_AS_OF, type DebtFiles, writeDebtFiles } from './debt-files.ts';
import { type Decided, readDecidedSums } from './end-to-end/read-decided-sums.ts';
import { type Measured, runMeasured } from './end-to-end/run-measured.ts';
import { type BenchResult, type BenchRow, type Spread, spread } from './measure.ts';

/** A whole run as a program of its own, in a new folder. */
type Contender = {
  readonly name: string;
  readonly command: string;
  readonly listArguments: (files: DebtFiles, folder: string) => readonly string[];
  /** What a ratio of ours over it must be; null where it has no target. */
  readonly target: Target | null;
};

type Target = {
  readonly text: string;
  /** It is a target for that many invoices or more. */
  readonly fromInvoices: number;
  readonly isMet: (ours: Medians, other: Medians) => boolean;
};
type Medians = { readonly seconds: number; readonly processorSeconds: number; readonly peakBytes: number };

/** A run with what it decided, which must be the same for all. */
type Run = Measured & { readonly decided: Decided | null };

const OURS = 'kyhan';
const MIB = 1_048_576;
const PEER_FOLDER = `${PROJECT_FOLDER}bench/end-to-end/`;
const PYTHON = '/usr/bin/python3';
const QUICK_INVOICES = 20_000;
const SMALL_INVOICES = 100_000;
const LARGE_INVOICES = 1_000_000;
const SMALL_ROUNDS = 3;
const MOST_BYTES = 500 * MIB;
/** Only rows that are the same to the last character count as the same output. */
const SAME_TEXT = new Set([OURS, 'hard-coded']);

/**
 * The one that ours has to be held against most closely comes right behind it: a machine is not equally fast from one
 * quarter of an hour to the next.
 */
const CONTENDERS: readonly Contender[] = [
  {
    name: OURS,
    command: `${PROJECT_FOLDER}src/cli/launch.js`, // as `npx kyhan` starts it
    listArguments: (files, folder) => [
      ...['run', 'debt', '--as-of', DEBT_AS_OF],
      ...['--invoices', files.invoices, '--payments', files.payments],
      ...['--db', join(folder, 'run.db'), '--out', join(folder, 'out')],
    ],
    target: null,
  },
  {
    name: 'pandas',
    command: PYTHON,
    listArguments: (files, folder) => [
      ...[`${PEER_FOLDER}pandas_peer.py`, files.invoices, files.payments],
      ...[join(folder, 'sheet.xlsx'), DEBT_AS_OF],
    ],
    target: {
      text: 'time ≤ 1/2, memory ≤ 1/4',
      fromInvoices: LARGE_INVOICES,
      isMet: (ours, other) => ours.seconds * 2 <= other.seconds && ours.peakBytes * 4 <= other.peakBytes,
    },
  },
  {
    name: 'hard-coded',
    command: process.execPath,
    listArguments: (files, folder) => listPeerArguments('hard-coded.ts', files, folder),
    target: {
      text: 'time ≤ 1.3 ×',
      fromInvoices: SMALL_INVOICES,
      isMet: (ours, other) => ours.seconds <= other.seconds * 1.3,
    },
  },
  {
    name: 'usual pipeline',
    command: process.execPath,
    listArguments: (files, folder) => listPeerArguments('usual-pipeline.ts', files, folder),
    target: {
      text: 'time ≤ 1/5',
      fromInvoices: SMALL_INVOICES,
      isMet: (ours, other) => ours.seconds * 5 <= other.seconds,
    },
  },
];

/** A whole debt run from files to workbooks against what others would write, with time, processor and memory of each. */
export async function benchEndToEnd(isQuick: boolean): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-bench-'));
  try {
    if (isQuick) {
      const { rows } = await benchSize(folder, QUICK_INVOICES, 1);
      return toResult(rows);
    }
    const small = await benchSize(folder, SMALL_INVOICES, SMALL_ROUNDS);
    const large = await benchSize(folder, LARGE_INVOICES, 1);
    return toResult([...small.rows, ...large.rows, compareSizes(small.ours, large.ours)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toResult(rows: readonly BenchRow[]): BenchResult {
  return { name: 'end-to-end', unit: 'seconds, MiB and share of ours in each peer', rows };
}

async function benchSize(
  folder: string,
  invoiceCount: number,
  rounds: number,
): Promise<{ readonly rows: readonly BenchRow[]; readonly ours: Medians }> {
  const files = await writeDebtFiles(folder, invoiceCount);
  const runs = new Map<string, Run[]>(CONTENDERS.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < CONTENDERS.length; turn += 1) {
      const contender = CONTENDERS[(round + turn) % CONTENDERS.length];
      if (contender === undefined || hasNoProgram(contender)) continue;
      const run = await runContender(contender, files, folder);
      tellRun(contender.name, invoiceCount, run);
      runs.get(contender.name)?.push(run);
    }
  }
  const ours = runs.get(OURS) ?? [];
  proveRan(ours);
  return {
    rows: CONTENDERS.map((contender) =>
      describeContender(contender, invoiceCount, ours, runs.get(contender.name) ?? []),
    ),
    ours: readMedians(ours),
  };
}

async function runContender(contender: Contender, files: DebtFiles, folder: string): Promise<Run> {
  const own = join(folder, 'run');
  await mkdir(own);
  try {
    const measured = await runMeasured(contender.command, contender.listArguments(files, own), PROJECT_FOLDER);
    if (measured.exitCode !== 0) return { ...measured, decided: null };
    const database = join(own, 'run.db');
    const decided: Decided = existsSync(database) ? readDecidedSums(database) : JSON.parse(measured.stdout);
    return { ...measured, decided };
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function listPeerArguments(script: string, files: DebtFiles, folder: string): readonly string[] {
  const loader = ['--import', 'tsx', `${PEER_FOLDER}${script}`];
  return [...loader, files.invoices, files.payments, join(folder, 'run.db'), join(folder, 'out')];
}

/** One line for each contender; a peer that ended early, or decided otherwise, has no ratio. */
function describeContender(
  { name, target: anyTarget }: Contender,
  invoiceCount: number,
  ours: readonly Run[],
  own: readonly Run[],
): BenchRow {
  const target = anyTarget !== null && invoiceCount >= anyTarget.fromInvoices ? anyTarget : null;
  const what = `${invoiceCount.toLocaleString('en')} invoices: ${name}`;
  if (own.length === 0)
    return { what, values: { note: 'not on this machine' }, target: target?.text ?? null, isMet: null };
  const values = {
    seconds: spread(own.map((run) => run.seconds)),
    'processor seconds': spread(own.map((run) => run.processorSeconds)),
    MiB: spread(own.map((run) => run.peakBytes / MIB)),
  };
  const failed = own.find((run) => run.exitCode !== 0);
  if (failed !== undefined) {
    const note = `ended with ${failed.exitCode ?? 'a signal'}: ${readReason(failed.stderr)}`;
    return { what, values: { ...values, note }, target: target?.text ?? null, isMet: null };
  }
  const difference = findDifference(name, ours[0]?.decided ?? null, own);
  if (difference !== null)
    return { what, values: { ...values, note: difference }, target: target?.text ?? null, isMet: null };
  if (name === OURS) return { what, values, target: null, isMet: null };
  return {
    what,
    values: {
      ...values,
      'ours ÷ its seconds': divide(ours, own, 'seconds'),
      'ours ÷ its processor seconds': divide(ours, own, 'processorSeconds'),
      'ours ÷ its MiB': divide(ours, own, 'peakBytes'),
    },
    target: target?.text ?? null,
    isMet: target?.isMet(readMedians(ours), readMedians(own)) ?? null,
  };
}

/** None is fast by being wrong: count, open amounts and provisions are those of ours. */
function findDifference(name: string, expected: Decided | null, own: readonly Run[]): string | null {
  const keys = ['count', 'openMinor', 'provisionMinor'] as const;
  for (const { decided } of own) {
    for (const key of keys) {
      if (decided?.[key] !== expected?.[key]) return `another ${key}: ${decided?.[key]}, ours ${expected?.[key]}`;
    }
    const isBucketed = decided?.buckets !== undefined && expected?.buckets !== undefined;
    if (isBucketed && decided.buckets !== expected.buckets) return `other buckets: ${decided.buckets}`;
    if (SAME_TEXT.has(name) && decided?.sha256 !== expected?.sha256) return 'other rows of decisions';
  }
  return null;
}

function divide(ours: readonly Run[], own: readonly Run[], key: keyof Medians): Spread {
  return spread(own.map((run, round) => (ours[round]?.[key] ?? Number.NaN) / run[key]));
}

function readMedians(runs: readonly Run[]): Medians {
  const read = (key: keyof Medians): number => spread(runs.map((run) => run[key])).median;
  return { seconds: read('seconds'), processorSeconds: read('processorSeconds'), peakBytes: read('peakBytes') };
}

/** Ten times the invoices take no more than eleven times as long, and hardly more memory. */
function compareSizes(small: Medians, large: Medians): BenchRow {
  const [times, memory] = [large.seconds / small.seconds, large.peakBytes / small.peakBytes];
  return {
    what: '1,000,000 ÷ 100,000 invoices',
    values: { seconds: times, MiB: memory, 'MiB at 1,000,000': large.peakBytes / MIB },
    target: '≤ 11, ≤ 1.2, ≤ 500',
    isMet: times <= 11 && memory <= 1.2 && large.peakBytes <= MOST_BYTES,
  };
}

function hasNoProgram({ command }: Contender): boolean {
  return command === PYTHON && !existsSync(PYTHON);
}

function proveRan(ours: readonly Run[]): void {
  const failed = ours.find((run) => run.exitCode !== 0);
  if (failed !== undefined) throw new Error(`kyhan ended with ${failed.exitCode}: ${failed.stderr}`);
}

/** The first line that names an error. */
function readReason(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /error/i.test(line))?.trim() ?? lines.at(-1) ?? 'no message';
}

/** So that a long benchmark that is stopped has said what it knew. */
function tellRun(name: string, invoiceCount: number, { seconds, processorSeconds, peakBytes, exitCode }: Run): void {
  const measures = `${seconds.toFixed(1)} s, processor ${processorSeconds.toFixed(1)} s, ${Math.round(peakBytes / MIB)} MiB`;
  process.stderr.write(
    `  ${invoiceCount} invoices, ${name}: ${measures}${exitCode === 0 ? '' : `, ended with ${exitCode}`}\n`,
  );
}

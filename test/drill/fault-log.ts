import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault-plan.ts';
import type { RunState, RunWatch } from './run-watch.ts';
import type { Strike } from './strike.ts';

/** A line of the table: a fault, and how the run came over it. */
export type FaultLine = {
  readonly fault: Fault;
  /** Seconds of the drill at which it struck. */
  readonly struckAt: number;
  /** The run as it met it. */
  readonly met: RunState;
  readonly target: string;
  readonly done: string;
  /** `kyhan resume` was called after it, and succeeded. */
  readonly wasResumed: boolean;
  /** Seconds from the strike until the run came on again after its cause was gone. */
  readonly recoveredAfter: number;
  /** Chunks that were worked on when it struck, or when its cause was gone: how often each had been begun. */
  readonly inHand: ReadonlyMap<number, number>;
};

const LOOK_EVERY_MS = 50;

/** Notes a fault from its strike until the run comes on again, or is over. */
export async function logFault(
  fault: Fault,
  watch: RunWatch,
  { startedAtMs, workers }: { readonly startedAtMs: number; readonly workers: number },
  strike: (onStrike: () => void) => Promise<Strike>,
): Promise<FaultLine> {
  let struckAtMs = performance.now();
  let met = watch.state();
  const { target, done, wasResumed } = await strike(() => {
    struckAtMs = performance.now();
    met = watch.state();
  });
  const goneAtMs = performance.now();
  const gone = await watch.lookAgain();
  const hasComeOn = (): boolean => {
    const now = watch.state();
    if (now.status !== gone.status) return true;
    // Each worker may have had a chunk in hand, and finished it: that says nothing about the next one.
    if (now.status === 'deciding') return now.chunksDone > Math.min(gone.chunksDone + workers, now.chunksTotal - 1);
    return watch.advancedAt() > goneAtMs || now.status === 'closed';
  };
  while (!hasComeOn()) await sleep(LOOK_EVERY_MS);
  return {
    fault,
    struckAt: (struckAtMs - startedAtMs) / 1_000,
    met,
    target,
    done,
    wasResumed,
    recoveredAfter: (performance.now() - struckAtMs) / 1_000,
    inHand: new Map([...readLeased(met), ...readLeased(gone)]),
  };
}

function readLeased({ leased }: RunState): readonly (readonly [number, number])[] {
  return (leased ?? '').split(',').flatMap((each) => {
    const [no, attempts] = each.split(':').map(Number);
    return no === undefined || attempts === undefined ? [] : [[no, attempts] as const];
  });
}

/** The table of faults and outcomes, as text. */
export function describeFaults(lines: readonly FaultLine[], attempts: ReadonlyMap<number, number>): string {
  const rows = lines.map((line) => [
    String(line.fault.no),
    line.struckAt.toFixed(1),
    `${line.met.status} ${line.met.chunksDone}/${line.met.chunksTotal}`,
    line.fault.kind,
    line.target,
    line.done,
    `${line.recoveredAfter.toFixed(1)} s`,
    String([...line.inHand].filter(([no, begun]) => (attempts.get(no) ?? 0) > begun).length),
  ]);
  const header = ['no', 'at s', 'met', 'fault', 'target', 'what was done', 'went on after', 'chunks in hand redone'];
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

import { createSeededRandom } from '../../src/domain/seeded-random.ts';
import type { CutMode } from '../support/tcp-proxy.ts';

/** Everything that is done to a run. */
export const FAULT_KINDS = [
  'worker-kill',
  'worker-pause',
  'redis-restart',
  'redis-lost',
  'redis-flush',
  'redis-cut',
  'mariadb-restart',
  'mariadb-cut',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Faults after which Redis knows nothing of the run. */
export const LOSING_KINDS: readonly FaultKind[] = ['redis-lost', 'redis-flush'];

/** One fault: what, when, to whom, for how long. */
export type Fault = {
  readonly no: number;
  readonly kind: FaultKind;
  /** The part of the run in which it strikes, and how much of that part is done by then, 0 to 1. */
  readonly phase: 'importing' | 'deciding' | 'reporting';
  readonly at: number;
  /** Which worker it is about, by its place. */
  readonly worker: number;
  /** Cuts: all workers are cut off, not that one alone. */
  readonly isForAll: boolean;
  readonly mode: CutMode;
  /** How long a server or the network is away. */
  readonly seconds: number;
  /** After a loss: `kyhan resume` is called; otherwise the workers have to notice. */
  readonly isResumed: boolean;
};

export type FaultPlan = {
  readonly seed: number;
  readonly faults: number;
  readonly workers: number;
  /** How long a server or the network is away, at the most. */
  readonly maxSeconds: number;
};

const MIN_SECONDS = 0.2;

/** Plans the faults of a drill; the same for the same seed. Each kind comes once before any comes twice. */
export function planFaults({ seed, faults, workers, maxSeconds }: FaultPlan): readonly Fault[] {
  const random = createSeededRandom(seed);
  const kinds: FaultKind[] = [];
  while (kinds.length < faults) kinds.push(...random.shuffle(FAULT_KINDS));
  const atEnds = Math.max(1, Math.floor(faults / 12)); // faults while importing, and while reporting
  let isResumed = random.chance(0.5);
  return kinds.slice(0, faults).map((kind, index): Fault => {
    if (LOSING_KINDS.includes(kind)) isResumed = !isResumed; // both ways out of a loss are shown
    const isFirst = index < atEnds;
    const isLast = index >= faults - atEnds;
    return {
      no: index + 1,
      kind,
      phase: isFirst ? 'importing' : isLast ? 'reporting' : 'deciding',
      at: isFirst || isLast ? 0 : (index - atEnds + 1) / (faults - 2 * atEnds + 1),
      worker: random.integer(0, workers - 1),
      isForAll: random.chance(0.5),
      mode: random.pick(['refuse', 'hang']),
      seconds: random.number(MIN_SECONDS, maxSeconds),
      isResumed,
    };
  });
}

/** Something whose speed is compared: one round of its work, and how many units that were. */
export type Contender = {
  readonly name: string;
  /** What has to be done before each round, and is not measured. */
  readonly prepare?: () => PromiseLike<unknown>;
  readonly run: () => number | Promise<number>;
};

/** A number that was measured several times. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** Units a second of each contender, and how many times as fast the first one was as each other, round by round. */
export type Comparison = {
  readonly rates: readonly { readonly name: string; readonly perSecond: Spread }[];
  readonly ratios: readonly { readonly over: string; readonly ratio: Spread }[];
};

/** What a benchmark came to; a target is met, missed, or could not be tried (null). */
export type BenchResult = {
  readonly name: string;
  readonly unit: string;
  readonly rows: readonly BenchRow[];
};

/** One line of the table. */
export type BenchRow = {
  readonly what: string;
  readonly values: Readonly<Record<string, Spread | number | string | null>>;
  readonly target: string | null;
  readonly isMet: boolean | null;
};

/** Measures the contenders in turn, each round beginning with another one, after one round that does not count. */
export async function compareInTurn(contenders: readonly Contender[], rounds: number): Promise<Comparison> {
  const measured = contenders.map(({ name }) => ({ name, rates: Array.from({ length: rounds }, () => 0) }));
  for (const { prepare, run } of contenders) {
    await prepare?.();
    await run();
  }
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (round + turn) % contenders.length;
      const [contender, own] = [contenders[index], measured[index]];
      if (contender === undefined || own === undefined) continue;
      await contender.prepare?.();
      const startedAtMs = performance.now();
      const units = await contender.run();
      own.rates[round] = (units * 1_000) / (performance.now() - startedAtMs);
    }
  }
  const [ours, ...others] = measured;
  return {
    rates: measured.map(({ name, rates }) => ({ name, perSecond: spread(rates) })),
    ratios: others.map(({ name, rates }) => ({
      over: name,
      ratio: spread(rates.map((rate, round) => (ours?.rates[round] ?? 0) / rate)),
    })),
  };
}

/** Median, least and most of some numbers. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** The ratio over one of the others. */
export function findRatio({ ratios }: Comparison, over: string): Spread {
  const found = ratios.find((each) => each.over === over);
  if (found === undefined) throw new RangeError(`nothing was measured against "${over}"`);
  return found.ratio;
}

/** Rates by name, for a line of the table. */
export function listRates({ rates }: Comparison): Readonly<Record<string, Spread>> {
  return Object.fromEntries(rates.map(({ name, perSecond }) => [`${name}/s`, perSecond]));
}

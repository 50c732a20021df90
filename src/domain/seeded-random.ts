/** A source of choices that gives the same ones for the same seed, on every machine. */
export type SeededRandom = {
  /** A whole number from `from` to `to`, both included. */
  readonly integer: (from: number, to: number) => number;
  /** A number from `from` up to `to`. */
  readonly number: (from: number, to: number) => number;
  /** True with the given probability, 0 to 1. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Picks by the `weight` of the entries. */
  readonly pickWeighted: <T extends { readonly weight: number }>(list: readonly T[]) => T;
  readonly shuffle: <T>(list: readonly T[]) => readonly T[];
};

/** Makes a source of choices from a seed (mulberry32: 32-bit integer arithmetic only, hence alike everywhere). */
export function createSeededRandom(seed: number): SeededRandom {
  const fraction = createMulberry32(seed);
  const integer = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    integer,
    number: (from, to) => from + fraction() * (to - from),
    chance: (probability) => fraction() < probability,
    pick: (list) => getEntry(list, integer(0, list.length - 1)),
    pickWeighted: (list) => pickWeighted(list, fraction()),
    shuffle: (list) => shuffle(list, integer),
  };
}

function createMulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pickWeighted<T extends { readonly weight: number }>(list: readonly T[], fraction: number): T {
  const total = list.reduce((sum, entry) => sum + entry.weight, 0);
  let rest = fraction * total;
  for (const entry of list) {
    rest -= entry.weight;
    if (rest < 0) return entry;
  }
  return getEntry(list, list.length - 1);
}

/** Fisher and Yates. */
function shuffle<T>(list: readonly T[], integer: (from: number, to: number) => number): readonly T[] {
  const rest = [...list];
  const shuffled: T[] = [];
  while (rest.length > 0) shuffled.push(...rest.splice(integer(0, rest.length - 1), 1));
  return shuffled;
}

function getEntry<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new RangeError(`no entry ${index} in a list of ${list.length}`);
  return entry;
}

/**
 * A sum of whole numbers that is exact whatever it comes to. Numbers are added as numbers as long as that is exact: a
 * bigint would be a new object for each.
 */
export class ExactSum {
  #carried = 0n;
  #rest = 0;

  /** Adds a whole number; a bigint where it may be larger than those that are exact. */
  add(value: number | bigint): void {
    const next = typeof value === 'number' ? this.#rest + value : Number.NaN;
    if (Number.isSafeInteger(next)) {
      this.#rest = next;
      return;
    }
    this.#carried += BigInt(this.#rest) + BigInt(value);
    this.#rest = 0;
  }

  get total(): bigint {
    return this.#carried + BigInt(this.#rest);
  }
}

import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ExactSum } from '../../src/domain/exact-sum.ts';

describe('an exact sum', () => {
  it('is that of bigints, however large it becomes on the way', () => {
    const whole = fc.oneof(fc.maxSafeInteger(), fc.bigInt(), fc.constantFrom(Number.MAX_SAFE_INTEGER, 1, -1));
    fc.assert(
      fc.property(fc.array(whole), (values) => {
        const sum = new ExactSum();
        for (const value of values) sum.add(value);
        expect(sum.total).to.equal(values.reduce<bigint>((total, value) => total + BigInt(value), 0n));
      }),
    );
  });

  it('takes no number that is not whole', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const sum = new ExactSum();
      sum.add(1);
      expect(() => sum.add(value)).to.throw(RangeError);
    }
  });
});

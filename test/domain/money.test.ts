import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { addMinor, CURRENCIES, MINOR_DIGITS, sumMinor, takePercent, toMinor } from '../../src/domain/money.ts';
import { catchFailure } from '../support/catch-failure.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;

describe('a share of an amount', () => {
  it('is rounded half up, exactly at the half', () => {
    for (const [amount, percent, expected] of [
      [1, 50, 1], // 0.5
      [3, 50, 2], // 1.5
      [5, 30, 2], // 1.5
      [1, 30, 0], // 0.3
      [15, 30, 5], // 4.5
      [2, 70, 1], // 1.4
      [5, 70, 4], // 3.5
      [333_335, 30, 100_001], // 100,000.5
      [333_334, 30, 100_000], // 100,000.2
      [0, 100, 0],
      [7, 0, 0],
      [7, 100, 7],
    ] as const) {
      expect(takePercent(amount, percent), `${percent} % of ${amount}`).to.equal(expected);
    }
  });

  it('is exact with decimals in the rate, and where a number of JavaScript would not be', () => {
    expect(takePercent(1_000, 0.05)).to.equal(1);
    expect(takePercent(999, 0.05)).to.equal(0);
    expect(takePercent(1_000_000, 33.3333)).to.equal(333_333);
    expect(takePercent(LARGEST, 50)).to.equal(4_503_599_627_370_496);
    expect(takePercent(LARGEST, 30)).to.equal(2_702_159_776_422_297);
    expect(takePercent(LARGEST, 100)).to.equal(LARGEST);
  });

  it('differs from the exact share by half a unit at most, and never falls when the amount grows', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 100 }), (amount, percent) => {
        const distance = BigInt(takePercent(amount, percent)) * 100n - BigInt(amount) * BigInt(percent);
        expect(distance > -50n && distance <= 50n).to.equal(true);
        expect(takePercent(Math.max(0, amount - 1), percent)).to.be.at.most(takePercent(amount, percent));
      }),
    );
  });
});

describe('adding amounts', () => {
  it('is exact up to 2^53 − 1, in both directions', () => {
    expect(addMinor(LARGEST - 1, 1)).to.equal(LARGEST);
    expect(addMinor(1 - LARGEST, -1)).to.equal(-LARGEST);
    expect(sumMinor([])).to.equal(0);
    expect(sumMinor([LARGEST, -LARGEST, 5])).to.equal(5);
  });

  it('fails one above, also where the sum would come back below', async () => {
    for (const amounts of [
      [LARGEST, 1],
      [-LARGEST, -1],
      [LARGEST, 1, -2],
    ]) {
      const failure = await catchFailure(async () => sumMinor(amounts));
      expect(failure.code).to.equal('AMOUNT_TOO_LARGE');
      expect(failure.message).to.include('9007199254740991');
    }
  });
});

describe('whole units of a currency', () => {
  it('have the minor units of that currency, as long as they are exact', async () => {
    expect([toMinor(12, 'VND'), toMinor(12, 'USD'), toMinor(0, 'EUR')]).to.deep.equal([12, 1_200, 0]);
    expect(toMinor(LARGEST, 'JPY')).to.equal(LARGEST);
    expect(toMinor(90_071_992_547_409, 'USD')).to.equal(9_007_199_254_740_900);
    const failure = await catchFailure(async () => toMinor(90_071_992_547_410, 'USD'));
    expect(failure.code).to.equal('AMOUNT_TOO_LARGE');
  });
});

describe('the currencies', () => {
  it('all have their minor unit, each once', () => {
    expect([...CURRENCIES].sort()).to.deep.equal(Object.keys(MINOR_DIGITS).sort());
    expect(MINOR_DIGITS).to.include({ VND: 0, JPY: 0, KRW: 0, USD: 2, EUR: 2 });
  });
});

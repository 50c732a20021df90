import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { combineChecksums } from '../../reports/combine-checksums.ts';
import { createSeededRandom } from '../../src/domain/seeded-random.ts';

describe('combineChecksums', () => {
  it('tells the checksum of bytes that stand one behind the other', () => {
    const random = createSeededRandom(1);
    const makeBytes = (length: number) => Buffer.from(Array.from({ length }, () => random.integer(0, 255)));
    for (const firstLength of [0, 1, 2, 255, 4_096]) {
      for (const secondLength of [0, 1, 3, 256, 65_537]) {
        const [first, second] = [makeBytes(firstLength), makeBytes(secondLength)];
        const combined = combineChecksums(crc32(first), crc32(second), secondLength);
        expect(combined, `${firstLength} + ${secondLength}`).to.equal(crc32(Buffer.concat([first, second])));
      }
    }
  });

  it('knows lengths of more than 32 bits', () => {
    const zeros = Buffer.alloc(2 ** 20);
    const [ofOne, ofZeros] = [crc32(Buffer.from([1])), crc32(zeros)];
    let [doubled, length] = [ofZeros, zeros.length];
    for (; length < 2 ** 34; length *= 2) doubled = combineChecksums(doubled, doubled, length);
    let inTurn = ofOne;
    for (let index = 0; index < length / zeros.length; index += 1)
      inTurn = combineChecksums(inTurn, ofZeros, zeros.length);
    expect(combineChecksums(ofOne, doubled, length)).to.equal(inTurn);
  });
});

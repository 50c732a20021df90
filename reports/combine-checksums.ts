/**
 * Polynomials over bits, modulo that of CRC-32. As in a CRC-32 itself the highest of the 32 bits stands for 1, and the
 * lowest for x³¹.
 */
type Polynomial = number;

/** x³² modulo the polynomial of CRC-32. */
const REDUCED: Polynomial = 0xedb88320;
const ONE: Polynomial = 0x8000_0000;
/** What one more zero byte behind the others multiplies a checksum by. */
const X_TO_8: Polynomial = 0x0080_0000;
const BITS = 32;

/**
 * The CRC-32 of bytes that stand one behind the other, from those of both and the length of the second, below 2⁵³ bytes: that of
 * the first is multiplied by x to the number of the second's bits (Mark Adler, stackoverflow.com/a/23126768; crc32_combine of
 * zlib).
 */
export function combineChecksums(first: number, second: number, secondLength: number): number {
  return (multiply(first, raiseToBytes(secondLength)) ^ second) >>> 0;
}

/** x to eight times the number. */
function raiseToBytes(bytes: number): Polynomial {
  let power = ONE;
  let square = X_TO_8;
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(power, square);
    square = multiply(square, square);
  }
  return power;
}

function multiply(a: Polynomial, b: Polynomial): Polynomial {
  let product = 0;
  let shifted = b;
  for (let bit = BITS - 1; bit >= 0; bit -= 1) {
    if (((a >>> bit) & 1) === 1) product ^= shifted;
    shifted = (shifted >>> 1) ^ ((shifted & 1) === 1 ? REDUCED : 0);
  }
  return product;
}

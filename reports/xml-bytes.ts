/** What a unit of UTF-16 takes at most: an entity of 6 bytes, or 3 bytes of UTF-8. */
const MAX_BYTES_PER_UNIT = 6;
const MAX_NUMBER_BYTES = 24;

const ZERO = 48;
const MINUS = 45;
/** Whole numbers below it are counted with 32 bits. */
const BILLION = 1_000_000_000;
const DIGITS_BELOW_BILLION = 9;

/** What XML does not take as it is; DEL it would take, but exceljs leaves it out. */
const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
  '\x7F': '',
};
const ASCII = 0x80;
const ENTITY_BY_CODE = Array.from({ length: ASCII }, (_, code) => {
  const entity = ENTITIES[String.fromCharCode(code)];
  return entity === undefined ? undefined : encodeXml(entity);
});
/** 1 for characters of ASCII that are written as they are. */
const IS_PLAIN = Uint8Array.from(ENTITY_BY_CODE, (entity, code) => Number(entity === undefined && code >= 0x20));

/** The text with entities, from which what XML cannot hold at all was taken out before (cell-value.ts). */
export function escapeXml(text: string): string {
  return text.replace(/["&'<>\x7F]/g, (character) => ENTITIES[character] ?? '');
}

/** The bytes of XML that is the same for many cells. */
export function encodeXml(xml: string): Uint8Array {
  return new TextEncoder().encode(xml);
}

/** Rates and shares are the same few numbers in many rows. */
const MAX_KEPT_FRACTIONS = 256;
const FRACTIONS = new Map<number, Uint8Array>();

function encodeFraction(number: number): Uint8Array {
  const known = FRACTIONS.get(number);
  if (known !== undefined) return known;
  const xml = encodeXml(String(number));
  if (FRACTIONS.size < MAX_KEPT_FRACTIONS) FRACTIONS.set(number, xml);
  return xml;
}

/**
 * XML as bytes, written cell by cell: an XML text of the same length would have to be put together, searched for what
 * needs an entity and encoded, which takes several times as long.
 */
export class XmlBytes {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(expectedBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** All that was written since the last time; good until something is written again. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  writeXml(xml: Uint8Array): void {
    const bytes = this.#makeRoom(xml.length);
    bytes.set(xml, this.#length);
    this.#length += xml.length;
  }

  /** Writes what was written once more. */
  writeAgain(start: number, end: number): void {
    const bytes = this.#makeRoom(end - start);
    let to = this.#length;
    for (let from = start; from < end; from += 1) bytes[to++] = bytes[from] ?? 0;
    this.#length = to;
  }

  /** A copy of what was written since the length was this one. */
  copyFrom(length: number): Uint8Array {
    return this.#bytes.slice(length, this.#length);
  }

  /** Takes back what was written since the length was this one. */
  takeBackTo(length: number): void {
    this.#length = length;
  }

  /**
   * Writes text with entities where XML needs them. Says false, and writes nothing, where there is something else than
   * what is written as it is: control characters, line breaks, and characters behind U+D7FF, of which XML has not all.
   */
  writePlainText(text: string): boolean {
    const bytes = this.#makeRoom(text.length * MAX_BYTES_PER_UNIT);
    let end = this.#length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < ASCII) {
        if (IS_PLAIN[code] === 1) bytes[end++] = code;
        else {
          const entity = ENTITY_BY_CODE[code];
          if (entity === undefined) return false;
          bytes.set(entity, end);
          end += entity.length;
        }
      } else if (code < 0x800) {
        bytes[end++] = 0xc0 | (code >> 6);
        bytes[end++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800) {
        bytes[end++] = 0xe0 | (code >> 12);
        bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[end++] = 0x80 | (code & 0x3f);
      } else return false;
    }
    this.#length = end;
    return true;
  }

  /** Writes a number as JavaScript does. */
  writeNumber(number: number): void {
    if (!Number.isSafeInteger(number)) {
      this.writeXml(encodeFraction(number));
      return;
    }
    this.#makeRoom(MAX_NUMBER_BYTES);
    if (number < 0) this.#bytes[this.#length++] = MINUS;
    const size = Math.abs(number);
    const billions = size < BILLION ? 0 : Math.floor(size / BILLION);
    if (billions > 0) this.#writeDigits(billions, countDigits(billions));
    this.#writeDigits(size - billions * BILLION, billions > 0 ? DIGITS_BELOW_BILLION : countDigits(size));
  }

  /** There is room, and the number is below a billion. */
  #writeDigits(number: number, count: number): void {
    let rest = number;
    for (let index = this.#length + count - 1; index >= this.#length; index -= 1) {
      const tenth = (rest / 10) | 0;
      this.#bytes[index] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#length += count;
  }

  #makeRoom(bytes: number): Uint8Array {
    const needed = this.#length + bytes;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

function countDigits(number: number): number {
  let count = 1;
  for (let limit = 10; limit <= number; limit *= 10) count += 1;
  return count;
}

/** Where a record of a CSV file begins, and its text with quotes and all, for the few that are worth a second look. */
export type RecordPlace = {
  /** Physical line on which it begins, as an editor numbers it. */
  readonly line: number;
  /** True when a line break stands within the record. */
  readonly isMultiline: boolean;
  readonly readText: () => string;
};

/** Finds the lines of records from the byte at which each ends. */
export type RecordLocator = {
  /** Takes note of bytes on their way to the parser. */
  readonly add: (chunk: Buffer) => void;
  /** The place of the record that ends before this byte; records are asked for in their order. */
  readonly locate: (endByte: number) => RecordPlace;
};

const FIRST_VISIBLE_BYTE = 0x21;

/**
 * Counts line breaks in the bytes themselves: csv-parse 7 tells the line on which a row ends, counts CRLF within quotes
 * as two lines and a lone CR as one.
 */
export function buildRecordLocator(breakByte: number): RecordLocator {
  let chunks: Buffer[] = [];
  let startByte = 0;
  let line = 1;
  const take = (length: number): Buffer => {
    const whole = chunks.length === 1 ? chunks[0] : undefined;
    const buffer = whole ?? Buffer.concat(chunks);
    chunks = [buffer.subarray(length)];
    return buffer.subarray(0, length);
  };
  return {
    add: (chunk) => {
      chunks.push(chunk);
    },
    locate: (endByte) => {
      const bytes = take(endByte - startByte);
      startByte = endByte;
      const first = bytes.findIndex((byte) => byte >= FIRST_VISIBLE_BYTE);
      const leading = countBreaks(bytes.subarray(0, Math.max(first, 0)), breakByte);
      const all = countBreaks(bytes, breakByte);
      const begin = line + leading;
      line += all;
      const endsInBreak = bytes.at(-1) === breakByte ? 1 : 0;
      return { line: begin, isMultiline: all - leading - endsInBreak > 0, readText: () => bytes.toString('utf8') };
    },
  };
}

function countBreaks(bytes: Buffer, breakByte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(breakByte); at !== -1; at = bytes.indexOf(breakByte, at + 1)) count += 1;
  return count;
}

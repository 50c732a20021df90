import type { XmlBytes } from './xml-bytes.ts';

/** Writes the XML for a text; says false, and writes nothing, where it is not made for this one. */
export type TextWriter = (out: XmlBytes, text: string) => boolean;

/**
 * Texts whose XML is kept at most: the days of five years. Then all are forgotten, because a sorted list goes on to others.
 * All columns of all lists that are gathered keep theirs at the same time, 300 bytes each.
 */
const MAX_KEPT = 2_048;
/** In units of UTF-16: longer texts hardly repeat. */
const MAX_LENGTH = 256;

/** Texts that are looked at to see whether they repeat. */
const TRIED = 1_024;
/** Where fewer of them repeat, looking for them takes longer than writing all. */
const WORTHWHILE = TRIED / 2;

/** Makes a writer that keeps what it writes and copies it where a text comes again, if the texts of a column repeat. */
export function repeatTexts(write: TextWriter): TextWriter {
  const kept = new Map<string, Uint8Array>();
  let tried = 0;
  let found = 0;
  let isWorthwhile = true;
  return (out, text) => {
    if (text.length > MAX_LENGTH || !isWorthwhile) return write(out, text);
    const known = kept.get(text);
    if (tried < TRIED) {
      tried += 1;
      found += Number(known !== undefined);
      if (tried === TRIED && found < WORTHWHILE) {
        isWorthwhile = false;
        kept.clear();
        return write(out, text);
      }
    }
    if (known !== undefined) {
      out.writeXml(known);
      return true;
    }
    const start = out.length;
    const isWritten = write(out, text);
    if (kept.size === MAX_KEPT) kept.clear();
    if (isWritten) kept.set(text, out.copyFrom(start));
    return isWritten;
  };
}

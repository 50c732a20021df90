import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { type Entry, openPromise } from 'yauzl';

/** The parts of a workbook: each read as text, by its name in the zip file. */
export type WorkbookParts = {
  readonly has: (name: string) => boolean;
  /** The text of a part as a stream; nothing at all where there is no such part. */
  readonly read: (name: string) => Readable;
  readonly close: () => void;
};

/** Opens a workbook that has passed checkZip. */
export async function openWorkbookParts(path: string): Promise<WorkbookParts> {
  const zip = await openPromise(path, { autoClose: false });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  async function* decode(name: string): AsyncGenerator<string> {
    const entry = entries.get(name);
    if (entry === undefined) return;
    // exceljs decodes chunk by chunk and spoils a letter that is cut in two, so it gets text.
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const chunk of await zip.openReadStreamPromise(entry)) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  }
  return {
    has: (name) => entries.has(name),
    read: (name) => Readable.from(decode(name)),
    close: () => zip.close(),
  };
}

/** The part that a relation of the workbook leads to; some programs write it from the root. */
export function resolvePart(target: string): string {
  return target.startsWith('/') ? posix.normalize(target).slice(1) : posix.join('xl', target);
}

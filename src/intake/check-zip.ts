import { openPromise, type ZipFile } from 'yauzl';
import { Failure } from '../domain/failure.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { tooLarge } from './open-text.ts';

/** A workbook has some dozens of parts; thousands are no workbook. */
const MAX_ENTRIES = 5_000;
/** Rows stream; what the other parts hold (texts, styles) is kept in memory while they do. */
const MAX_HELD_BYTES = 256_000_000;

/**
 * Unpacks every entry of a zip file into nothing and counts, before a library that trusts the file sees it: declared
 * sizes may lie. Throws a Failure for a damaged file, a zip bomb, or a password.
 */
export async function checkZip(path: string, limits: IntakeLimits): Promise<void> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false });
    await countBytes(path, zip, limits);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${path}" is a damaged or protected workbook`,
      action: 'open it in Excel or LibreOffice and save it again as .xlsx without a password',
      cause,
    });
  } finally {
    zip?.close();
  }
}

async function countBytes(path: string, zip: ZipFile, limits: IntakeLimits): Promise<void> {
  let bytes = 0;
  let heldBytes = 0;
  let entries = 0;
  for await (const entry of zip.eachEntry()) {
    entries += 1;
    if (entries > MAX_ENTRIES) {
      throw new Failure('INPUT_UNREADABLE', {
        message: `"${path}" is no workbook: it packs more than ${MAX_ENTRIES} files`,
        action: 'give a CSV, XLSX or NDJSON file',
      });
    }
    const isHeld = !entry.fileName.startsWith('xl/worksheets/') && !entry.fileName.startsWith('xl/media/');
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      bytes += chunk.length;
      heldBytes += isHeld ? chunk.length : 0;
      if (heldBytes > MAX_HELD_BYTES) throw tooMuchText(path);
      if (bytes > limits.maxUncompressedBytes) throw tooLarge(path, limits);
    }
  }
}

function tooMuchText(path: string): Failure {
  return new Failure('INPUT_TOO_LARGE', {
    message: `the texts of the workbook "${path}" unpack to more than ${MAX_HELD_BYTES} bytes`,
    action: 'save it as "CSV UTF-8", which has no such limit, or split it',
  });
}

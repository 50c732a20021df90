import assert from 'node:assert/strict';
import { type FileHandle, open } from 'node:fs/promises';
import { formatInstant, type Instant } from '../src/domain/instant.ts';

// Offsets and signatures of the ZIP format (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
const END_LENGTH = 22;
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const TIME_IN_ENTRY = 12;
const TIME_IN_LOCAL_HEADER = 10;

/**
 * Sets the time of every entry of a ZIP file that has no comment. exceljs gives its parts the time of the clock and
 * has no option for another, so that the same workbook would never be the same bytes twice.
 */
export async function setZipTimestamps(path: string, at: Instant): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const { directory, position } = await readDirectory(handle);
    const time = toDosTime(at);
    for (const entry of findEntries(directory)) {
      directory.writeUInt32LE(time, entry.offset + TIME_IN_ENTRY);
      const local = Buffer.alloc(4);
      local.writeUInt32LE(time);
      await handle.write(local, 0, local.length, entry.localHeader + TIME_IN_LOCAL_HEADER);
    }
    await handle.write(directory, 0, directory.length, position);
  } finally {
    await handle.close();
  }
}

async function readDirectory(handle: FileHandle): Promise<{ readonly directory: Buffer; readonly position: number }> {
  const { size } = await handle.stat();
  const end = await readBytes(handle, size - END_LENGTH, END_LENGTH);
  assert.equal(end.readUInt32LE(0), END_SIGNATURE, 'a workbook does not end as a ZIP file does');
  const position = end.readUInt32LE(16);
  return { directory: await readBytes(handle, position, end.readUInt32LE(12)), position };
}

function* findEntries(directory: Buffer): Generator<{ readonly offset: number; readonly localHeader: number }> {
  let offset = 0;
  while (offset < directory.length) {
    assert.equal(directory.readUInt32LE(offset), ENTRY_SIGNATURE, 'the directory of a workbook is damaged');
    yield { offset, localHeader: directory.readUInt32LE(offset + 42) };
    const nameLength = directory.readUInt16LE(offset + 28);
    const extraLength = directory.readUInt16LE(offset + 30);
    const commentLength = directory.readUInt16LE(offset + 32);
    offset += ENTRY_LENGTH + nameLength + extraLength + commentLength;
  }
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  assert.equal(bytesRead, length, 'a workbook is shorter than its directory says');
  return buffer;
}

/** The wall clock of Vietnam in the format of MS-DOS: date in the upper half, time in the lower, steps of 2 seconds. */
function toDosTime(at: Instant): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = formatInstant(at)
    .split(/[-T:+]/)
    .map(Number);
  if (year < 1980 || year > 2107) return ((1 << 5) | 1) << 16; // all that the format can say lies between: 1980-01-01
  const date = ((year - 1980) << 9) | (month << 5) | day;
  const time = (hour << 11) | (minute << 5) | (second >> 1);
  return date * 0x10000 + time;
}

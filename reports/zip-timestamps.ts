import assert from 'node:assert/strict';
import { type FileHandle, open } from 'node:fs/promises';
import type { Instant } from '../src/domain/instant.ts';
import { toDosTime } from './zip-records.ts';

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

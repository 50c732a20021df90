import { formatInstant, type Instant } from '../src/domain/instant.ts';

/** A part of a ZIP file; what it is compressed to is known when it has ended. */
export type ZipPart = {
  readonly name: string;
  /** Where it begins in the file, in bytes. */
  readonly offset: number;
  crc: number;
  size: number;
  compressedSize: number;
};

// Of the ZIP format (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.9, 4.3.12, 4.3.16 and 4.5.3; 4.4.4 for the flags).
const LOCAL_SIGNATURE = 0x04034b50;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const VERSION = 20;
const VERSION_OF_LARGE_PARTS = 45;
const SIZES_FOLLOW_AND_NAMES_ARE_UTF8 = 0x0808;
const DEFLATED = 8;
const LARGE_SIZES = 0x0001;

/** The largest number of 4 bytes: an offset in the file cannot be larger, and a size that is stands elsewhere. */
export const MAX_ZIP_OFFSET = 0xffffffff;

/** What stands before the bytes of a part. */
export function buildLocalHeader(name: string, time: number): Buffer {
  const nameBytes = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_SIGNATURE, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(SIZES_FOLLOW_AND_NAMES_ARE_UTF8, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt32LE(time, 10);
  header.writeUInt16LE(nameBytes.length, 26);
  return Buffer.concat([header, nameBytes]);
}

/** What stands behind the bytes of a part: its checksum and sizes. */
export function buildDescriptor(part: ZipPart): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt32LE(DESCRIPTOR_SIGNATURE, 0);
  start.writeUInt32LE(part.crc, 4);
  return Buffer.concat([start, isLarge(part) ? toLargeSizes([part.compressedSize, part.size]) : toSizes(part)]);
}

/** What the directory at the end of the file tells of a part. */
export function buildEntry(part: ZipPart, time: number): Buffer {
  const nameBytes = Buffer.from(part.name);
  const large = isLarge(part) ? buildLargeSizes(part) : Buffer.alloc(0);
  const version = isLarge(part) ? VERSION_OF_LARGE_PARTS : VERSION;
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(ENTRY_SIGNATURE, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(SIZES_FOLLOW_AND_NAMES_ARE_UTF8, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt32LE(time, 12);
  entry.writeUInt32LE(part.crc, 16);
  toSizes(part).copy(entry, 20);
  entry.writeUInt16LE(nameBytes.length, 28);
  entry.writeUInt16LE(large.length, 30);
  entry.writeUInt32LE(part.offset, 42);
  return Buffer.concat([entry, nameBytes, large]);
}

/** The end of the file, which tells where its directory stands. */
export function buildEnd(parts: number, directory: { readonly offset: number; readonly length: number }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(parts, 8);
  end.writeUInt16LE(parts, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(directory.offset, 16);
  return end;
}

/** The wall clock of Vietnam in the format of MS-DOS: date in the upper half, time in the lower, steps of 2 seconds. */
export function toDosTime(at: Instant): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = formatInstant(at)
    .split(/[-T:+]/)
    .map(Number);
  if (year < 1980 || year > 2107) return ((1 << 5) | 1) << 16; // all that the format can say lies between: 1980-01-01
  const date = ((year - 1980) << 9) | (month << 5) | day;
  const time = (hour << 11) | (minute << 5) | (second >> 1);
  return date * 0x10000 + time;
}

/** A part may be too large before it is compressed; then its sizes take 8 bytes. */
function isLarge({ size }: ZipPart): boolean {
  return size > MAX_ZIP_OFFSET;
}

function toSizes(part: ZipPart): Buffer {
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(isLarge(part) ? MAX_ZIP_OFFSET : part.compressedSize, 0);
  sizes.writeUInt32LE(isLarge(part) ? MAX_ZIP_OFFSET : part.size, 4);
  return sizes;
}

function buildLargeSizes(part: ZipPart): Buffer {
  const sizes = toLargeSizes([part.size, part.compressedSize]);
  const start = Buffer.alloc(4);
  start.writeUInt16LE(LARGE_SIZES, 0);
  start.writeUInt16LE(sizes.length, 2);
  return Buffer.concat([start, sizes]);
}

function toLargeSizes(sizes: readonly number[]): Buffer {
  const bytes = Buffer.alloc(sizes.length * 8);
  for (const [index, size] of sizes.entries()) bytes.writeBigUInt64LE(BigInt(size), index * 8);
  return bytes;
}

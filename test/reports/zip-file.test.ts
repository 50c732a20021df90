import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import yauzl from 'yauzl';
import { type DeflatedPiece, deflatePiece, PIECE_BYTES } from '../../reports/deflate.ts';
import { ZipFile } from '../../reports/zip-file.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { AS_OF } from './decided-tickets.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

describe('ZipFile', () => {
  it('writes parts that another program reads, whose checksums and sizes are right', () =>
    withTemporaryFolder(async (folder) => {
      const noise = randomBytes(300_000);
      const parts = { 'xl/đ.xml': [Buffer.from('Kỳ '), Buffer.from('Hạn')], empty: [], noise: [noise, noise] };
      const path = await writeZip(folder, parts);
      const read = await readZip(path);
      expect([...read.keys()]).to.deep.equal(Object.keys(parts));
      expect(read.get('xl/đ.xml')?.toString()).to.equal('Kỳ Hạn');
      expect(read.get('empty')).to.have.length(0);
      expect(read.get('noise')?.equals(Buffer.concat([noise, noise]))).to.equal(true);
    }));

  it('takes bytes that were compressed before, between others', () =>
    withTemporaryFolder(async (folder) => {
      const [noise, text] = [randomBytes(PIECE_BYTES + 1), Buffer.from('Kỳ Hạn '.repeat(50_000))];
      const blocks = [text.subarray(0, 10), deflatePiece(noise), text, deflatePiece(text), noise, text.subarray(0, 7)];
      const read = await readZip(await writeZip(folder, { mixed: blocks, pieces: [deflatePiece(text)] }));
      const expected = Buffer.concat([text.subarray(0, 10), noise, text, text, noise, text.subarray(0, 7)]);
      expect(read.get('mixed')?.equals(expected)).to.equal(true);
      expect(read.get('pieces')?.equals(text)).to.equal(true);
    }));

  it('gives the same bytes for the same blocks, whoever compresses them, and for others that do not fill a piece', () =>
    withTemporaryFolder(async (folder) => {
      const [start, block, end] = [randomBytes(5), randomBytes(PIECE_BYTES), randomBytes(9)];
      const before = await readFile(await writeZip(folder, { a: [start, deflatePiece(block), end] }));
      const after = await readFile(await writeZip(folder, { a: [start, block, end.subarray(0, 4), end.subarray(4)] }));
      expect(after.equals(before)).to.equal(true);
    }));

  it('refuses more than the format takes', () =>
    withTemporaryFolder(async (folder) => {
      const piece = { ...deflatePiece(Buffer.from('a')), length: 2 ** 31 };
      const error: unknown = await writeZip(folder, { sheet: [piece, piece] }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Failure).and.to.have.property('code', 'OUTPUT');
      expect(error).to.have.property('message').that.contains('sheet has more');
    }));

  it('says why its file cannot be opened', () =>
    withTemporaryFolder(async (folder) => {
      const error: unknown = await writeZip(join(folder, 'nowhere'), { a: [Buffer.from('a')] }).catch(
        (reason: unknown) => reason,
      );
      expect(error).to.have.property('code', 'ENOENT');
    }));

  it('gives the same bytes for the same parts', () =>
    withTemporaryFolder(async (folder) => {
      const parts = { a: [Buffer.from('a'.repeat(100_000))], b: [Buffer.from('b')] };
      const first = await readFile(await writeZip(folder, parts));
      expect((await readFile(await writeZip(folder, parts))).equals(first)).to.equal(true);
    }));

  it('gives every part the moment on the wall clock of Vietnam, in the directory and beside the part', () =>
    withTemporaryFolder(async (folder) => {
      const path = await writeZip(folder, { a: [Buffer.from('a')], b: [Buffer.from('b')] });
      const bytes = await readFile(path);
      for (const { lastModFileDate, lastModFileTime, relativeOffsetOfLocalHeader: at } of await listEntries(path)) {
        expect([lastModFileDate >> 9, (lastModFileDate >> 5) & 15, lastModFileDate & 31]).to.deep.equal([46, 11, 23]);
        expect([lastModFileTime >> 11, (lastModFileTime >> 5) & 63]).to.deep.equal([9, 0]);
        expect(bytes.readUInt16LE(at + 10)).to.equal(lastModFileTime);
        expect(bytes.readUInt16LE(at + 12)).to.equal(lastModFileDate);
      }
    }));

  it('takes the first day that the format knows for moments before it', () =>
    withTemporaryFolder(async (folder) => {
      const path = await writeZip(folder, { a: [Buffer.from('a')] }, Date.parse('1979-12-31T00:00:00Z'));
      const [entry] = await listEntries(path);
      expect(entry?.lastModFileDate).to.equal((1 << 5) | 1);
    }));

  it('takes the last day that is written for moments after it', () =>
    withTemporaryFolder(async (folder) => {
      const path = await writeZip(folder, { a: [Buffer.from('a')] }, Date.parse('2100-01-01T00:00:00Z'));
      const [entry] = await listEntries(path);
      expect(entry?.lastModFileDate).to.equal((119 << 9) | (12 << 5) | 31);
    }));

  it('rejects with the error of its file, soon after it has failed', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'full');
      await symlink('/dev/full', path);
      const file = createWriteStream(path);
      file.on('error', () => undefined);
      const zip = new ZipFile(file, AS_OF);
      const error: unknown = await writeNoise(zip, 1_000).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'ENOSPC');
    }));

  it('rejects where somebody closes its file', () =>
    withTemporaryFolder(async (folder) => {
      const file = createWriteStream(join(folder, 'closed'));
      const zip = new ZipFile(file, AS_OF);
      const writing = writeNoise(zip, 1_000).catch((reason: unknown) => reason);
      file.destroy();
      expect(await writing).to.be.instanceOf(Error);
    }));
});

async function writeZip(
  folder: string,
  parts: Readonly<Record<string, readonly (Buffer | DeflatedPiece)[]>>,
  at: Instant = AS_OF,
): Promise<string> {
  const path = join(folder, 'a.zip');
  const file = createWriteStream(path);
  const zip = new ZipFile(file, at);
  for (const [name, blocks] of Object.entries(parts)) {
    zip.startPart(name);
    for (const block of blocks) {
      if (block instanceof Uint8Array) await zip.write(block);
      else await zip.writePiece(block);
    }
    await zip.endPart();
  }
  await Promise.all([zip.finish(), finished(file)]);
  return path;
}

async function writeNoise(zip: ZipFile, blocks: number): Promise<void> {
  zip.startPart('noise');
  const noise = randomBytes(100_000);
  for (let index = 0; index < blocks; index += 1) await zip.write(noise);
  await zip.endPart();
}

async function listEntries(path: string): Promise<readonly yauzl.Entry[]> {
  const zip = await open(path);
  const entries = await readEntries(zip);
  zip.close();
  return entries;
}

async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await open(path);
  const read = new Map<string, Buffer>();
  for (const entry of await readEntries(zip)) read.set(entry.fileName, await readPart(zip, entry));
  zip.close();
  return read;
}

/** Checks the checksum and the sizes on the way. */
function readPart(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      buffer(stream).then(resolve, reject);
    });
  });
}

function open(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { autoClose: false }, (error, zip) => (error === null ? resolve(zip) : reject(error)));
  });
}

function readEntries(zip: yauzl.ZipFile): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => entries.push(entry));
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
  });
}

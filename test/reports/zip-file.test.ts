import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import yauzl from 'yauzl';
import { ZipFile } from '../../reports/zip-file.ts';
import { buildEnd, buildEntry, toDosTime } from '../../reports/zip-records.ts';
import { AS_OF } from './decided-tickets.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

const GIB = 2 ** 30;

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

  it('gives the same bytes for the same parts, which have the moment given', () =>
    withTemporaryFolder(async (folder) => {
      const parts = { a: [Buffer.from('a'.repeat(100_000))], b: [Buffer.from('b')] };
      const first = await readFile(await writeZip(folder, parts));
      expect((await readFile(await writeZip(folder, parts))).equals(first)).to.equal(true);
      expect(first.readUInt32LE(10)).to.equal(toDosTime(AS_OF));
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

describe('the directory of a ZIP file', () => {
  it('tells the sizes of parts that are larger than 4 bytes can say', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'large.zip');
      const part = { name: 'sheet', offset: 0, crc: 1, size: 5 * GIB, compressedSize: GIB };
      const directory = buildEntry(part, toDosTime(AS_OF));
      await writeFile(path, Buffer.concat([directory, buildEnd(1, { offset: 0, length: directory.length })]));
      const [entry] = await readEntries(await open(path));
      expect(entry).to.include({ fileName: 'sheet', uncompressedSize: 5 * GIB, compressedSize: GIB });
    }));
});

async function writeZip(folder: string, parts: Readonly<Record<string, readonly Buffer[]>>): Promise<string> {
  const path = join(folder, 'a.zip');
  const file = createWriteStream(path);
  const zip = new ZipFile(file, AS_OF);
  for (const [name, blocks] of Object.entries(parts)) {
    await zip.startPart(name);
    for (const block of blocks) await zip.write(block);
    await zip.endPart();
  }
  await Promise.all([zip.finish(), finished(file)]);
  return path;
}

async function writeNoise(zip: ZipFile, blocks: number): Promise<void> {
  await zip.startPart('noise');
  const noise = randomBytes(100_000);
  for (let index = 0; index < blocks; index += 1) await zip.write(noise);
  await zip.endPart();
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

import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import yauzl from 'yauzl';
import { writeWorkbook } from '../../reports/workbook.ts';
import { setZipTimestamps } from '../../reports/zip-timestamps.ts';
import { AS_OF } from './decided-tickets.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

describe('setZipTimestamps', () => {
  it('gives every part the moment on the wall clock of Vietnam, in the directory and beside the part', () =>
    withTemporaryFolder(async (folder) => {
      const path = await writeSample(folder);
      await setZipTimestamps(path, AS_OF);
      const entries = await readEntries(path);
      expect(entries.length).to.be.greaterThan(5);
      const bytes = await readFile(path);
      for (const entry of entries) {
        const { lastModFileDate, lastModFileTime } = entry;
        expect([lastModFileDate >> 9, (lastModFileDate >> 5) & 15, lastModFileDate & 31]).to.deep.equal([46, 11, 23]);
        expect([lastModFileTime >> 11, (lastModFileTime >> 5) & 63]).to.deep.equal([9, 0]);
        const local = entry.relativeOffsetOfLocalHeader;
        expect(bytes.readUInt16LE(local + 10)).to.equal(lastModFileTime);
        expect(bytes.readUInt16LE(local + 12)).to.equal(lastModFileDate);
      }
    }));

  it('takes the first day that the format knows for moments outside of it', () =>
    withTemporaryFolder(async (folder) => {
      const path = await writeSample(folder);
      await setZipTimestamps(path, Date.parse('1979-12-31T00:00:00Z'));
      const [entry] = await readEntries(path);
      expect(entry?.lastModFileDate).to.equal((1 << 5) | 1);
    }));

  it('refuses what is no ZIP file', () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'a.xlsx');
      await writeFile(path, 'no zip file, but long enough to look into');
      const error: unknown = await setZipTimestamps(path, AS_OF).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error);
    }));
});

async function writeSample(folder: string): Promise<string> {
  const path = join(folder, 'a.xlsx');
  const title = { vi: 'Bìa', en: 'Cover' };
  const page = {
    kind: 'page',
    name: 'Bìa',
    title,
    widths: [10],
    printedPages: [[[{ look: 'title', value: 'a' }]]],
  } as const;
  const report = { title, organisation: 'A', footer: 'b', createdAt: AS_OF, sheets: [page] };
  await writeWorkbook(report, createWriteStream(path));
  return path;
}

function readEntries(path: string): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, (error, zip) => {
      if (error !== null) return reject(error);
      const entries: yauzl.Entry[] = [];
      zip.on('entry', (entry: yauzl.Entry) => entries.push(entry));
      zip.on('end', () => resolve(entries));
      zip.on('error', reject);
    });
  });
}

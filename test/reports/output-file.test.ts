import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { writeOutputFile } from '../../reports/output-file.ts';
import { Failure } from '../../src/domain/failure.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

/** Higher than any process id of Linux can be. */
const ENDED_PID = 2 ** 30;

describe('writeOutputFile', () => {
  it('makes the folder and leaves only the whole file in it', () =>
    withTemporaryFolder(async (folder) => {
      const target = join(folder, 'new', 'folder');
      const result = await writeOutputFile(target, 'a.xlsx', (stream) => writeText(stream, 'whole'));
      expect(result).to.equal('done');
      expect(await readdir(target)).to.deep.equal(['a.xlsx']);
      expect(await readFile(join(target, 'a.xlsx'), 'utf8')).to.equal('whole');
    }));

  it('keeps the file of an earlier run and nothing half-written when the work fails', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'a.xlsx'), 'earlier');
      const failure = new Failure('CONTROL_TOTALS', { message: 'm', action: 'a' });
      const error = await catchError(
        writeOutputFile(folder, 'a.xlsx', async (stream) => {
          stream.write('half');
          throw failure;
        }),
      );
      expect(error).to.equal(failure);
      expect(await readdir(folder)).to.deep.equal(['a.xlsx']);
      expect(await readFile(join(folder, 'a.xlsx'), 'utf8')).to.equal('earlier');
    }));

  it('tells of a full disk, and leaves nothing', () =>
    withTemporaryFolder(async (folder) => {
      const fillDisk = (): Promise<void> => writeFile('/dev/full', 'no room for it');
      const error = await catchError(
        writeOutputFile(folder, 'a.xlsx', (stream) => writeText(stream, 'x').then(fillDisk)),
      );
      expect(error).to.be.instanceOf(Failure).and.to.have.property('code', 'DISK_FULL');
      expect(await readdir(folder)).to.deep.equal([]);
    }));

  it('lets two writers of one report work at once, and keeps the file of the last one whole', () =>
    withTemporaryFolder(async (folder) => {
      const texts = ['first', 'second', 'third'];
      await Promise.all(texts.map((text) => writeOutputFile(folder, 'a.xlsx', (stream) => writeText(stream, text))));
      expect(await readdir(folder)).to.deep.equal(['a.xlsx']);
      expect(await readFile(join(folder, 'a.xlsx'), 'utf8')).to.be.oneOf(texts);
    }));

  it('removes what a killed process left of the report, not what others are writing', () =>
    withTemporaryFolder(async (folder) => {
      const alive = `a.xlsx.${process.ppid}-1.part`;
      for (const name of [`a.xlsx.${ENDED_PID}-1.part`, alive, `b.xlsx.${ENDED_PID}-1.part`]) {
        await writeFile(join(folder, name), 'half');
      }
      await writeOutputFile(folder, 'a.xlsx', (stream) => writeText(stream, 'whole'));
      const kept = ['a.xlsx', alive, `b.xlsx.${ENDED_PID}-1.part`];
      expect((await readdir(folder)).sort()).to.deep.equal(kept.sort());
    }));

  it('tells of a file that cannot be written', () =>
    withTemporaryFolder(async (folder) => {
      await mkdir(join(folder, 'a.xlsx'));
      await writeFile(join(folder, 'a.xlsx', 'in-the-way'), '');
      const error = await catchError(writeOutputFile(folder, 'a.xlsx', (stream) => writeText(stream, 'x')));
      expect(error).to.be.instanceOf(Failure).and.to.have.property('code', 'OUTPUT');
      expect(await readdir(folder)).to.deep.equal(['a.xlsx']);
    }));

  it('tells of a folder that is a file', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'out'), '');
      const error = await catchError(
        writeOutputFile(join(folder, 'out'), 'a.xlsx', (stream) => writeText(stream, 'x')),
      );
      expect(error).to.be.instanceOf(Failure).and.to.have.property('code', 'OUTPUT');
    }));

  it('lets errors of the program through as they are', () =>
    withTemporaryFolder(async (folder) => {
      const bug = new TypeError('bug');
      const error = await catchError(
        writeOutputFile(folder, 'a.xlsx', async () => {
          throw bug;
        }),
      );
      expect(error).to.equal(bug);
    }));
});

async function writeText(stream: NodeJS.WritableStream, text: string): Promise<string> {
  stream.end(text);
  await finished(stream);
  return 'done';
}

function catchError(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

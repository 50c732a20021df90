import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openSpool, withSpoolFile } from '../../reports/spool.ts';
import { Failure } from '../../src/domain/failure.ts';
import { withTemporaryFolder } from './temporary-folder.ts';

describe('the spool of values', () => {
  it('gives back what was put aside, in its order and more than once, for each list by itself', () =>
    withTemporaryFolder((folder) =>
      withSpoolFile(folder, undefined, async (spools) => {
        const [some, many, none] = [openSpool<number>(spools), openSpool<string>(spools), openSpool<number>(spools)];
        const texts = Array.from({ length: 2_000 }, (_, index) => `Nguyễn "${index}"\n😀`);
        for (const [index, text] of texts.entries()) {
          many.add(text);
          if (index % 300 === 0) some.add(index);
        }
        for (let round = 0; round < 2; round += 1) {
          expect([...many.read()]).to.deep.equal(texts);
          expect([...some.read()]).to.deep.equal([0, 300, 600, 900, 1200, 1500, 1800]);
          expect([...none.read()]).to.deep.equal([]);
        }
        expect(await readdir(folder), 'a file that a killed process would leave').to.deep.equal([]);
      }),
    ));

  it('says what is wrong where nothing can be written', () =>
    withTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'out'), 'a file where a folder should be');
      await withSpoolFile(join(folder, 'out'), undefined, async (spools) => {
        const spool = openSpool<number>(spools);
        const fill = () => {
          for (let index = 0; index < 1_000; index += 1) spool.add(index);
        };
        expect(fill).to.throw(Failure, 'rows of the workbooks cannot be written');
      });
    }));
});

describe('the file of the spools', () => {
  it('gives back blocks of bytes, each as bytes of its own, until it is closed', () =>
    withTemporaryFolder((folder) =>
      withSpoolFile(folder, undefined, async (spools) => {
        const bytes = Buffer.from('first');
        const first = spools.write(bytes);
        bytes.write('later');
        const later = spools.write(bytes);
        const [one, again] = [spools.read(first), spools.read(first)];
        expect([one, spools.read(later)].map(String)).to.deep.equal(['first', 'later']);
        one.fill(0);
        expect(String(again)).to.equal('first');
        expect(one.buffer.byteLength, 'room that is shared with others').to.equal(one.length);
        spools.close();
        expect(() => spools.read(first)).to.throw('closed');
      }),
    ));
});
